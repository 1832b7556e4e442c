/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: a second look at a line of prose. One reader of one picture is not enough for a
 * header field to be believed; so every character is looked for again in other pictures of its
 * line (smaller and paler, larger and softer, darker), by chi_sim and by the net of labels, which
 * works in another way and was trained on other draws.
 */
#pragma once

#include "ocr/text_reader.h"

G_BEGIN_DECLS

/* The line in an upright grey picture of one, as one word over all of the picture that says which
 * of its characters were seen again (GdWord.seen_again); no words if there is no line. Caller owns
 * (of GdWord*). NULL and an error if a model cannot be loaded. */
GPtrArray *gd_line_confirm(GdTextReader *reader, PIX *picture, double dpi,
                           const GdHomography *to_page, GError **error);

G_END_DECLS
