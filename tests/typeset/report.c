/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include "around.h"
#include "measure.h"
#include "models/error.h"
#include "prose.h"

#define CUT_SLACK 6.0    /* points left at most below a forced cut */
#define FILL_CHANCE 0.6  /* of prose, not empty paper, above a table that must end a page */
#define PLAIN_CHANCE 0.4 /* of a stated number alone in its paragraph */
#define FREE_ROOM 4.0    /* points beside the first row that a table begins with */
#define BELOW_TABLE 10.0 /* points */

/* Forms that a report may be drawn in, by id. */
static GPtrArray *candidates(const GdFormSet *set, const char *form_id)
{
  GPtrArray *found = g_ptr_array_new();
  const char *family = NULL;
  for (guint i = 0; i < set->forms->len; i++) {
    GdForm *form = set->forms->pdata[i];
    if (form_id != NULL ? g_str_equal(form->id, form_id)
                        : !form->draft && form->family != NULL &&
                              (family == NULL || g_str_equal(family, form->family))) {
      family = form->family;
      g_ptr_array_add(found, form);
    }
  }
  return found;
}

/* The table of that id in another form, G_MAXUINT if it has none. */
static guint table_like(const GdForm *form, const char *id)
{
  for (guint t = 0; t < form->tables->len; t++)
    if (g_str_equal(((GdFormTable *)form->tables->pdata[t])->id, id))
      return t;
  return G_MAXUINT;
}

/* Adds the figures of a form and those of its tables that take[t] names. */
static gboolean add_tables(TsReport *r, const GdForm *form, const gboolean *take, guint64 seed,
                           GError **error)
{
  g_autofree char *stream = g_strconcat("values ", form->id, NULL);
  guint option = ts_param_is(r->params, "option", "second");
  TsValues *values = ts_values_new(form, option, ts_param_real(r->params, "zero_share"),
                                   ts_rng(seed, stream), error);
  if (values == NULL)
    return FALSE;
  TsFigures *figures = ts_figures_new(values, r->params, take, ts_rng(seed, "figures"));
  g_ptr_array_add(r->figures, figures);
  for (guint t = 0; t < form->tables->len; t++) {
    if (!take[t])
      continue;
    g_autofree char *labels = g_strdup_printf("labels %u", t);
    g_ptr_array_add(r->tables,
                    ts_table_new(figures, t, r->params, r->facts->year, ts_rng(seed, labels)));
  }
  return TRUE;
}

static gboolean add_all_tables(TsReport *r, const GPtrArray *forms, guint64 seed, GError **error)
{
  TsRng rng = ts_rng(seed, "form");
  guint pick = (guint)ts_rng_int(&rng, 0, (gint64)forms->len - 1);
  guint step = (guint)ts_rng_int(&rng, 1, MAX((gint64)forms->len - 1, 1));
  const GdForm *form = forms->pdata[pick], *other = forms->pdata[(pick + step) % forms->len];
  g_autofree gboolean *first = g_new0(gboolean, form->tables->len);
  g_autofree gboolean *rest = g_new0(gboolean, other->tables->len);
  gboolean mixed = other != form && ts_param_is(r->params, "mixed", "yes");
  for (guint t = 0; t < form->tables->len; t++) {
    guint like = table_like(other, ((GdFormTable *)form->tables->pdata[t])->id);
    gboolean elsewhere = mixed && t > 0 && like != G_MAXUINT;
    first[t] = !elsewhere;
    if (elsewhere)
      rest[like] = TRUE;
  }
  return add_tables(r, form, first, seed, error) &&
         (!mixed || add_tables(r, other, rest, seed, error));
}

