/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the tables of a text: head, titles, prose, signature, and
 * a web site's navigation.
 */
#pragma once

#include "ways.h"

G_BEGIN_DECLS

/* A paragraph, and a heading. */
void sh_write_paragraph(ShText *text, ShKind kind, const char *paragraph);
void sh_write_heading(ShText *text, ShKind kind, const char *heading);

/* Everything above the first section, and below the last. */
void sh_write_front(ShText *text, ShKind kind);
void sh_write_back(ShText *text, ShKind kind);

/* A section of prose. */
void sh_write_section(ShText *text, ShKind kind, const char *heading, guint paragraphs);

G_END_DECLS
