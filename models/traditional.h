/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Traditional characters to simplified ones, character by character.
 *
 * The table is what ICU's transliterator "Traditional-Simplified" (CLDR, Unicode
 * licence) does to each single character; but 薴, 苧 and 苎, which it turns in a
 * circle, are all 苎, so that folding twice changes nothing. ICU's own takes 20 ms to open, more
 * than a third of the time of a whole run, and phrases, which it knows besides,
 * do not matter for comparing labels. test_text compares the table with ICU.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The simplified form of a character; the character itself if it has none. */
gunichar gd_simplified(gunichar c);

G_END_DECLS
