/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read from a picture, in the light of the type of its cell.
 */
#pragma once

#include "models/form.h"
#include "models/page.h"

G_BEGIN_DECLS

/* Digits behind the point of an amount, as reports print it. */
#define GD_AMOUNT_DECIMALS 2

/* What no other reading makes sense of, made right; NULL if the text is as it should be, or
 * cannot be mended. Caller owns.
 *
 * - A comma that parts thousands is easily read as a point, or as both: where the form counts
 *   whole things and each mark stands before three digits, they are commas.
 * - A minus is easily read as the Chinese numeral one: before digits, where the form has signs, it
 *   is a minus. */
char *gd_scan_text_mended(const char *text, const GdFormLeaf *leaf);

/* An amount of which the point was lost, with it; NULL if the text is none: behind a 0 (002 for
 * 0.02), or before the last two digits, if its ink shows one. others (of
 * GdAlternative*): what they have; may be NULL. It stays in doubt whatever the sums say. Caller
 * owns. */
char *gd_scan_text_pointed(const char *text, const GdFormLeaf *leaf, const GPtrArray *others);

G_END_DECLS
