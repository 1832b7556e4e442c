/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/label: what the distance of labels must satisfy, on labels of the known
 * forms and on random ones.
 */
#include "tables/label.h"

/* Labels printed otherwise, that must stay this near. */
#define NEARLY_FREE 0.05
/* What the alignment takes for the same label misprinted (tables/score.h). */
#define SAME_LABEL 0.25

static double distance(const char *a, const char *b)
{
  GdLabelText x = gd_label_text(a), y = gd_label_text(b);
  return gd_label_distance(&x, &y, 1);
}

/* Characters of labels, and those that folding and numbering treat apart. */
static char *random_label(void)
{
  static const char *const pieces[] = {"属", "于", "国", "家", "秘", "密", "公", "开", "一", "二",
                                       "三", "四", "（", "）", "(",  ")",  "、", ".",  "1",  "2",
                                       "3",  "①",  "“",  "”",  "其", "他", "〔", "〕", "A",  "ａ",
                                       " ",  "年", "．", "总", "计", "機", "关", "9",  "—",  "/"};
  GString *text = g_string_new(NULL);
  for (gint n = g_test_rand_int_range(0, g_test_rand_bit() ? 12 : 90); n > 0; n--)
    g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
  return g_string_free(text, FALSE);
}

/* A label, and one made of it by a few edits, so that small distances occur. */
static void random_pair(GdLabelText *a, GdLabelText *b)
{
  g_autofree char *first = random_label();
  *a = gd_label_text(first);
  if (g_test_rand_bit()) {
    g_autofree char *second = random_label();
    *b = gd_label_text(second);
    return;
  }
  GdFolded folded = a->full.text;
  for (gint n = g_test_rand_int_range(0, 4); n > 0 && folded.length > 0; n--)
    folded.chars[g_test_rand_int_range(0, (gint)folded.length)] = 0x5C5E;
  *b = gd_label_text_of(&folded);
}

static void equal(void)
{
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *text = random_label();
    GdLabelText a = gd_label_text(text), b = gd_label_text(text);
    g_assert_cmpfloat(gd_label_distance(&a, &b, 1), ==, a.full.text.length > 0 ? 0 : 1);
    g_assert_cmpfloat(gd_label_distance(&a, &b, 0), ==, a.full.text.length > 0 ? 0 : 1);
  }
}

static void symmetric(void)
{
  for (guint i = 0; i < 20000; i++) {
    GdLabelText a, b;
    random_pair(&a, &b);
    double d = gd_label_distance(&a, &b, 1);
    g_assert_cmpfloat(d, ==, gd_label_distance(&b, &a, 1));
    g_assert_cmpfloat(d, >=, 0);
    g_assert_cmpfloat(d, <=, 1);
  }
}

/* What is cut off by worst is only what is beyond it. */
static void worst(void)
{
  for (guint i = 0; i < 20000; i++) {
    GdLabelText a, b;
    random_pair(&a, &b);
    double true_distance = gd_label_distance(&a, &b, 1);
    double limit = g_test_rand_double();
    double d = gd_label_distance(&a, &b, limit);
    if (true_distance <= limit)
      g_assert_cmpfloat(d, ==, true_distance);
    else
      g_assert_cmpfloat(d, ==, 1);
  }
}

/* The bags of two shapes never claim more edits than there are. */
static void lower_bound(void)
{
  guint sharp = 0;
  for (guint i = 0; i < 20000; i++) {
    GdLabelText a, b;
    random_pair(&a, &b);
    const GdShape *shapes[][2] = {
        {&a.full, &b.full}, {&a.plain, &b.plain}, {&a.bare, &b.bare}, {&a.full, &b.bare}};
    for (guint s = 0; s < G_N_ELEMENTS(shapes); s++) {
      const GdShape *x = shapes[s][0], *y = shapes[s][1];
      guint bound =
          MAX(__builtin_popcountll(x->bag & ~y->bag), __builtin_popcountll(y->bag & ~x->bag));
      guint edits = gd_folded_distance(&x->text, &y->text);
      g_assert_cmpuint(bound, <=, edits);
      sharp += bound == edits && edits > 0;
    }
  }
  g_assert_cmpuint(sharp, >, 0);
}

