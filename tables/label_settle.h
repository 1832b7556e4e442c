/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels read from pictures, in the light of the labels that the forms have.
 *
 *     read          1 信 沪 举 报 投 诉 要 中 清
 *     considered        访           类 申 请      besides, by another reader
 *     a form's    1. 信 访 举 报 投 诉 类 申 请
 *
 * A letter that a reader considered becomes the form's; nothing else does, so that the label of a
 * row which no form knows stays what it is.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

/* Puts right the labels (GdToken.label) of the stream's grids whose letters have rivals
 * (GdCell.rivals). plans: of GdPlan*. The text of the cells stays as read. */
void gd_stream_settle_labels(GdStream *stream, const GPtrArray *plans);

G_END_DECLS
