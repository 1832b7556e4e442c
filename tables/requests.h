/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tables/ wants read on a scanned page, and the answers as words of that page.
 *
 *     grids of the page ─▶ 1st round: each cell as a value
 *                              │ number, mark for none, nothing: sure
 *                              ▼ else
 *                          2nd round: the cell as a label; prose around the grids
 *                              │
 *                              ▼
 *                          words of the page, as a text layer would have them
 *
 * A cell of which it is not certain that it is empty gets an unreadable word: it must not be
 * taken for a blank.
 */
#pragma once

#include "models/request.h"

G_BEGIN_DECLS

/* From this probability on, with both readers of one mind, a number or a mark is not asked for
 * again, and a cell may become ok. 0..1. */
#define GD_SURE_READING 0.99

/* The same for a cell without ink. Between it and its neighbours no sum can tell. 0..1. */
#define GD_SURE_BLANK 0.999

/* The most that a word of labels and prose is believed: one reader alone, not calibrated.
 * No number that it read may become ok. */
#define GD_LABEL_TRUST 0.9

/* First round: the cells of the page's grids, as values. Empty if it has no grid. NULL if it
 * has more than GD_CAP_PAGE_REQUESTS cells. Caller owns (of GdReadRequest). */
GArray *gd_requests_values(const GdPage *page);

/* The same for pieces of text (of GdBox) that stand in columns without rulings: any may be a value.
 * lines (of GdBox): the line of text that each stands in. Caller owns (of GdReadRequest). NULL if
 * there are too many. */
GArray *gd_requests_pieces(const GdPage *page, const GArray *pieces, const GArray *lines);

/* What is ruled on the page: the boxes of its grids. Caller owns (of GdBox). */
GArray *gd_requests_ruled(const GdPage *page);

/* Second round, with the answers to the first (of GdReadAnswer*): cells that hold no sure
 * number, mark or blank, as labels. Caller owns (of GdReadRequest). */
GArray *gd_requests_labels(const GdPage *page, const GPtrArray *values);

/* Adds lines of prose (of GdBox, page space), each by itself. */
void gd_requests_prose(const GdPage *page, const GArray *lines, GArray *requests);

/* Puts the answers of both rounds on the page as words, source GD_SOURCE_OCR; words that
 * it had stay. Words are moved out of labels. */
void gd_answers_to_words(GdPage *page, const GPtrArray *values, const GPtrArray *labels);

G_END_DECLS
