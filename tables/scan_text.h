/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read from a picture, in the light of the type of its cell.
 */
#pragma once

#include "models/form.h"

G_BEGIN_DECLS

/* A comma that parts thousands is easily read as a point, or as both. Where the form counts
 * whole things and each mark stands before three digits, no other reading makes sense: the text
 * with commas. NULL if the text is as it should be, or is none of these. Caller owns. */
char *gd_scan_text_grouped(const char *text, const GdFormLeaf *leaf);

G_END_DECLS
