/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/text.h"

gboolean gd_label_is_numeral(gunichar c)
{
  static const gunichar numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341}; /* one to ten */
  for (guint i = 0; i < G_N_ELEMENTS(numerals); i++)
    if (c == numerals[i])
      return TRUE;
  return g_unichar_isdigit(c) || c == '(' || c == ')';
}

/* Characters that turn the meaning of a label: negation, time, direction, kind
 * of sum, share. Words of the language, not of any form. */
static const gunichar turning[] = {
    0x4E0D, 0x672A, 0x65E0, 0x975E,         /* not, not yet, without, non- */
    0x4E0A, 0x672C, 0x524D, 0x4E0B, 0x53BB, /* last, this, before, next, past */
    0x589E, 0x51CF,                         /* more, less */
    0x7D2F, 0x5C0F, 0x5360, 0x6BD4, 0x7387, /* cumulated, sub-(total), share, ratio, rate */
};

gboolean gd_label_turns(gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS(turning); i++)
    if (turning[i] == c)
      return TRUE;
  return FALSE;
}
