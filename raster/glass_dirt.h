/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dirt on the glass of a scanner that sheets are drawn over: it leaves a line from edge to edge of
 * the picture, through margins too, where nothing that is printed reaches.
 *
 *     ░░░░░░│░░░░░░░░░
 *     ░ ┌───│────┐  ░░      as dark as a worn ruling; askew to the table if the
 *     ░ ├───│────┤  ░░      sheet was fed in askew
 *     ░ └───│────┘  ░░
 *     ░░░░░░│░░░░░░░░░
 */
#pragma once

#include <glib.h>

struct Pix;

G_BEGIN_DECLS

/* A picture like the given one of valleys (valleys.h) with such lines alone, a little thicker, and
 * with the edges of a dark surround; NULL if there are none. Nothing is taken out of the valleys,
 * since a ruling that crosses such a line may run along it for inches. Caller owns. */
struct Pix *gd_glass_dirt_find(struct Pix *valleys);

G_END_DECLS
