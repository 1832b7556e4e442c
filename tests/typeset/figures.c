/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <string.h>

#define MAX_WRONG_DRAWS 200   /* draws of wrong totals until each breaks a relation */
#define CELL_UNIT_CHANCE 0.4  /* of a cell, where units stand in some cells */
#define CELL_NOTE_CHANCE 0.25 /* of a cell that may have a note */
#define MIXED_ZERO_CHANCE 0.5 /* of a zero to be left blank, where zeros are mixed */

static const GdFormLeaf *leaf_at(const TsFigures *f, guint i)
{
  return &g_array_index(f->values->form->leaves, GdFormLeaf, i);
}

static char *group_thousands(const char *digits, const char *separator)
{
  GString *out = g_string_new(NULL);
  gsize whole = strcspn(digits, ".");
  for (gsize i = 0; digits[i] != '\0'; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0)
      g_string_append(out, separator);
    g_string_append_c(out, digits[i]);
  }
  return g_string_free(out, FALSE);
}

static char *widen(const char *ascii)
{
  GString *out = g_string_new(NULL);
  for (const char *p = ascii; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    /* U+FF01..U+FF5E are the full-width forms of '!'..'~' */
    g_string_append_unichar(out, c > 0x20 && c < 0x7f ? c + 0xfee0 : c);
  }
  return g_string_free(out, FALSE);
}

char *ts_print_number(GdNumber number, gboolean is_signed, const TsParams *params)
{
  GdNumber magnitude = {ABS(number.mantissa), number.decimals};
  g_autofree char *plain = gd_number_to_string(magnitude);
  const char *separator = ts_param_is(params, "thousands", "yes")    ? ","
                          : ts_param_is(params, "thousands", "full") ? "，"
                                                                     : "";
  g_autofree char *grouped = group_thousands(plain, separator);
  if (ts_param_is(params, "digits", "full")) {
    char *wide = widen(grouped);
    g_free(grouped);
    grouped = wide;
  }
  const char *sign = "";
  if (number.mantissa < 0)
    sign = ts_param_is(params, "minus", "full")   ? "－"
           : ts_param_is(params, "minus", "math") ? "−"
                                                  : "-";
  else if (is_signed && number.mantissa > 0 && ts_param_is(params, "plus", "yes"))
    sign = "+";
  return g_strconcat(sign, grouped, NULL);
}

/* ---- wrong totals ---------------------------------------------------------- */

GdNumber *ts_figures_numbers(const TsFigures *f)
{
  guint n = f->values->form->leaves->len;
  GdNumber *numbers = g_new0(GdNumber, n);
  for (guint i = 0; i < n; i++)
    if (!f->figures[i].blank)
      numbers[i] = f->figures[i].number;
  return numbers;
}

static gboolean breaks_something(const TsFigures *f, guint leaf, const GdNumber *numbers)
{
  const GPtrArray *equations = f->values->form->equations;
  for (guint e = 0; e < equations->len; e++) {
    const GdEquation *equation = equations->pdata[e];
    if (!ts_equation_active(f->values, equation))
      continue;
    GdNumber difference = ts_equation_difference(f->values, equation, numbers);
    difference.mantissa = ABS(difference.mantissa);
    if (gd_number_compare(difference, equation->tolerance) <= 0)
      continue;
    for (guint i = 0; i < equation->terms->len; i++)
      if (g_array_index(equation->terms, GdTerm, i).leaf == leaf)
        return TRUE;
  }
  return FALSE;
}

/* A printed number that is wrong: a digit changed, dropped or added, or a slip by a little. */
static gint64 misprint(gint64 n, TsRng *rng)
{
  switch (ts_rng_int(rng, 0, 3)) {
  case 0:
    return n + ts_rng_int(rng, 1, 9);
  case 1:
    return n > 9 ? n - ts_rng_int(rng, 1, 9) : n + 1;
  case 2:
    return n > 9 ? n / 10 : n + ts_rng_int(rng, 10, 99);
  default:
    return n * 10 + ts_rng_int(rng, 0, 9);
  }
}

static gboolean make_wrong(TsFigures *f, guint count, const GArray *totals, TsRng *rng)
{
  g_array_set_size(f->wrong, 0);
  for (guint i = 0; i < count; i++) {
    guint leaf = g_array_index(totals, guint, ts_rng_int(rng, 0, (gint64)totals->len - 1));
    GdNumber right = f->values->numbers[leaf];
    f->figures[leaf].number = (GdNumber){misprint(right.mantissa, rng), right.decimals};
    if (gd_number_is_zero(f->figures[leaf].number) ||
        gd_number_compare(f->figures[leaf].number, right) == 0)
      return FALSE;
    for (guint k = 0; k < f->wrong->len; k++)
      if (g_array_index(f->wrong, guint, k) == leaf)
        return FALSE;
    g_array_append_val(f->wrong, leaf);
  }
  g_autofree GdNumber *numbers = ts_figures_numbers(f);
  for (guint i = 0; i < count; i++)
    if (!breaks_something(f, g_array_index(f->wrong, guint, i), numbers))
      return FALSE;
  return TRUE;
}

static void draw_wrong(TsFigures *f, guint count, const gboolean *tables, TsRng *rng)
{
  g_autoptr(GArray) totals = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < f->values->form->leaves->len; i++)
    if (f->values->defined[i] && f->values->active[i] && tables[leaf_at(f, i)->table])
      g_array_append_val(totals, i);
  if (count == 0 || totals->len < 2 * count)
    return;
  for (guint draw = 0; draw < MAX_WRONG_DRAWS; draw++) {
    if (make_wrong(f, count, totals, rng))
      return;
    for (guint i = 0; i < totals->len; i++) {
      guint leaf = g_array_index(totals, guint, i);
      f->figures[leaf].number = f->values->numbers[leaf];
    }
  }
  g_array_set_size(f->wrong, 0);
}

