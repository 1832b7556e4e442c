/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Page numbers, running heads and feet. They stand
 * between the halves of a table that goes on over a page break, and must be
 * taken for neither a row nor a value.
 */
#pragma once

#include "models/lines.h"

G_BEGIN_DECLS

/* Sets furniture of the lines of all pages; lines[i] (of GdLine*) belongs to
 * pages[i]. */
void gd_mark_furniture(const GPtrArray *pages, const GPtrArray *lines);

/* Whether a line's text is a page number. *bare: it is only digits, which may as
 * well be something else. */
gboolean gd_is_page_number(const char *text, gboolean *bare);

G_END_DECLS
