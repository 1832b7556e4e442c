/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs: the label of a group beside its rows, in pieces between theirs, written downwards or
 * wrapped in its narrow column:
 *
 *     三、         1.属于国家秘密              2    0
 *     本  （三）不 2.其他法律行政法规禁止公开  30   1        →  三、 本 年 … of 三、本年度办理结果,
 *     年   予公开                                               （三） 不 予公开 of （三）不予公开
 *
 * A piece says nothing by itself: 本 and 不 turn the meaning of the label that they stand before.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

/* Of each unit whether it is a piece of a group's label that is there from beginning to end, each
 * piece beside the one before it or below. Caller frees. */
gboolean *gd_text_group_pieces(const GdPlan *plan, const GdStream *stream);

G_END_DECLS
