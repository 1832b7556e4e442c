/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws what stands around the tables, from the pen on: index block, red head,
 * title, prose, signature, imprint (the layout of GB/T 9704-2012, loosely).
 */
#pragma once

#include "facts.h"
#include "paper.h"

G_BEGIN_DECLS

/* Index block, red head, title, addressee. */
void ts_draw_front(TsPaper *paper, const TsFacts *facts);

/* A paragraph, indented, over pages. */
void ts_draw_paragraph(TsPaper *paper, const char *text);

/* The same, but at most that many lines of it; the lines drawn. */
guint ts_draw_paragraph_lines(TsPaper *paper, const char *text, guint most);

/* Height of a line of prose, points. */
double ts_prose_leading(const TsPaper *paper);

/* The line above a table that says its unit, at the right margin; and its height, points. */
void ts_draw_unit_line(TsPaper *paper, const char *text);
double ts_unit_line_height(const TsPaper *paper);

/* A section heading; on a new page if less than `keep` points are left below it. */
void ts_draw_heading(TsPaper *paper, const char *text, double keep);

/* Height that a section heading takes, points. */
double ts_heading_height(const TsPaper *paper, const char *text);

/* Signature, note on openness, imprint. */
void ts_draw_back(TsPaper *paper, const TsFacts *facts);

G_END_DECLS
