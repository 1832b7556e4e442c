/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding and the distance of labels (models/text.h). */
#include <glib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "models/text.h"
#include "models/traditional.h"

typedef struct {
  const char *in, *out;
} Pair;

static void fold_table(void)
{
  static const Pair pairs[] = {
      {"（三）　不予公开", "(三)不予公开"},
      {"〔2021〕【3】［4］｛5｝", "(2021)(3)(4)(5)"},
      {"“三安全一稳定”‘’「」『』＂'", "\"三安全一稳定\"\"\"\"\"\"\"\"\""},
      {"— – － ‐ − ─ -", "-------"},
      {" a\t\r\nb\xc2\xa0\xe2\x80\x8b\xef\xbb\xbf c\x01", "abc"},
      {"ＡＢＣ１２３，．：", "abc123,.:"},
      {"政府資訊公開 號 總計", "政府资讯公开号总计"},
      {"①属于 12② ㊀ ❸ ㉑", "(1)属于12(2)(一)(3)(21)"},
      {"m² ㎡ ⑴ ⒈", "m2m2(1)1."},
      {"⻚ ⻓ ⼀", "页长一"},
      {"\xff规\xfe章", "\xef\xbf\xbd规\xef\xbf\xbd章"},
      {"", ""},
      {"É e\xcc\x81", "éé"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    g_autofree char *folded = gd_fold(pairs[i].in);
    g_assert_cmpstr(folded, ==, pairs[i].out);
  }
}

/* Every character folds alike whether it stands alone (mostly without ICU) or
 * beside one that takes text through ICU; and folding twice changes nothing. */
static void fold_each_character(void)
{
  for (gunichar c = 1; c < 0x20000; c++) {
    if (!g_unichar_validate(c) || g_unichar_type(c) == G_UNICODE_UNASSIGNED)
      continue;
    char alone[8] = {0}, beside[16] = {0};
    alone[g_unichar_to_utf8(c, alone)] = '\0';
    g_snprintf(beside, sizeof beside, "Ω %s", alone);
    g_autofree char *a = gd_fold(alone);
    g_autofree char *b = gd_fold(beside);
    g_autofree char *again = gd_fold(a);
    if (g_unichar_ismark(c) || g_unichar_combining_class(c) != 0)
      continue; /* joins the letter before it */
    g_assert_true(g_str_has_prefix(b, "ω"));
    g_assert_cmpstr(a, ==, b + strlen("ω"));
    g_assert_cmpstr(again, ==, a);
  }
}

/* The table of models/traditional.c against its origin. */
static void traditional_as_icu(void)
{
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *icu =
      utrans_openU(u"Traditional-Simplified", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  g_assert_true(U_SUCCESS(status));
  guint changed = 0;
  for (gunichar c = 0x3400; c < 0xa000; c++) {
    UChar text[4] = {(UChar)c};
    int32_t length = 1, limit = 1;
    utrans_transUChars(icu, text, &length, 4, 0, &limit, &status);
    g_assert_true(U_SUCCESS(status));
    g_assert_cmpint(length, ==, 1);
    gboolean in_circle = c == 0x85b4 || c == 0x82e7 || c == 0x82ce; /* see the header */
    g_assert_cmphex(gd_simplified(c), ==, in_circle ? 0x82ce : text[0]);
    changed += text[0] != c;
  }
  g_assert_cmpuint(changed, >, 2000);
  utrans_close(icu);
}

static void nfc(void)
{
  static const Pair pairs[] = {{"e\xcc\x81", "é"}, {"规章", "规章"},         {"①²Ａ", "①²Ａ"},
                               {"豈", "豈"},       {"\xff", "\xef\xbf\xbd"}, {"", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    g_autofree char *out = gd_nfc(pairs[i].in);
    g_autofree char *glib = g_utf8_normalize(pairs[i].out, -1, G_NORMALIZE_NFC);
    g_assert_cmpstr(out, ==, glib);
  }
}

/* Text that is much longer after folding (U+FDFA has 18 characters) keeps whole. */
static void fold_grows(void)
{
  g_autoptr(GString) in = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append(in, "\xef\xb7\xba");
  g_autofree char *one = gd_fold("\xef\xb7\xba");
  g_autofree char *many = gd_fold(in->str);
  g_assert_cmpuint(strlen(one), >, 20);
  g_assert_cmpuint(strlen(many), ==, 1000 * strlen(one));
}

static char *to_text(const GdFolded *folded)
{
  return g_ucs4_to_utf8(folded->chars, folded->length, NULL, NULL, NULL);
}

static void check_pairs(const Pair *pairs, guint n, GdFolded (*function)(const GdFolded *))
{
  for (guint i = 0; i < n; i++) {
    GdFolded in = gd_folded(pairs[i].in);
    GdFolded out = function(&in);
    g_autofree char *text = to_text(&out);
    g_assert_cmpstr(text, ==, pairs[i].out);
  }
}

static void unnumbered(void)
{
  static const Pair pairs[] = {
      {"一、总体情况", "总体情况"},
      {"二.情况", "情况"},
      {"（三）不予公开", "不予公开"},
      {"(3)不予公开", "不予公开"},
      {"1.属于", "属于"},
      {"1、属于", "属于"},
      {"１．属于", "属于"},
      {"1)重复", "重复"},
      {"①属于", "属于"},
      {"二十一、其他", "其他"},
      {"12．其他", "其他"},
      {"3.、其他", "其他"},
      {"(三)、其他", "其他"},
      {"第二十条", "第二十条"},
      {"第一项加第二项", "第一项加第二项"},
      {"三类内部事务", "三类内部事务"},
      {"1.", "1."},
      {"（三）", "(三)"},
      {"三、", "三、"},
      {"1.5万元", "1.5万元"},
      {"1,000件", "1,000件"},
      {"2021.其他", "2021.其他"},
      {"（三", "(三"},
      {"(三类)", "(三类)"},
      {"", ""},
      {"一一、二", "二"},
      {"三安全一稳定", "三安全一稳定"},
      {"(本列数据)", "(本列数据)"},
  };
  check_pairs(pairs, G_N_ELEMENTS(pairs), gd_folded_unnumbered);
}

static void unbracketed(void)
{
  static const Pair pairs[] = {
      {"规章（设区的市）", "规章"},
      {"规章(设区的市", "规章"},
      {"a(b(c)d)e", "ae"},
      {"（全在括号里）", "(全在括号里)"},
      {"规章", "规章"},
      {"", ""},
      {"a[1]b", "ab"},
  };
  check_pairs(pairs, G_N_ELEMENTS(pairs), gd_folded_unbracketed);
}

static void contains(void)
{
  GdFolded whole = gd_folded("本年制发件数"), none = gd_folded("");
  static const char *const in[] = {"本年", "件数", "制", "本年制发件数"};
  for (guint i = 0; i < G_N_ELEMENTS(in); i++) {
    GdFolded piece = gd_folded(in[i]);
    g_assert_true(gd_folded_contains(&whole, &piece));
  }
  GdFolded longer = gd_folded("本年制发件数量"), other = gd_folded("年本");
  g_assert_false(gd_folded_contains(&whole, &longer));
  g_assert_false(gd_folded_contains(&whole, &other));
  g_assert_false(gd_folded_contains(&whole, &none));
  g_assert_false(gd_folded_contains(&none, &whole));
}

/* Levenshtein distance by the plain recurrence. */
static guint plain_distance(const GdFolded *a, const GdFolded *b)
{
  guint row[GD_FOLDED_MAX + 1];
  for (guint i = 0; i <= a->length; i++)
    row[i] = i;
  for (guint j = 1; j <= b->length; j++) {
    guint diagonal = row[0];
    row[0] = j;
    for (guint i = 1; i <= a->length; i++) {
      guint replaced = diagonal + (a->chars[i - 1] != b->chars[j - 1]);
      diagonal = row[i];
      row[i] = MIN(MIN(row[i], row[i - 1]) + 1, replaced);
    }
  }
  return row[a->length];
}

static GdFolded random_text(GRand *rand, guint alphabet)
{
  GdFolded text = {.length = (guint)g_rand_int_range(rand, 0, GD_FOLDED_MAX + 1)};
  if (g_rand_boolean(rand))
    text.length %= 12;
  for (guint i = 0; i < text.length; i++)
    text.chars[i] = 0x4e00 + (gunichar)g_rand_int_range(rand, 0, (gint32)alphabet) * 128;
  return text;
}

static void distance_as_plain(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(1);
  static const guint alphabets[] = {1, 2, 4, 30, 160};
  for (guint i = 0; i < 20000; i++) {
    guint alphabet = alphabets[i % G_N_ELEMENTS(alphabets)];
    GdFolded a = random_text(rand, alphabet), b = random_text(rand, alphabet);
    g_assert_cmpuint(gd_folded_distance(&a, &b), ==, plain_distance(&a, &b));
    g_assert_cmpuint(gd_folded_distance(&a, &a), ==, 0);
    g_assert_cmpint(gd_folded_equal(&a, &b), ==, plain_distance(&a, &b) == 0);
  }
  GdFolded a = gd_folded("子以公开"), b = gd_folded("予以公开"),
           c = gd_folded("2.其他法律行政止公开"), d = gd_folded("2.其他法律行政法规禁止公开");
  g_assert_cmpuint(gd_folded_distance(&a, &b), ==, 1);
  g_assert_cmpuint(gd_folded_distance(&c, &d), ==, 3);
}

static void cut_at_maximum(void)
{
  g_autofree char *long_text = g_strnfill(1000, 'a');
  GdFolded folded = gd_folded(long_text);
  g_assert_cmpuint(folded.length, ==, GD_FOLDED_MAX);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/fold/table", fold_table);
  g_test_add_func("/text/fold/each-character", fold_each_character);
  g_test_add_func("/text/fold/grows", fold_grows);
  g_test_add_func("/text/fold/traditional-as-icu", traditional_as_icu);
  g_test_add_func("/text/nfc", nfc);
  g_test_add_func("/text/unnumbered", unnumbered);
  g_test_add_func("/text/unbracketed", unbracketed);
  g_test_add_func("/text/contains", contains);
  g_test_add_func("/text/distance", distance_as_plain);
  g_test_add_func("/text/cut", cut_at_maximum);
  return g_test_run();
}
