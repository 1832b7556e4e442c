/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Heads whose labels are wrapped, as text that keeps the layout of a page has them: the pieces of
 * one label stand in lines below each other, beside those of the others.
 *
 *               其他结果            总计(本
 *     结果维持  (本级无  尚未审结  级无制定      →  结果维持 · 其他结果 · 尚未审结 · 总计
 *               制定权限)           权限)
 */
#pragma once

#include "tables/stream.h"

G_BEGIN_DECLS

/* Whether the words of a head (of GdToken*, each with its label and line) make all labels of the
 * columns (of GdLabelMatcher*, printed from the left), each from its beginning to its end, in this
 * order in every line. Notes in brackets are passed over, and so are words that are one of the
 * other labels of the head (of GdLabelMatcher*: headings, corner, groups). */
gboolean gd_text_stack_has_all(const GPtrArray *words, const GPtrArray *columns,
                               const GPtrArray *others);

/* Whether two labels, without notes, stand beside each other, a left of b. */
gboolean gd_text_stack_stands_left(const GPtrArray *words, const GdLabelMatcher *a,
                                   const GdLabelMatcher *b, const GPtrArray *others);

G_END_DECLS
