/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Flat pieces of ink are dashes, strokes of characters that lie apart, or what is left of a broken
 * ruling:
 *
 *     ─────              ──────  ─   ───────── ──
 *      ───    one piece                           none: one of them is longer than any dash
 *     ─────
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Drops remains of rulings and joins strokes of one character. pieces: of GdBox, pixels, in the
 * order of their tops, which stays; bands: of GdInkBand, not empty if there are pieces. */
void gd_piece_strokes_mend(GArray *pieces, const GArray *bands);

G_END_DECLS
