/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a font of Poppler's private headers says about its own codes.
 */
#pragma once

#include <GfxFont.h>

// TRUE if the Unicode value u of a code is Poppler's guess, or another letter or
// digit than the one that the font itself names for the code.
bool gd_font_is_suspect(const GfxFont *font, CharCode code, Unicode u);
