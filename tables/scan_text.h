/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read from a picture, in the light of the type of its cell.
 */
#pragma once

#include "models/form.h"

G_BEGIN_DECLS

/* What no other reading makes sense of, made right; NULL if the text is as it should be, or
 * cannot be mended. Caller owns.
 *
 * - A comma that parts thousands is easily read as a point, or as both: where the form counts
 *   whole things and each mark stands before three digits, they are commas.
 * - A minus is easily read as the Chinese numeral one: before digits, where the form has signs, it
 *   is a minus. */
char *gd_scan_text_mended(const char *text, const GdFormLeaf *leaf);

G_END_DECLS
