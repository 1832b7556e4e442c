/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs → units. Where boxes are gone, nobody knows where a row begins or
 * ends: each word of a label is a unit, and numbers that follow each other are one,
 * whatever separates them.
 *
 *     （三）不予公开 |              [（三）不予公开]
 *     1.属于国家秘密 |              [1.属于国家秘密]
 *     0 | 12 |            →       [0 12 3]
 *     3 |                         [2.其他法律]
 *     2.其他法律                    [行政法规禁止公开]
 *     行政法规禁止公开 | 0 …          [0 …]
 *
 * The alignment then finds which words and numbers make one row (text_runs.h).
 * Sound grids of HTML stay grids.
 */
#pragma once

#include "tables/stream.h"

G_BEGIN_DECLS

/* Adds the pieces of a text page to the stream. Returns the number of grids that
 * the other way of GdCoarse would take otherwise. */
guint gd_stream_add_pieces(GdStream *stream, const GdPage *page, GdCoarse coarse);

G_END_DECLS
