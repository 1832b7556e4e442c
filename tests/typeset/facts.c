/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#define FIRST_YEAR 2019
#define LAST_YEAR 2024

typedef struct {
  int year, month, day;
} Day;

/* Place names that no map has, as far as we know. */
static const char *const places[] = {"梧岚", "砚川", "栖霖", "澜屏", "朔浦", "槐泽", "苇源",
                                     "芷岗", "麓坪", "鹭岐", "漱陵", "棠坞", "沁岭", "桐汀",
                                     "柏浔", "枫渚", "蓼湾", "笙溪", "禾渡", "云矶", NULL};

static const char *const surnames[] = {"王", "李", "张", "陈", "周", "欧阳", "郑", "高", NULL};
static const char *const given[] = {"明远", "岩",   "文静", "志宏", "雪梅",
                                    "凯",   "建新", "思齐", NULL};

/* An agency, and in *shorthand the characters that begin its document numbers. */
static char *draw_agency(TsRng *rng, char **shorthand)
{
  static const char *const bodies[] = {"财政局", "教育局",         "水务局", "民政局",
                                       "司法局", "卫生健康委员会", "统计局", "城市管理局",
                                       "林业局", "应急管理局",     "档案馆", NULL};
  const char *city = ts_rng_pick(rng, places), *county = ts_rng_pick(rng, places);
  const char *town = ts_rng_pick(rng, places), *body = ts_rng_pick(rng, bodies);
  gunichar mark = g_utf8_get_char(city);
  char sign[7] = {0};
  g_unichar_to_utf8(mark, sign);
  switch (ts_rng_int(rng, 0, 6)) {
  case 0:
    *shorthand = g_strconcat(sign, "政发", NULL);
    return g_strconcat(city, "市人民政府", NULL);
  case 1:
    *shorthand = g_strconcat(sign, "政办发", NULL);
    return g_strconcat(city, "市", county, "县人民政府办公室", NULL);
  case 2:
    *shorthand = g_strconcat(sign, "政", NULL);
    return g_strconcat(county, "县", town, "镇人民政府", NULL);
  case 3:
    *shorthand = g_strconcat(sign, "街办", NULL);
    return g_strconcat(city, "市", county, "区人民政府", town, "街道办事处", NULL);
  case 4:
    *shorthand = g_strconcat(sign, "公开", NULL);
    return g_strconcat(county, "区", body, NULL);
  default:
    *shorthand = g_strconcat(sign, "函", NULL);
    return g_strconcat(city, "市", body, NULL);
  }
}

/* 二〇二一 for 2021 if by_digit, else 十二 for 12 (up to 99). */
static void append_numeral(GString *out, int n, gboolean by_digit)
{
  static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (by_digit) {
    g_autofree char *text = g_strdup_printf("%d", n);
    for (const char *p = text; *p != '\0'; p++)
      g_string_append(out, digits[*p - '0']);
    return;
  }
  if (n >= 20)
    g_string_append(out, digits[n / 10]);
  if (n >= 10)
    g_string_append(out, "十");
  if (n % 10 != 0)
    g_string_append(out, digits[n % 10]);
}

static char *print_day(Day day, gboolean chinese)
{
  if (!chinese)
    return g_strdup_printf("%d年%d月%d日", day.year, day.month, day.day);
  GString *out = g_string_new(NULL);
  append_numeral(out, day.year, TRUE);
  g_string_append(out, "年");
  append_numeral(out, day.month, FALSE);
  g_string_append(out, "月");
  append_numeral(out, day.day, FALSE);
  g_string_append(out, "日");
  return g_string_free(out, FALSE);
}

static char *iso_day(Day day)
{
  return g_strdup_printf("%04d-%02d-%02d", day.year, day.month, day.day);
}

static void set_title(TsFacts *f, const GdForm *form, const TsParams *params, TsRng *rng)
{
  gint64 last = (gint64)form->family_titles->len - 1;
  const char *kind = last >= 0 ? form->family_titles->pdata[ts_rng_int(rng, 0, last)] : form->title;
  g_autofree char *name = g_strdup_printf("%u年%s", f->year, kind);
  gboolean elsewhere =
      !ts_param_is(params, "red_head", "no") || ts_param_is(params, "signature", "both");
  if (ts_param_is(params, "title", "plain") && elsewhere) {
    f->title_lines[0] = g_strdup(name);
  } else if (ts_param_is(params, "title", "agency-one")) {
    f->title_lines[0] = g_strconcat(f->agency, name, NULL);
  } else {
    f->title_lines[0] = g_strdup(f->agency);
    f->title_lines[1] = g_strdup(name);
  }
  f->title =
      g_strconcat(f->title_lines[0], f->title_lines[1] != NULL ? f->title_lines[1] : "", NULL);
}

