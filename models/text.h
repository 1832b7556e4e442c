/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as labels are compared: folding and edit distance.
 *
 * Folding is one function for the whole program: NFKC, full-width to
 * half-width, 〔〕【】［］（）to ( ), all quotes to ", all dashes to -, white space
 * and control characters removed, circled numbers to (1), traditional characters
 * to simplified, case folded. Two labels that differ only in how they were typed
 * fold to the same text. Folding is for comparing labels only: it turns ① into
 * (1) and ² into 2, so values are never folded.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest folded label that is compared, in characters; what is longer is cut.
 * One machine word per label keeps the distance fast (see gd_folded_distance). */
#define GD_FOLDED_MAX 64

/* The folded text of utf8 (invalid bytes become U+FFFD). Caller frees. */
char *gd_fold(const char *utf8);

/* Whether the first characters of two texts (UTF-8) are the same to somebody who reads: full and
 * half width are, and all brackets that open, or close. FALSE if either text is empty. */
gboolean gd_same_character(const char *a, const char *b);

/* utf8 in Unicode normal form C. Caller frees. */
char *gd_nfc(const char *utf8);

/* Digits, Chinese numerals up to ten, and the brackets around them. */
gboolean gd_label_is_numeral(gunichar c);

/* Whether a character turns the meaning of a label: negation, time, direction, kind of sum. */
gboolean gd_label_turns(gunichar c);

/* A folded text as characters, ready to be compared many times. A value; it owns nothing. */
typedef struct {
  guint length; /* characters, at most GD_FOLDED_MAX */
  gunichar chars[GD_FOLDED_MAX];
} GdFolded;

/* Folds utf8 and keeps the first GD_FOLDED_MAX characters. */
GdFolded gd_folded(const char *utf8);

/* Takes text that is folded already. */
GdFolded gd_folded_take(const char *folded_utf8);

gboolean gd_folded_equal(const GdFolded *a, const GdFolded *b);

/* TRUE if piece (not empty) stands somewhere inside whole. */
gboolean gd_folded_contains(const GdFolded *whole, const GdFolded *piece);

/* Without a leading number such as 一、 （三） 1. 2、 3) ① and the like; unchanged
 * if nothing would remain. */
GdFolded gd_folded_unnumbered(const GdFolded *text);

/* Without anything in brackets (notes such as 规章(设区的市…)), also when the
 * closing bracket is cut off; unchanged if nothing would remain. */
GdFolded gd_folded_unbracketed(const GdFolded *text);

/* Levenshtein distance in characters (insertions, deletions, replacements),
 * by the bit-parallel method of Myers (J. ACM 46, 1999) as corrected for whole
 * strings by Hyyrö (2001): one pass over b with 64-bit words. */
guint gd_folded_distance(const GdFolded *a, const GdFolded *b);

G_END_DECLS
