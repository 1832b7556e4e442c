/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a printed label is from a label of the form. Printed labels are
 * numbered otherwise (1、 for 1.), carry notes (规章（设区的市…）), are misprinted or
 * cut, so that a label is compared in three shapes: as it is, without its
 * number, without number and notes.
 */
#pragma once

#include "models/form.h"

G_BEGIN_DECLS

typedef struct {
  GdFolded text;
  guint64 bag;         /* one bit for each character, hashed: a cheap lower bound of the distance */
  guint64 core;        /* of those that can be neither number nor note */
  gboolean unbalanced; /* a bracket is not closed, or not opened: core is empty, of what it is
                          joined to as well */
} GdShape;

/* A value; it owns nothing. */
typedef struct {
  GdShape full, plain, bare; /* as it is; unnumbered; unnumbered and without notes */
} GdLabelText;

/* The text of a followed by that of b. */
GdShape gd_shape_join(const GdShape *a, const GdShape *b);

GdLabelText gd_label_text(const char *utf8);
GdLabelText gd_label_text_of(const GdFolded *folded);
GdLabelText gd_label_text_of_shape(const GdShape *full);

/* The text of a followed by that of b, as when a page break cuts a label. */
GdLabelText gd_label_text_join(const GdLabelText *a, const GdLabelText *b);

/* Distance as a share of the longer text, 0 (equal) to 1. What is above worst
 * is returned as 1. */
double gd_label_distance(const GdLabelText *a, const GdLabelText *b, double worst);

/* FALSE if the printed label holds a character that turns the meaning (上 for 本,
 * 不 for 予) more often than the form's does, notes apart: that is no misprint,
 * however near the two are. */
gboolean gd_label_same_sense(const GdLabelText *form, const GdLabelText *printed);

/* TRUE if piece is the beginning of whole, or stands anywhere in it. At least
 * two characters long, since one character stands in many labels. */
gboolean gd_label_is_start(const GdLabelText *piece, const GdLabelText *whole);
gboolean gd_label_is_piece(const GdLabelText *piece, const GdLabelText *whole);

/* All variants of a form label, ready to be compared. */
typedef struct {
  const GdFormLabel *label;
  GArray *variants; /* of GdLabelText. Owned */
  GArray *letters; /* of GdFolded: of each, its letters and digits in order of their codes. Owned */
} GdLabelMatcher;

GdLabelMatcher *gd_label_matcher_new(const GdFormLabel *label);
void gd_label_matcher_free(GdLabelMatcher *matcher);

/* FALSE if no variant can be as near as worst, whatever is number or note in the text: much
 * cheaper than the distance. */
gboolean gd_label_may_match(const GdLabelMatcher *matcher, const GdShape *text, double worst);

/* The least distance over the variants. */
double gd_label_match(const GdLabelMatcher *matcher, const GdLabelText *text, double worst);

/* Whether the text stands in one of the variants as it is. */
gboolean gd_label_holds(const GdLabelMatcher *matcher, const GdFolded *text);

/* The distance of a text whose pieces may stand in another order: by its characters
 * alone, for labels long enough to be told by them. 1 unless nearly all are the same. */
double gd_label_match_shuffled(const GdLabelMatcher *matcher, const GdShape *text);

/* gd_label_same_sense() for one variant at least. */
gboolean gd_label_matches_sense(const GdLabelMatcher *matcher, const GdLabelText *text);

G_END_DECLS