TsReport *ts_report_new(const GdFormSet *set, const char *form_id, guint64 seed, guint index,
                        GHashTable *forced, GError **error)
{
  guint64 own = ts_rng_child(seed, index);
  g_autoptr(TsReport) r = g_new0(TsReport, 1);
  r->figures = g_ptr_array_new_with_free_func((GDestroyNotify)ts_figures_free);
  r->tables = g_ptr_array_new_with_free_func((GDestroyNotify)ts_table_free);
  r->places = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  r->cuts = g_array_new(FALSE, FALSE, sizeof(TsCut));
  g_autoptr(GPtrArray) forms = candidates(set, form_id);
  if (forms->len == 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "no such form: %s", form_id);
    return NULL;
  }
  r->params = ts_params_new(own, forced, error);
  if (r->params == NULL)
    return NULL;
  r->style = ts_style_new(r->params, error);
  if (r->style == NULL)
    return NULL;
  r->facts = ts_facts_new(forms->pdata[0], r->params, own);
  if (!add_all_tables(r, forms, own, error))
    return NULL;
  ts_tables_misprint(r->tables, (guint)ts_param_real(r->params, "misprints"),
                     ts_rng(own, "misprints"));
  ts_tables_damage_head(r->tables, r->params, ts_rng(own, "head damage"));
  r->stated = ts_stated_new(r->tables, r->params, r->facts->year, ts_rng(own, "stated"));
  return g_steal_pointer(&r);
}

void ts_report_free(TsReport *r)
{
  if (r == NULL)
    return;
  g_clear_pointer(&r->stated, g_ptr_array_unref);
  g_clear_pointer(&r->tables, g_ptr_array_unref);
  g_clear_pointer(&r->figures, g_ptr_array_unref);
  g_clear_pointer(&r->places, g_ptr_array_unref);
  g_clear_pointer(&r->cuts, g_array_unref);
  ts_facts_free(r->facts);
  ts_style_free(r->style);
  ts_params_free(r->params);
  g_free(r);
}

/* ---- on paper -------------------------------------------------------------- */

static double table_height(const TsTable *table)
{
  double height = 0;
  for (guint i = 0; i < table->rows->len; i++)
    height += ts_table_row(table, i)->height;
  return height;
}

/* Height of the rows that a table begins with on a page: one, or a whole head and a row. */
static double beginning(const TsTable *table, const TsParams *params)
{
  double height = ts_table_row(table, 0)->height + FREE_ROOM;
  gboolean whole = ts_param_is(params, "break", "row") || ts_param_is(params, "break", "keep");
  for (guint i = 1; whole && i < table->rows->len && ts_table_row(table, i - 1)->head; i++)
    height += ts_table_row(table, i)->height;
  return height;
}

static void fill(TsPaper *paper, double height, TsRng *rng, guint year)
{
  guint lines = (guint)MAX(height / ts_prose_leading(paper), 0);
  while (lines > 0) {
    g_autofree char *text = ts_prose(rng, year);
    lines -= ts_draw_paragraph_lines(paper, text, lines);
  }
}

/* Brings the pen to where the table's title may stand, so that the page breaks
 * fall as the parameters want them. */
static void approach(TsPaper *paper, const TsTable *table, const TsCut *cut, double title,
                     TsRng *rng, guint year)
{
  double page = paper->bottom - paper->top, height = table_height(table);
  double slack = ts_rng_real(rng, 0, CUT_SLACK);
  gboolean with_prose = ts_rng_chance(rng, FILL_CHANCE);
  if (cut->set) {
    double wanted = title + ts_cut_height(table, cut) + slack;
    if (ts_paper_room(paper) < wanted)
      ts_paper_page(paper);
    if (with_prose)
      fill(paper, ts_paper_room(paper) - wanted, rng, year);
    return;
  }
  gboolean keep = ts_param_is(paper->params, "break", "keep") && title + height <= page &&
                  title + height > ts_paper_room(paper);
  if (keep || ts_paper_room(paper) < title + beginning(table, paper->params))
    ts_paper_page(paper);
}

static guint target_table(const TsReport *r, TsRng *rng)
{
  guint longest = 0, any = (guint)ts_rng_int(rng, 0, (gint64)r->tables->len - 1);
  for (guint t = 1; t < r->tables->len; t++)
    if (((TsTable *)r->tables->pdata[t])->rows->len >
        ((TsTable *)r->tables->pdata[longest])->rows->len)
      longest = t;
  return ts_param_is(r->params, "break_table", "any") ? any : longest;
}

