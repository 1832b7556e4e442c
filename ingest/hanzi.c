/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/hanzi.h"

#include <unicode/ucnv.h>

#define FIRST 0x4E00
#define LAST 0x9FFF

struct GdHanzi {
  gboolean known; /* FALSE: ICU has no such converters; then everything counts as common */
  guint8 bits[(LAST - FIRST) / 8 + 1];
};

gboolean gd_is_han(gunichar c)
{
  return c >= FIRST && c <= LAST;
}

/* Marks what the double bytes of a code set stand for. */
static gboolean mark(GdHanzi *hanzi, const char *name, guint lead0, guint lead1, guint trail0)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status))
    return FALSE;
  for (guint lead = lead0; lead <= lead1; lead++)
    for (guint trail = trail0; trail <= 0xFE; trail++) {
      if (trail > 0x7E && trail < 0xA1)
        continue;
      char bytes[] = {(char)lead, (char)trail};
      UChar chars[4];
      status = U_ZERO_ERROR;
      int32_t n =
          ucnv_toUChars(converter, chars, G_N_ELEMENTS(chars), bytes, sizeof bytes, &status);
      if (U_SUCCESS(status) && n == 1 && gd_is_han(chars[0]))
        hanzi->bits[(chars[0] - FIRST) / 8] |= (guint8)(1 << (chars[0] - FIRST) % 8);
    }
  ucnv_close(converter);
  return TRUE;
}

GdHanzi *gd_hanzi_new(void)
{
  GdHanzi *hanzi = g_new0(GdHanzi, 1);
  gboolean simplified = mark(hanzi, "EUC-CN", 0xB0, 0xD7, 0xA1);
  gboolean traditional = mark(hanzi, "Big5", 0xA4, 0xC6, 0x40);
  hanzi->known = simplified && traditional;
  return hanzi;
}

void gd_hanzi_free(GdHanzi *hanzi)
{
  g_free(hanzi);
}

gboolean gd_hanzi_is_common(const GdHanzi *hanzi, gunichar c)
{
  if (!hanzi->known)
    return TRUE;
  return gd_is_han(c) && (hanzi->bits[(c - FIRST) / 8] >> (c - FIRST) % 8 & 1) != 0;
}
