/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: which letters a network of lines (line_net.h) knows, and the classes by which it
 * tells them. A small alphabet has a class for each letter; of the thousands of Chinese characters
 * each is told by up to five classes, one behind the other:
 *
 *     冲   141 156 178      驻   123 170 177      8   4
 *
 * They are kept as a tree (a trie): from a branch a class leads to a letter, to a longer branch, or
 * to both.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters, and classes of one letter, at most. */
#define GD_LINE_LETTERS 32768
#define GD_LINE_CODES 8

/* The first branch, where every letter begins; and no letter, no branch. */
#define GD_LINE_ROOT 0
#define GD_LINE_NONE G_MAXUINT

/* The classes of a letter, in order. */
typedef struct {
  guint n;
  guint16 classes[GD_LINE_CODES];
  guint letter;
} GdLineCode;

/* Where a class leads. */
typedef struct {
  guint class;
  guint letter; /* GD_LINE_NONE if it ends none */
  guint branch; /* GD_LINE_NONE if no longer one goes on there */
} GdLineTwig;

typedef struct GdLineCodes GdLineCodes;

/* The tree of n codes, which are put in order. Of letters with the same classes the first counts.
 * Caller owns. */
GdLineCodes *gd_line_codes_new(GdLineCode *codes, guint n);
void gd_line_codes_free(GdLineCodes *codes);

/* Classes of the longest code. */
guint gd_line_codes_depth(const GdLineCodes *codes);

/* Where a class leads from a branch; NULL if nowhere. Lent. */
const GdLineTwig *gd_line_codes_find(const GdLineCodes *codes, guint branch, guint class);

G_END_DECLS
