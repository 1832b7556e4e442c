/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: long runs of ink in a 1-bit picture, and short gaps. The same as opening and
 * closing by a brick of one pixel's width (Leptonica: pixOpenBrick(), pixCloseSafeBrick()), in as
 * many steps as the logarithm of its length instead of its length: cells are small, and rulings are
 * as long as they.
 */
#pragma once

#include "ocr/lept.h"

G_BEGIN_DECLS

/* What of a mask lies in runs of at least `least` pixels, along rows or else columns. NULL without
 * memory. Caller owns. */
PIX *gd_runs_keep(PIX *mask, int least, gboolean along);

/* A mask and its gaps of less than `wide` pixels between ink above and below. NULL without memory.
 * Caller owns. */
PIX *gd_runs_bridge(PIX *mask, int wide);

G_END_DECLS