/* Whatever is number or note of a text, alone or joined: its core stays. */
static void core_stays(void)
{
  guint some = 0;
  for (guint i = 0; i < 20000; i++) {
    GdLabelText a, b;
    random_pair(&a, &b);
    GdLabelText joined = gd_label_text_join(&a, &b);
    const GdLabelText *texts[] = {&a, &b, &joined};
    for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
      g_assert_cmphex(texts[t]->full.core & ~texts[t]->plain.bag, ==, 0);
      g_assert_cmphex(texts[t]->full.core & ~texts[t]->bare.bag, ==, 0);
    }
    some += joined.full.core != 0;
  }
  g_assert_cmpuint(some, >, 0);
}

static void numbering_and_notes(void)
{
  static const struct {
    const char *form, *printed;
  } near[] = {
      {"1.属于国家秘密", "1、属于国家秘密"},
      {"1.属于国家秘密", "1．属于国家秘密"},
      {"1.属于国家秘密", "（1）属于国家秘密"},
      {"1.属于国家秘密", "①属于国家秘密"},
      {"1.属于国家秘密", "属于国家秘密"},
      {"1.属于国家秘密", "属 于 国 家 秘 密"},
      {"（三）不予公开", "(三)不予公开"},
      {"（三）不予公开", "〔三〕不予公开"},
      {"（三）不予公开", "三、不予公开"},
      {"规章", "规章（设区的市、自治州人民政府制定）"},
      {"规章", "规章（设区的市、自治州人民政府"},
      {"3.危及“三安全一稳定”", "3.危及\"三安全一稳定\""},
      {"3.危及“三安全一稳定”", "3.危及「三安全一稳定」"},
      {"本年收费金额（单位：万元）", "本年收费金额"},
      {"四、结转下年度继续办理", "四、結轉下年度繼續辦理"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(near); i++) {
    double d = distance(near[i].form, near[i].printed);
    if (d > NEARLY_FREE) {
      g_test_message("%s, %s: %g", near[i].form, near[i].printed, d);
      g_test_fail();
    }
  }
}

/* Agreement in number and notes comes first. */
static void numbers_tell_apart(void)
{
  const char *label = "3.其他";
  g_assert_cmpfloat(distance(label, "3.其他"), <, distance(label, "2.其他"));
  g_assert_cmpfloat(distance(label, "3.其他"), <, distance(label, "其他"));
  g_assert_cmpfloat(distance("（六）其他处理", "（六）其他处理"), ==, 0);
  g_assert_cmpfloat(distance("规章（市级）", "规章（市级）"), <,
                    distance("规章（市级）", "规章（省级）"));
}

static void misprints_and_others(void)
{
  g_assert_cmpfloat(distance("2.其他法律行政法规禁止公开", "2.其他法律行政法规止公开"), <=,
                    SAME_LABEL);
  g_assert_cmpfloat(distance("（七）总计", "（七）总记"), <, 0.5);
  g_assert_cmpfloat(distance("行政处罚", "行政强制"), >, SAME_LABEL);
  g_assert_cmpfloat(distance("行政处罚", "行政许可"), >, SAME_LABEL);
  g_assert_cmpfloat(distance("商业企业", "科研机构"), >, SAME_LABEL);
  g_assert_cmpfloat(distance("第二十条第（五）项", "第二十条第（六）项"), >, 0);
  g_assert_cmpfloat(distance("上一年项目数量", "本年增/减"), >, SAME_LABEL);
  g_assert_cmpfloat(distance("", "规章"), ==, 1);
  g_assert_cmpfloat(distance("规章", ""), ==, 1);
}

/* Labels that differ in what tells them apart, the number of the item, must not
 * become equal by leaving it out. */
static void numerals_in_brackets(void)
{
  g_assert_cmpfloat(distance("第二十条第（一）项", "第二十条第（八）项"), >, 0.05);
  g_assert_cmpfloat(distance("第二十条第（六）项", "第二十条第（九）项"), >, 0.05);
}

static void pieces(void)
{
  GdLabelText whole = gd_label_text("2.其他法律行政法规禁止公开");
  GdLabelText start = gd_label_text("2.其他法律"), middle = gd_label_text("法规禁止"),
              one = gd_label_text("2"), other = gd_label_text("规章"), none = gd_label_text("");
  g_assert_true(gd_label_is_start(&start, &whole));
  g_assert_true(gd_label_is_start(&whole, &whole));
  g_assert_false(gd_label_is_start(&middle, &whole));
  g_assert_false(gd_label_is_start(&one, &whole));
  g_assert_false(gd_label_is_start(&none, &whole));
  g_assert_false(gd_label_is_start(&whole, &start));
  g_assert_true(gd_label_is_piece(&start, &whole));
  g_assert_true(gd_label_is_piece(&middle, &whole));
  g_assert_false(gd_label_is_piece(&other, &whole));
  g_assert_false(gd_label_is_piece(&one, &whole));
  g_assert_false(gd_label_is_piece(&none, &whole));
}

/* A label cut in two and joined again is the label, wherever it is cut. */
static void join(void)
{
  const char *label = "5.要求行政机关确认或重新出具已获取信息";
  GdLabelText whole = gd_label_text(label);
  for (glong cut = 1; cut < g_utf8_strlen(label, -1); cut++) {
    const char *middle = g_utf8_offset_to_pointer(label, cut);
    g_autofree char *upper = g_strndup(label, (gsize)(middle - label));
    GdLabelText a = gd_label_text(upper), b = gd_label_text(middle);
    GdLabelText joined = gd_label_text_join(&a, &b);
    g_assert_cmpfloat(gd_label_distance(&joined, &whole, 1), ==, 0);
  }
  for (guint i = 0; i < 2000; i++) {
    GdLabelText a, b;
    random_pair(&a, &b);
    GdLabelText joined = gd_label_text_join(&a, &b);
    g_assert_cmpuint(joined.full.text.length, ==,
                     MIN(GD_FOLDED_MAX, a.full.text.length + b.full.text.length));
  }
}

/* Of all variants the nearest counts. */
static void matcher(void)
{
  GdFormLabel label = {.text = (char *)"行政规范性文件"};
  label.folded = g_array_new(FALSE, FALSE, sizeof(GdFolded));
  GdFolded variants[] = {gd_folded("行政规范性文件"), gd_folded("规范性文件")};
  g_array_append_vals(label.folded, variants, G_N_ELEMENTS(variants));
  GdLabelMatcher *m = gd_label_matcher_new(&label);
  GdLabelText printed = gd_label_text("规范性文件"), far = gd_label_text("行政强制");
  g_assert_cmpfloat(gd_label_match(m, &printed, 1), ==, 0);
  g_assert_cmpfloat(gd_label_match(m, &printed, 0), ==, 0);
  g_assert_cmpfloat(gd_label_match(m, &far, 0.3), ==, 1);
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *text = random_label();
    GdLabelText t = gd_label_text(text), a = gd_label_text_of(&variants[0]),
                b = gd_label_text_of(&variants[1]);
    g_assert_cmpfloat(gd_label_match(m, &t, 1), ==,
                      MIN(gd_label_distance(&a, &t, 1), gd_label_distance(&b, &t, 1)));
  }
  gd_label_matcher_free(m);
  g_array_unref(label.folded);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/label/equal", equal);
  g_test_add_func("/label/symmetric", symmetric);
  g_test_add_func("/label/worst", worst);
  g_test_add_func("/label/lower-bound", lower_bound);
  g_test_add_func("/label/core-stays", core_stays);
  g_test_add_func("/label/numbering-and-notes", numbering_and_notes);
  g_test_add_func("/label/numbers-tell-apart", numbers_tell_apart);
  g_test_add_func("/label/misprints-and-others", misprints_and_others);
  g_test_add_func("/label/numerals-in-brackets", numerals_in_brackets);
  g_test_add_func("/label/pieces", pieces);
  g_test_add_func("/label/join", join);
  g_test_add_func("/label/matcher", matcher);
  return g_test_run();
}
