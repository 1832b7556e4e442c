/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encode.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define UNDECLARED_CHANCE 0.2 /* of a GB18030 page that does not say so */
#define OLD_META_CHANCE 0.5   /* of a page that declares it in the way of HTML 4 */

/* Simplified to traditional characters, by ICU. */
static char *to_traditional(const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  g_autofree gunichar2 *chars = g_utf8_to_utf16(text, -1, NULL, &length, NULL);
  static const UChar id[] = u"Simplified-Traditional";
  UTransliterator *icu = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  g_assert(U_SUCCESS(status) && chars != NULL);
  int32_t n = (int32_t)length, capacity = n * 2 + 16, limit = n;
  g_autofree UChar *buffer = g_new(UChar, capacity);
  u_memcpy(buffer, chars, n);
  utrans_transUChars(icu, buffer, &n, capacity, 0, &limit, &status);
  utrans_close(icu);
  g_assert(U_SUCCESS(status));
  return g_utf16_to_utf8(buffer, n, NULL, NULL, NULL);
}

static void set(GString *out, char *text)
{
  g_string_assign(out, text);
  g_free(text);
}

/* GB18030 bytes; the name that a page declares for them. */
static const char *to_chinese_bytes(GString *out)
{
  gsize written;
  g_autofree char *narrow = g_convert(out->str, (gssize)out->len, "GBK", "UTF-8", NULL, NULL, NULL);
  g_autofree char *bytes =
      g_convert(out->str, (gssize)out->len, "GB18030", "UTF-8", NULL, &written, NULL);
  g_assert(bytes != NULL);
  g_string_truncate(out, 0);
  g_string_append_len(out, bytes, (gssize)written);
  return narrow != NULL ? "gb2312" : "gb18030";
}

void sh_encode(ShText *text, ShKind kind)
{
  const gboolean *on = text->options.on;
  gboolean old_meta = ts_rng_chance(&text->rng, OLD_META_CHANCE);
  gboolean undeclared = ts_rng_chance(&text->rng, UNDECLARED_CHANCE);
  if (on[SH_TRADITIONAL])
    set(text->out, to_traditional(text->out->str));
  if (on[SH_CRLF])
    g_string_replace(text->out, "\n", "\r\n", 0);
  const char *charset = "utf-8";
  if (on[SH_CHINESE_BYTES])
    charset = to_chinese_bytes(text->out);
  else if (on[SH_BYTE_ORDER_MARK] && kind != SH_HTML)
    g_string_prepend(text->out, "\xef\xbb\xbf");
  if (kind != SH_HTML)
    return;
  g_autofree char *meta = g_strdup_printf(
      old_meta ? "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=%s\">\n"
               : "<meta charset=\"%s\">\n",
      charset);
  g_string_replace(text->out, SH_CHARSET_MARK, on[SH_CHINESE_BYTES] && undeclared ? "" : meta, 1);
}
