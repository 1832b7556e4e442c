/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stated.h"

#include <string.h>

#define STATE_CHANCE 0.6   /* of each statement */
#define DIFFER_CHANCE 0.4  /* of a number, where some differ */
#define CHINESE_CHANCE 0.3 /* of a number below ten */
#define NONE_CHANCE 0.2    /* of a wrong number: that there was none */
#define DELTA_MAX 9        /* of a wrong number, from the right one */
#define BAIT_MAX 400

/* A statement: cells that add up ("row/column", a last * stands for any ending), cells that
 * may be counted in as well (a wrong number must not hit that sum), and its sentences: # stands for
 * the number, ~ for the year. zero: what is said instead of 0. */
static const struct {
  const char *id, *table, *cells[3], *also[2], *sentences[6], *zeros[4];
} statements[] = {
    {"applications.received",
     "applications",
     {"new/total"},
     {"carried_in/total"},
     {"~年，我单位共收到政府信息公开申请#件，均已按期答复。",
      "全年共受理公民、法人和其他组织提出的政府信息公开申请#件。",
      "本年度新收依申请公开政府信息申请#件，办理程序合规。", "~年度收到#件政府信息公开申请。",
      "截至~年12月31日，我单位收到政府信息公开申请共计#件。"},
     {"~年度，我单位未收到政府信息公开申请。", "全年没有收到公民、法人或其他组织的依申请公开事项。",
      "~年，我单位共收到政府信息公开申请0件。"}},
    {"applications.carried_in",
     "applications",
     {"carried_in/total"},
     {NULL},
     {"在办理的政府信息公开申请中，上年结转#件。", "上年度结转政府信息公开申请#件。"},
     {NULL}},
    {"applications.refused",
     "applications",
     {"refused.*/total"},
     {NULL},
     {"~年受理的政府信息公开申请中，不予公开的#件。",
      "对政府信息公开申请逐件审查，依法决定不予公开#件。"},
     {NULL}},
    {"review.reconsideration",
     "review",
     {"reconsideration/total"},
     {NULL},
     {"~年，因政府信息公开引发行政复议#件。", "全年发生政府信息公开行政复议案件#起。"},
     {"全年未发生因政府信息公开引起的行政复议案件。"}},
    {"review.litigation",
     "review",
     {"litigation_direct/total", "litigation_after/total"},
     {NULL},
     {"~年，因政府信息公开被提起行政诉讼#件。", "全年涉及政府信息公开的行政诉讼案件#件。"},
     {"~年度未发生政府信息公开行政诉讼案件。"}},
};

/* # stands for a number, ~ for the year before. */
static const char *const bait[] = {
    "~年，我单位共收到政府信息公开申请#件。",
    "全县各部门共收到政府信息公开申请#件，比上年增加#件。",
    "其中，通过网络收到政府信息公开申请#件。",
    "受理量较上年收到政府信息公开申请#件有所变化。",
    "全年主动公开政府信息#条，接听咨询电话#次，群众满意度98%。",
    "县司法局全年办理行政复议案件#件、行政应诉案件#件。",
    "12345热线转来办件#件，答复率100%。",
    "自2010年以来累计受理政府信息公开申请#件。",
};

static void stated_free(gpointer data)
{
  TsStated *stated = data;
  g_free(stated->sentence);
  g_free(stated);
}

static gboolean id_matches(const char *pattern, const char *id)
{
  gsize length = strlen(pattern);
  return pattern[length - 1] == '*' ? strncmp(pattern, id, length - 1) == 0
                                    : g_str_equal(pattern, id);
}

/* Adds the figures of one "row/column". FALSE if there are none, or one is printed blank. */
static gboolean add_up(const TsTable *table, const char *cell, gint64 *sum)
{
  const TsFigures *figures = table->figures;
  const GdForm *form = figures->values->form;
  g_auto(GStrv) ids = g_strsplit(cell, "/", 2);
  guint n = 0;
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    if (leaf->table != table->table || !figures->values->active[i] ||
        !id_matches(ids[0], leaf->row->id) || !id_matches(ids[1], leaf->column->id))
      continue;
    if (figures->figures[i].blank || figures->figures[i].number.decimals > 0)
      return FALSE;
    *sum += figures->figures[i].number.mantissa;
    n++;
  }
  return n > 0;
}

