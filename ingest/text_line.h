/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of text → the fields that it seems to hold. Separators, strongest first:
 *
 *     |   ｜ │         BAR     outermost empty fields belong to the frame, not to the row
 *     tab              TAB     every empty field counts, the outermost too
 *     wide gap         TAB     two spaces or more, or an ideographic one
 *     single space     SPACE   only beside a number (text_numbers.h)
 *
 * Nothing is split inside brackets but at bars and tabs, since 22（其中修订 16 件） is one number
 * with its note.
 */
#pragma once

#include "models/piece.h"

G_BEGIN_DECLS

typedef struct {
  char *text;         /* trimmed; "" for an empty field. Owned */
  GdSeparator before; /* what stands before it in its line; LINE for the first */
} GdLineField;

/* What is done to the text of a field before it is split at gaps; NULL: nothing. Caller frees
 * what it returns. */
typedef char *(*GdLineClean)(const char *field);

/* The fields of a line (valid UTF-8 without a line break), left to right; none if it holds
 * nothing, or nothing but one bar. escapes: \| is a bar of the text, and clean takes it off.
 * Caller owns (of GdLineField*). */
GPtrArray *gd_line_split(const char *line, gboolean escapes, GdLineClean clean);

/* The cells of a line at its bars, the frame's taken off, not split any further. *bars (may be
 * NULL): how many bars. Caller owns (of GdLineField*). */
GPtrArray *gd_line_cells(const char *line, gboolean escapes, guint *bars);

/* A new field at the end of fields; text is copied from start to end, and trimmed. */
void gd_line_add(GPtrArray *fields, const char *start, const char *end, GdSeparator before);

void gd_line_field_free(GdLineField *field);

/* White space within a line, no-break and ideographic space too. */
gboolean gd_is_blank(gunichar c);

/* text trimmed, white space inside it (line breaks, too) one space each. Caller frees. */
char *gd_line_collapsed(const char *text);

/* For each byte of text from start to end, whether it stands inside brackets that close again
 * there. Caller frees. */
guint8 *gd_line_brackets(const char *start, const char *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLineField, gd_line_field_free)

G_END_DECLS