/* ---- blanks ---------------------------------------------------------------- */

/* Leaves the totals of one relation blank, in all of its lines or in one. */
static void blank_totals(TsFigures *f, const TsParams *params, TsRng *rng)
{
  if (ts_param_is(params, "blank_totals", "no") || f->wrong->len > 0)
    return;
  const GPtrArray *equations = f->values->form->equations;
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  for (guint e = 0; e < equations->len; e++) {
    const GdEquation *equation = equations->pdata[e];
    const GdTerm *first = &g_array_index(equation->terms, GdTerm, 0);
    if (ts_equation_active(f->values, equation) && f->values->defined[first->leaf])
      g_ptr_array_add(candidates, (gpointer)equation);
  }
  if (candidates->len == 0)
    return;
  const GdEquation *chosen = candidates->pdata[ts_rng_int(rng, 0, (gint64)candidates->len - 1)];
  for (guint e = 0; e < candidates->len; e++) {
    const GdEquation *equation = candidates->pdata[e];
    gboolean alike =
        ts_param_is(params, "blank_totals", "all") && g_str_equal(equation->id, chosen->id);
    if (equation == chosen || alike)
      f->figures[g_array_index(equation->terms, GdTerm, 0).leaf].blank = TRUE;
  }
}

/* The mark for 0, or NULL if it is printed as a digit. */
static const char *zero_mark(const TsParams *params, TsRng *rng)
{
  const char *style = ts_param(params, "zeros");
  if (g_str_equal(style, "digit"))
    return NULL;
  if (g_str_equal(style, "mixed"))
    return ts_rng_chance(rng, MIXED_ZERO_CHANCE) ? "" : NULL;
  return g_str_equal(style, "dash")        ? "-"
         : g_str_equal(style, "emdash")    ? "—"
         : g_str_equal(style, "slash")     ? "/"
         : g_str_equal(style, "none-word") ? "无"
                                           : "";
}

/* ---- one cell -------------------------------------------------------------- */

static const char *draw_unit(const GdFormLeaf *leaf, const TsParams *params, TsRng *rng)
{
  gboolean wanted =
      ts_param_is(params, "cell_units", "all") ||
      (ts_param_is(params, "cell_units", "some") && ts_rng_chance(rng, CELL_UNIT_CHANCE));
  guint last = leaf->cell_units->len;
  gint64 pick = ts_rng_int(rng, 0, MAX(last, 1) - 1);
  if (!wanted || last == 0)
    return NULL;
  return leaf->unit != NULL ? leaf->unit : leaf->cell_units->pdata[pick];
}

static char *draw_note(const TsFigure *figure, const char *unit, TsRng *rng)
{
  static const char *const patterns[] = {"（其中修订%d%s）", "(含废止%d%s)", "（另有%d%s待清理）",
                                         "（较上年增加%d%s）", NULL};
  const char *pattern = ts_rng_pick(rng, patterns);
  gint64 part = ts_rng_int(rng, 1, MAX(figure->number.mantissa, 1));
  g_auto(GStrv) around = g_strsplit(pattern, "%d%s", 2);
  return g_strdup_printf("%s%d%s%s", around[0], (int)MIN(part, 9999), unit, around[1]);
}

static void print_figure(TsFigures *f, guint i, const TsParams *params, TsRng *rng)
{
  const GdFormLeaf *leaf = leaf_at(f, i);
  TsFigure *figure = &f->figures[i];
  const char *mark = zero_mark(params, rng);
  const char *unit = draw_unit(leaf, params, rng);
  gboolean noted = ts_rng_chance(rng, CELL_NOTE_CHANCE) &&
                   ts_param_is(params, "cell_notes", "some") && leaf->type == GD_TYPE_COUNT &&
                   leaf->cell_units->len > 1 && !f->values->related[i];
  if (figure->blank) {
    figure->text = g_strdup("");
    return;
  }
  if (gd_number_is_zero(figure->number) && mark != NULL) {
    figure->blank = TRUE;
    figure->text = g_strdup(mark);
    return;
  }
  g_autofree char *number = ts_print_number(figure->number, leaf->type == GD_TYPE_SIGNED, params);
  g_autofree char *note = NULL;
  if (noted && !gd_number_is_zero(figure->number))
    note = draw_note(figure, leaf->cell_units->pdata[0], rng);
  figure->unit = unit;
  figure->text = g_strconcat(number, unit != NULL ? unit : "", note, NULL);
}

TsFigures *ts_figures_new(TsValues *values, const TsParams *params, const gboolean *tables,
                          TsRng rng)
{
  guint n = values->form->leaves->len;
  TsFigures *f = g_new0(TsFigures, 1);
  f->values = values;
  f->figures = g_new0(TsFigure, n);
  f->wrong = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < n; i++)
    f->figures[i].number = values->numbers[i];
  draw_wrong(f, (guint)ts_param_real(params, "wrong_totals"), tables, &rng);
  blank_totals(f, params, &rng);
  for (guint i = 0; i < n; i++)
    print_figure(f, i, params, &rng);
  return f;
}

void ts_figures_free(TsFigures *f)
{
  if (f == NULL)
    return;
  for (guint i = 0; i < f->values->form->leaves->len; i++)
    g_free(f->figures[i].text);
  g_free(f->figures);
  g_array_unref(f->wrong);
  ts_values_free(f->values);
  g_free(f);
}
