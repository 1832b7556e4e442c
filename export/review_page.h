/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sheets for people, as HTML: what is open in one document (review.html), and a random
 * sample of certain cells over all documents (sample-SEED.html). Each is one file without
 * script or link to elsewhere, to be opened offline or printed. All text that comes from
 * a document is escaped; characters that steer a screen or the direction of writing
 * become U+FFFD.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

/* Things to look at that one review.html shows: a form has some 200 cells. The others are
 * counted, and stand in review.csv. */
#define GD_CAP_REVIEW_ITEMS 1000

/* Pictures in one review.html, 5 to 50 KB each: more than a person looks through. */
#define GD_CAP_REVIEW_PICTURES 300

/* review.html of a document. NULL if nothing in it is open. cut may be NULL. Caller frees. */
GString *gd_review_page(const GdDocument *document, const GdFormSet *forms, GdCutPicture cut,
                        gpointer data);

/* The parts of a sample sheet: head, then the cells of one document after the other, then
 * the end. */
typedef struct {
  guint64 cells, certain, sampled; /* of the folder, those with status ok or blank, those shown */
  guint64 at_most;                 /* wrong ones among the certain if all shown are right … */
  double confidence;               /* … with this confidence, 0..1 */
  const char *rate;                /* as it was asked for */
  guint64 seed;
} GdSampleFacts;

void gd_sample_page_head(GString *html, const GdSampleFacts *facts);

/* values: of GdValue*, of the document, not empty. number: of the first on the sheet, from 1. */
void gd_sample_page_add(GString *html, const GdDocument *document, const GPtrArray *values,
                        guint64 number, GdCutPicture cut, gpointer data);
void gd_sample_page_end(GString *html);

G_END_DECLS
