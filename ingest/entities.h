/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Character references of HTML in text that no HTML parser reads.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds the character that the reference at text ("&nbsp;", "&#19968;", "&#x4E00;") stands for,
 * and gives the place behind it. NULL, and nothing added, if there is none. */
const char *gd_entity_decode(const char *text, GString *out);

G_END_DECLS
