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

/* Marks what the double bytes of a code set stand for. All of one lead byte are
 * converted at once: a call costs as much as some hundred characters. */
static gboolean mark(GdHanzi *hanzi, const char *name, guint lead0, guint lead1, guint trail0)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status))
    return FALSE;
  for (guint lead = lead0; lead <= lead1; lead++) {
    char bytes[2 * 0x100];
    UChar chars[G_N_ELEMENTS(bytes)];
    int32_t n_bytes = 0;
    for (guint trail = trail0; trail <= 0xFE; trail++) {
      if (trail > 0x7E && trail < 0xA1)
        continue;
      bytes[n_bytes++] = (char)lead;
      bytes[n_bytes++] = (char)trail;
    }
    status = U_ZERO_ERROR;
    int32_t n = ucnv_toUChars(converter, chars, G_N_ELEMENTS(chars), bytes, n_bytes, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
      if (gd_is_han(chars[i])) /* what a code set lacks becomes U+FFFD */
        hanzi->bits[(chars[i] - FIRST) / 8] |= (guint8)(1 << (chars[i] - FIRST) % 8);
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
