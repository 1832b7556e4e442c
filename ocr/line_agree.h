/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: which characters of a line two readings of it have in common. A character is
 * one of both only if what stands beside it is, too, in its place: no symbol of one reading may lie
 * between it and its neighbours that the other has not.
 *
 *     2 0 2 4 年 1 1 月      2 and 0: both have them; the two 1: the second reading has one only
 *     2 0 2 4 年 1   月
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char text[16];    /* UTF-8; "": a character that the reader does not know */
  float confidence; /* 0..1, the reader's own */
} GdLineSign;

/* Clears those of the flags (one byte for each of the signs, of GdLineSign) whose character the
 * other reading has not in its place, or with less than `least`. Readings of more than
 * GD_LINE_SIGNS have none in common. */
void gd_line_agree(const GArray *signs, const GArray *other, double least, guint8 *flags);

#define GD_LINE_SIGNS 160

G_END_DECLS
