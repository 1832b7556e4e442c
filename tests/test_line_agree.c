/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters two readings of a line have in common (ocr/line_agree.h). */
#include <string.h>

#include "ocr/line_agree.h"

/* Every character of text is a sign, "?" one that the reader does not know, and those before a "!"
 * have little confidence. Caller owns. */
static GArray *signs_of(const char *text)
{
  GArray *signs = g_array_new(FALSE, TRUE, sizeof(GdLineSign));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    const char *next = g_utf8_next_char(p);
    if (*p == '!')
      continue;
    GdLineSign sign = {.confidence = *next == '!' ? 0.3F : 0.9F};
    if (*p != '?')
      memcpy(sign.text, p, (gsize)(next - p));
    g_array_append_val(signs, sign);
  }
  return signs;
}

static void check(const char *text, const char *other, const char *expected)
{
  g_autoptr(GArray) signs = signs_of(text), others = signs_of(other);
  g_autofree guint8 *flags = g_malloc(signs->len + 1);
  memset(flags, 1, signs->len + 1);
  gd_line_agree(signs, others, 0.5, flags);
  g_autoptr(GString) got = g_string_new(NULL);
  for (guint i = 0; i < signs->len; i++)
    g_string_append_c(got, flags[i] ? '1' : '0');
  g_assert_cmpstr(got->str, ==, expected);
}

static void test_same(void)
{
  check("2024年1月", "2024年1月", "1111111");
  check("", "", "");
  check("〔2024〕", "[2024)", "111111");
}

static void test_other(void)
{
  check("2024年1月", "2029年1月", "1110111");
  check("2024年1月", "2024年1!月", "1111101");
  check("云矶市", "云?市", "101");
  check("云?市", "云?市", "101");
}

/* What one reading has and the other has not puts its neighbours in doubt. */
static void test_lost(void)
{
  check("2024年11月", "2024年1月", "11110001");
  check("2024年1月", "2024年11月", "1111001");
  check("2024年", "12024年", "01111");
  check("2024年", "2024年0", "11110");
  check("2024年", "", "00000");
}

static void test_long(void)
{
  g_autofree char *most = g_strnfill(GD_LINE_SIGNS, '1'),
                  *more = g_strnfill(GD_LINE_SIGNS + 1, '1');
  g_autofree char *none = g_strnfill(GD_LINE_SIGNS + 1, '0');
  check(most, most, most);
  check(more, more, none);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line-agree/same", test_same);
  g_test_add_func("/line-agree/other", test_other);
  g_test_add_func("/line-agree/lost", test_lost);
  g_test_add_func("/line-agree/long", test_long);
  return g_test_run();
}