/* The line that says the table's unit; NULL if none is printed. */
static const char *unit_line(const TsTable *table, const TsParams *params)
{
  const GArray *units = ts_table_form(table)->units_above;
  guint which = ts_param_is(params, "unit_above", "second") ? 1 : 0;
  if (units->len == 0 || ts_param_is(params, "unit_above", "none"))
    return NULL;
  return g_array_index(units, GdUnitAbove, MIN(which, units->len - 1)).printed;
}

static void draw_table(TsReport *r, TsPaper *paper, guint t, gboolean target, guint64 seed)
{
  TsTable *table = r->tables->pdata[t];
  g_autofree char *stream = g_strdup_printf("table %u", t);
  TsRng rng = ts_rng(seed, stream);
  const GPtrArray *headings = ts_table_form(table)->headings;
  gint64 any = ts_rng_int(&rng, 0, MAX((gint64)headings->len - 1, 0));
  gboolean first = ts_param_is(r->params, "headings", "first");
  const char *title = headings->len == 0 ? ts_table_form(table)->label
                                         : ((GdFormLabel *)headings->pdata[first ? 0 : any])->text;
  ts_table_measure(table, r->style, paper->right - paper->left, rng);
  const char *unit = unit_line(table, r->params);
  double title_height =
      ts_heading_height(paper, title) + (unit != NULL ? ts_unit_line_height(paper) : 0);
  double page = paper->bottom - paper->top;
  TsCut cut = {0};
  if (target)
    cut = ts_cut_choose(table, r->params, page - title_height - CUT_SLACK, &rng);
  approach(paper, table, &cut, title_height, &rng, r->facts->year);
  ts_draw_heading(paper, title, 0);
  if (unit != NULL)
    ts_draw_unit_line(paper, unit);
  g_autoptr(GPtrArray) plan = ts_plan(table, r->params, &cut, ts_paper_room(paper), page);
  g_ptr_array_add(r->places, ts_table_draw(table, paper, plan));
  g_array_append_val(r->cuts, cut);
  paper->y += BELOW_TABLE;
}

static void draw_section(TsPaper *paper, const char *title, gint64 paragraphs, TsRng *rng,
                         guint year)
{
  ts_draw_heading(paper, title, 2 * ts_prose_leading(paper));
  for (gint64 i = 0; i < paragraphs; i++) {
    g_autofree char *text = ts_prose(rng, year);
    ts_draw_paragraph(paper, text);
  }
}

/* Paragraphs that state numbers of the tables, with others between that do not. */
static void draw_stated(const TsReport *r, TsPaper *paper, guint64 seed)
{
  TsRng rng = ts_rng(seed, "stated prose");
  for (guint i = 0; i < r->stated->len; i++) {
    const TsStated *stated = r->stated->pdata[i];
    g_autofree char *before = ts_prose(&rng, r->facts->year);
    g_autofree char *after = ts_prose(&rng, r->facts->year);
    g_autofree char *text = g_strconcat(before, stated->sentence, after, NULL);
    g_autofree char *bait = ts_stated_bait(&rng, r->facts->year);
    ts_draw_paragraph(paper, ts_rng_chance(&rng, PLAIN_CHANCE) ? stated->sentence : text);
    ts_draw_paragraph(paper, bait);
  }
}

void ts_report_draw(TsReport *r, TsPaper *paper, guint64 seed, guint index)
{
  guint64 own = ts_rng_child(seed, index);
  TsRng rng = ts_rng(own, "prose");
  guint target = target_table(r, &rng), year = r->facts->year;
  gint64 after = ts_rng_int(&rng, 1, 3);
  ts_paper_report(paper, r->params, r->style, r->facts->running_head);
  ts_paper_page(paper);
  r->first_page = paper->page;
  ts_draw_front(paper, r->facts);
  draw_section(paper, "一、总体情况", (gint64)ts_param_real(r->params, "prose_length"), &rng, year);
  draw_stated(r, paper, own);
  for (guint t = 0; t < r->tables->len; t++)
    draw_table(r, paper, t, t == target, own);
  draw_section(paper, "五、存在的主要问题及改进情况", after, &rng, year);
  draw_section(paper, "六、其他需要报告的事项", 1, &rng, year);
  ts_draw_back(paper, r->facts);
  r->last_page = paper->page;
}