static void set_red_head(TsFacts *f, const TsParams *params, const char *shorthand, TsRng *rng)
{
  static const char *const brackets[][2] = {{"〔", "〕"}, {"[", "]"}, {"【", "】"}, {"（", "）"}};
  const char *style = ts_param(params, "number_brackets");
  guint pair = g_str_equal(style, "square")  ? 1
               : g_str_equal(style, "black") ? 2
               : g_str_equal(style, "round") ? 3
                                             : 0;
  int number = (int)ts_rng_int(rng, 1, 120);
  const char *surname = ts_rng_pick(rng, surnames), *name = ts_rng_pick(rng, given);
  gboolean spaced = ts_rng_chance(rng, 0.3);
  if (ts_param_is(params, "red_head", "no"))
    return;
  f->document_number = g_strdup_printf("%s〔%u〕%d号", shorthand, f->year + 1, number);
  f->document_number_printed = g_strdup_printf("%s%s%u%s%d号", shorthand, brackets[pair][0],
                                               f->year + 1, brackets[pair][1], number);
  if (ts_param_is(params, "urgency", "yes"))
    f->urgency = g_strdup(number % 3 == 0 ? "特急" : "加急");
  if (ts_param_is(params, "red_head", "signer")) {
    f->signer = g_strconcat(surname, name, NULL);
    f->signer_printed = g_strconcat(surname, spaced ? "　" : "", name, NULL);
  }
}

static void set_dates(TsFacts *f, const TsParams *params, TsRng *rng)
{
  Day day = {(int)f->year + 1, (int)ts_rng_int(rng, 1, 3), (int)ts_rng_int(rng, 3, 20)};
  Day later = {day.year, day.month, day.day + (int)ts_rng_int(rng, 0, 6)};
  gboolean chinese = ts_param_is(params, "date_style", "chinese");
  if (!ts_param_is(params, "signature", "none")) {
    f->date = iso_day(day);
    f->date_printed = print_day(day, chinese);
  }
  if (ts_param_is(params, "imprint", "yes")) {
    f->printed_on = iso_day(later);
    f->printed_on_printed = print_day(later, chinese && ts_rng_chance(rng, 0.3));
  }
}

static void set_rest(TsFacts *f, const TsParams *params, TsRng *rng)
{
  static const char *const copies[] = {"市司法局，市档案馆", "区委办公室，区人大常委会办公室",
                                       "县政务公开办公室", "各镇人民政府，各街道办事处", NULL};
  static const char *const addressees[] = {"市人民政府办公室", "县人民政府", "区政务公开办公室",
                                           NULL};
  const char *copy = ts_rng_pick(rng, copies), *addressee = ts_rng_pick(rng, addressees);
  gint64 code = ts_rng_int(rng, 10000000, 99999999), serial = ts_rng_int(rng, 1, 9999);
  if (ts_param_is(params, "imprint", "yes")) {
    f->copied_to = g_strdup(copy);
    f->printed_by =
        g_strconcat(f->agency, g_str_has_suffix(f->agency, "办公室") ? "" : "办公室", NULL);
  }
  if (ts_param_is(params, "addressee", "yes"))
    f->addressee = g_strdup(addressee);
  if (ts_param_is(params, "openness", "yes")) {
    f->openness = g_strdup("公开发布");
    f->openness_note = g_strconcat("（此件", f->openness, "）", NULL);
  }
  if (!ts_param_is(params, "index_block", "no")) {
    f->index_number =
        g_strdup_printf("%" G_GINT64_FORMAT "X/%u-%05" G_GINT64_FORMAT, code, f->year + 1, serial);
    f->index_openness = g_strdup("主动公开");
    f->openness = f->openness != NULL ? f->openness : g_strdup(f->index_openness);
  }
  if (ts_param_is(params, "running_head", "yes"))
    f->running_head = g_strconcat(f->agency, "信息公开", NULL);
}

TsFacts *ts_facts_new(const GdForm *form, const TsParams *params, guint64 seed)
{
  TsRng rng = ts_rng(seed, "facts");
  TsFacts *f = g_new0(TsFacts, 1);
  g_autofree char *shorthand = NULL;
  f->year = (guint)ts_rng_int(&rng, FIRST_YEAR, LAST_YEAR);
  f->agency = draw_agency(&rng, &shorthand);
  set_title(f, form, params, &rng);
  set_red_head(f, params, shorthand, &rng);
  set_dates(f, params, &rng);
  set_rest(f, params, &rng);
  return f;
}

void ts_facts_free(TsFacts *f)
{
  if (f == NULL)
    return;
  char *strings[] = {f->urgency,
                     f->agency,
                     f->title,
                     f->title_lines[0],
                     f->title_lines[1],
                     f->document_number,
                     f->document_number_printed,
                     f->signer,
                     f->signer_printed,
                     f->date,
                     f->date_printed,
                     f->index_number,
                     f->addressee,
                     f->openness,
                     f->openness_note,
                     f->index_openness,
                     f->copied_to,
                     f->printed_by,
                     f->printed_on,
                     f->printed_on_printed,
                     f->running_head};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(f);
}