static gboolean add_all(const TsTable *table, const char *const *cells, guint n, gint64 *sum)
{
  for (guint i = 0; i < n && cells[i] != NULL; i++)
    if (!add_up(table, cells[i], sum))
      return FALSE;
  return TRUE;
}

static guint count(const char *const *list, guint n)
{
  guint i = 0;
  while (i < n && list[i] != NULL)
    i++;
  return i;
}

/* Digits of one width, as the rest of the prose has them: words that mix them are in doubt. */
static char *print_number(gint64 number, const TsParams *params, TsRng *rng)
{
  static const char *const chinese[] = {"零", "一", "两", "三", "四", "五", "六", "七", "八", "九"};
  gboolean in_words = ts_rng_chance(rng, CHINESE_CHANCE) && number < 10;
  if (in_words)
    return g_strdup(chinese[number]);
  gboolean grouped = number >= 1000 && !ts_param_is(params, "thousands", "no");
  return grouped && number < 1000000
             ? g_strdup_printf("%d,%03d", (int)(number / 1000), (int)(number % 1000))
             : g_strdup_printf("%" G_GINT64_FORMAT, number);
}

/* sentence with every # and ~ replaced. Caller frees. */
static char *put_in(const char *sentence, const char *number, guint year)
{
  g_autofree char *year_text = g_strdup_printf("%u", year);
  g_auto(GStrv) parts = g_strsplit(sentence, "#", -1);
  g_autofree char *numbered = g_strjoinv(number, parts);
  g_auto(GStrv) halves = g_strsplit(numbered, "~", -1);
  return g_strjoinv(year_text, halves);
}

static const TsTable *table_of(const GPtrArray *tables, const char *id)
{
  for (guint t = 0; t < tables->len; t++)
    if (g_str_equal(ts_table_form(tables->pdata[t])->id, id))
      return tables->pdata[t];
  return NULL;
}

static void add_stated(GPtrArray *all, guint s, const TsTable *table, const TsParams *params,
                       guint year, TsRng *rng)
{
  gint64 holds = 0, also = 0;
  if (table == NULL || !add_all(table, statements[s].cells, 3, &holds) || holds < 0)
    return;
  gboolean known = add_all(table, statements[s].also, 2, &also);
  gboolean some = ts_param_is(params, "stated", "some") && ts_rng_chance(rng, DIFFER_CHANCE);
  gboolean differ = some || ts_param_is(params, "stated", "differ");
  gint64 says = holds;
  if (differ && !known)
    return;
  while (differ && (says == holds || says == holds + also)) {
    gint64 delta = ts_rng_int(rng, -DELTA_MAX, DELTA_MAX);
    gboolean none = holds > 0 && ts_rng_chance(rng, NONE_CHANCE);
    says = none ? 0 : MAX(holds + delta, 0);
  }
  const char *const *list = statements[s].sentences;
  guint n = count(list, 6);
  if (says == 0 && statements[s].zeros[0] != NULL) {
    list = statements[s].zeros;
    n = count(list, 4);
  }
  const char *sentence = list[ts_rng_int(rng, 0, (gint64)n - 1)];
  g_autofree char *number = print_number(says, params, rng);
  TsStated *stated = g_new0(TsStated, 1);
  *stated = (TsStated){statements[s].id, put_in(sentence, number, year), says, holds};
  g_ptr_array_add(all, stated);
}

GPtrArray *ts_stated_new(const GPtrArray *tables, const TsParams *params, guint year, TsRng rng)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(stated_free);
  if (ts_param_is(params, "stated", "no"))
    return all;
  for (guint s = 0; s < G_N_ELEMENTS(statements); s++)
    if (ts_rng_chance(&rng, STATE_CHANCE))
      add_stated(all, s, table_of(tables, statements[s].table), params, year, &rng);
  return all;
}

char *ts_stated_bait(TsRng *rng, guint year)
{
  const char *sentence = bait[ts_rng_int(rng, 0, G_N_ELEMENTS(bait) - 1)];
  g_autofree char *number = g_strdup_printf("%d", (int)ts_rng_int(rng, 2, BAIT_MAX));
  return put_in(sentence, number, year - 1);
}
