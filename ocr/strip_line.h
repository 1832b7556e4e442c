/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/ and the training: strips side by side in one picture, as the network for value
 * cells was trained on them.
 */
#pragma once

#include "ocr/cell_ink.h"

G_BEGIN_DECLS

/* Strips in one line: longer ones make the network double digits. */
#define GD_LINE_CELLS 6

/* Paper before, between and after strips, pixels: wider than the widest gap inside
 * a number, so that it is read as a space. */
#define GD_LINE_GAP 26

/* n strips (1..GD_LINE_CELLS) side by side. starts: of n + 1, where each begins and
 * where the next would, pixels; may be NULL. Caller owns. */
PIX *gd_strip_line_new(PIX *const *strips, guint n, int *starts);

G_END_DECLS
