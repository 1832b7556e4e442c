/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. The way and the options are drawn (or forced).
 * 2. The typesetter draws a report, with those parameters forced that a text
 *    cannot show, or that an option decides.
 * 3. Its tables are printed (printed.c), damaged (damage.c), written (way_*.c)
 *    between prose (around_text.c), and encoded (encode.c).
 */
#include "shred.h"

#include <glib/gstdio.h>
#include <string.h>

#include "around_text.h"
#include "damage.h"
#include "encode.h"
#include "models/error.h"
#include "tests/typeset/output.h"

static const ShWay ways[] = {
    {"bar-cells", "one cell to a line, bars behind them", SH_PLAIN, TRUE, TRUE, sh_write_bar_cells},
    {"bar-lines", "one cell to a line, bars between them", SH_PLAIN, TRUE, TRUE,
     sh_write_bar_lines},
    {"ocr-markdown", "one wide Markdown table, labels moved", SH_MARKDOWN, TRUE, FALSE,
     sh_write_ocr_markdown},
    {"bar-rows", "one row to a line, bars between cells", SH_PLAIN, TRUE, TRUE, sh_write_bar_rows},
    {"tabs", "one row to a line, tabs; labels cut by pages", SH_PLAIN, TRUE, TRUE, sh_write_tabs},
    {"cells", "one cell to a line, nothing between", SH_PLAIN, FALSE, TRUE, sh_write_cells},
    {"row-tables", "a Markdown table for each row", SH_MARKDOWN, TRUE, TRUE, sh_write_row_tables},
    {"spaces", "one row to a line, blanks between", SH_PLAIN, FALSE, TRUE, sh_write_spaces},
    {"cut-rows", "rows cut in two lines, page furniture", SH_PLAIN, FALSE, TRUE, sh_write_cut_rows},
    {"pieces", "labels in pieces around their numbers", SH_PLAIN, FALSE, TRUE, sh_write_pieces},
    {"aligned", "columns held by blanks, labels in lines", SH_PLAIN, TRUE, FALSE, sh_write_aligned},
    {"html", "a sound HTML grid", SH_HTML, TRUE, FALSE, sh_write_html},
    {"html-nested", "HTML with layout tables, fillers, markup in labels", SH_HTML, TRUE, FALSE,
     sh_write_html},
};
#define N_WAYS G_N_ELEMENTS(ways)

/* Ways that build on one of those above. */
static const char *const made_names[] = {"doubled", "in-prose"};
static const char *const made_help[] = {"numbers and rows printed twice",
                                        "navigation, other characters, statements in the prose"};

/* What is known of a text before it is written. */
typedef struct {
  const char *name; /* of the way */
  const ShWay *way; /* that it builds on */
  gboolean doubled;
  ShOptions options;
} Plan;

const char *const *sh_way_names(void)
{
  static const char *names[N_WAYS + G_N_ELEMENTS(made_names) + 1];
  for (guint i = 0; i < N_WAYS; i++)
    names[i] = ways[i].name;
  for (guint i = 0; i < G_N_ELEMENTS(made_names); i++)
    names[N_WAYS + i] = made_names[i];
  return names;
}

const char *sh_way_help(guint i)
{
  return i < N_WAYS ? ways[i].help : made_help[i - N_WAYS];
}

/* ---- 1. the plan ----------------------------------------------------------- */

static Plan draw_plan(guint64 seed, const ShWish *wish)
{
  static const char *const forced_in_prose[] = {"navigation", "counts-in-prose", NULL};
  TsRng rng = ts_rng(seed, "way");
  const char *const *names = sh_way_names();
  const char *drawn = ts_rng_pick(&rng, names);
  Plan plan = {.name = wish->way != NULL ? wish->way : drawn};
  guint base = (guint)ts_rng_int(&rng, 0, N_WAYS - 1);
  plan.doubled = g_str_equal(plan.name, made_names[0]);
  while (plan.doubled && !ways[base].takes_doubles)
    base = (base + 1) % N_WAYS;
  for (guint i = 0; i < N_WAYS; i++)
    if (g_str_equal(ways[i].name, plan.name))
      base = i;
  plan.way = &ways[base];
  plan.options = sh_options_draw(seed, wish->forced);
  if (g_str_equal(plan.name, made_names[1])) {
    ShOptions more = sh_options_draw(seed, forced_in_prose);
    plan.options.on[SH_NAVIGATION] = more.on[SH_NAVIGATION];
    plan.options.on[SH_COUNTS_IN_PROSE] = more.on[SH_COUNTS_IN_PROSE];
    TsRng option = ts_rng(seed, "traditional in prose");
    plan.options.on[SH_TRADITIONAL] |= ts_rng_chance(&option, 0.4);
  }
  plan.options.on[SH_EMPTY_ZEROS] &= plan.way->shows_empty;
  return plan;
}

/* ---- 2. the report --------------------------------------------------------- */

static void force(GHashTable *forced, const char *name, const char *value)
{
  g_hash_table_replace(forced, (gpointer)name, (gpointer)value);
}

static TsReport *draw_report(const GdFormSet *forms, const char *form, guint64 seed,
                             const Plan *plan, GError **error)
{
  const gboolean *on = plan->options.on;
  g_autoptr(TsParams) drawn = ts_params_new(seed, NULL, NULL);
  g_autoptr(GHashTable) forced = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean grid = plan->way->kind == SH_HTML;
  gboolean empty = ts_param_is(drawn, "zeros", "blank") || ts_param_is(drawn, "zeros", "mixed");
  force(forced, "reports", "1");
  force(forced, "wrong_totals", on[SH_WRONG_TOTAL] ? "1" : "0");
  force(forced, "unknown_row", on[SH_UNKNOWN_ROW] ? "yes" : "no");
  if (!grid && on[SH_EMPTY_ZEROS])
    force(forced, "zeros", "mixed");
  else if (!grid && empty) /* what is printed as nothing is not in a text at all */
    force(forced, "zeros", "digit");
  force(forced, "stated", on[SH_COUNTS_IN_PROSE] ? "agree" : "no");
  if (!grid)
    force(forced, "blank_totals", "no");
  return ts_report_new(forms, form, seed, 0, forced, error);
}

/* The typesetter writes truth for what it has put on paper. */
static void place_all(TsReport *report)
{
  for (guint t = 0; t < report->tables->len; t++) {
    const TsTable *table = report->tables->pdata[t];
    GArray *places = g_array_new(FALSE, TRUE, sizeof(TsPlace));
    for (guint i = 0; i < table->cells->len; i++) {
      const TsCell *cell = table->cells->pdata[i];
      TsPlace place = {.leaf = cell->leaf, .page = 1};
      if (cell->leaf != G_MAXUINT)
        g_array_append_val(places, place);
    }
    g_ptr_array_add(report->places, places);
    TsCut cut = {0};
    g_array_append_val(report->cuts, cut);
  }
  report->first_page = report->last_page = 1;
}

static GPtrArray *print_tables(const TsReport *report, guint64 seed)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)sh_table_free);
  for (guint t = 0; t < report->tables->len; t++) {
    const TsTable *table = report->tables->pdata[t];
    g_autofree char *stream = g_strdup_printf("printed %u", t);
    TsRng rng = ts_rng(seed, stream);
    const GPtrArray *headings = ts_table_form(table)->headings;
    gint64 any = ts_rng_int(&rng, 0, MAX((gint64)headings->len - 1, 0));
    gboolean first = ts_param_is(report->params, "headings", "first");
    const char *title = headings->len == 0
                            ? ts_table_form(table)->label
                            : ((GdFormLabel *)headings->pdata[first ? 0 : any])->text;
    g_ptr_array_add(tables, sh_table_new(table, title, rng));
  }
  return tables;
}

/* ---- 3. the text ----------------------------------------------------------- */

/* What the prose states of the tables, among numbers of other things. */
static void write_stated(ShText *text, ShKind kind, const TsReport *report)
{
  sh_text_stream(text, "stated");
  for (guint i = 0; i < report->stated->len; i++) {
    const TsStated *stated = report->stated->pdata[i];
    g_autofree char *bait = ts_stated_bait(&text->rng, report->facts->year);
    sh_write_paragraph(text, kind, stated->sentence);
    sh_write_paragraph(text, kind, bait);
  }
}

static void write_tables(ShText *text, const Plan *plan, GPtrArray *tables)
{
  gint64 twice = ts_rng_int(&text->rng, 0, (gint64)tables->len - 1);
  gboolean at_end = ts_rng_chance(&text->rng, 0.5);
  ShKind kind = plan->way->kind;
  for (guint t = 0; t < tables->len; t++) {
    const ShTable *table = tables->pdata[t];
    gboolean again = plan->options.on[SH_TABLE_TWICE] && (gint64)t == twice;
    g_autofree char *stream = g_strdup_printf("table %u", t);
    for (guint i = 0; i < (again && !at_end ? 2 : 1); i++) {
      sh_text_stream(text, stream);
      sh_write_heading(text, kind, table->title);
      plan->way->write(text, table);
    }
  }
  if (plan->options.on[SH_TABLE_TWICE] && at_end) {
    sh_write_paragraph(text, kind, "附表：");
    plan->way->write(text, tables->pdata[twice]);
  }
}

static void write_text(ShText *text, const Plan *plan, const TsReport *report, GPtrArray *tables)
{
  ShKind kind = plan->way->kind;
  sh_text_stream(text, "front");
  gint64 before = ts_rng_int(&text->rng, 1, 5), after = ts_rng_int(&text->rng, 1, 3);
  sh_write_front(text, kind);
  sh_write_section(text, kind, "一、总体情况", (guint)before);
  write_stated(text, kind, report);
  write_tables(text, plan, tables);
  sh_text_stream(text, "back");
  sh_write_section(text, kind, "五、存在的主要问题及改进情况", (guint)after);
  sh_write_section(text, kind, "六、其他需要报告的事项", 1);
  sh_write_back(text, kind);
  sh_encode(text, kind);
}

/* ---- files ----------------------------------------------------------------- */

static char *list_lost(const GPtrArray *tables, gboolean grid)
{
  GString *out = g_string_new("table,row,column,how,text\n");
  for (guint t = 0; t < tables->len; t++) {
    const ShTable *table = tables->pdata[t];
    const GdForm *form = table->source->figures->values->form;
    for (guint r = 0; r < table->rows->len; r++)
      for (guint i = 0; i < sh_row(table, r)->cells->len; i++) {
        const ShCell *cell = sh_cell(sh_row(table, r), i);
        gboolean empty = !grid && cell->blank && cell->text[0] == '\0';
        if (cell->leaf == G_MAXUINT || cell->again || (cell->loss == SH_KEPT && !empty))
          continue;
        const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, cell->leaf);
        g_string_append_printf(out, "%s,%s,%s,%s,\"%s\"\n", ts_table_form(table->source)->id,
                               leaf->row->id, leaf->column->id,
                               cell->loss == SH_LOST_FIELD  ? "field"
                               : cell->loss == SH_LOST_GONE ? "gone"
                                                            : "empty",
                               cell->text);
      }
  }
  return g_string_free(out, FALSE);
}

static char *describe(const Plan *plan)
{
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%s\n%s\n", plan->name, plan->way->name);
  for (guint i = 0; i < SH_N_OPTIONS; i++)
    if (plan->options.on[i])
      g_string_append_printf(out, "%s\n", sh_option_name((ShOption)i));
  return g_string_free(out, FALSE);
}

static gboolean save(const char *folder, guint64 seed, const char *suffix, const char *data,
                     gsize length, GError **error)
{
  g_autofree char *path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".%s", folder, seed, suffix);
  return g_file_set_contents(path, data, (gssize)length, error);
}

static gboolean write_truth(TsReport *report, guint64 seed, const char *folder, GError **error)
{
  place_all(report);
  g_autoptr(GPtrArray) reports = g_ptr_array_new();
  g_ptr_array_add(reports, report);
  g_autofree char *cells = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".cells.csv", folder, seed);
  if (!ts_output_write(folder, seed, reports, error))
    return FALSE;
  g_unlink(cells); /* places on paper */
  return TRUE;
}

gboolean sh_shred(const GdFormSet *forms, guint64 seed, const ShWish *wish, const char *folder,
                  GError **error)
{
  static const char *const suffixes[] = {"txt", "md", "html"};
  Plan plan = draw_plan(seed, wish);
  g_autoptr(TsReport) report = draw_report(forms, wish->form, seed, &plan, error);
  if (report == NULL)
    return FALSE;
  g_autoptr(GPtrArray) tables = print_tables(report, seed);
  sh_apply_options(tables, &plan.options, ts_rng(seed, "damage"));
  if (plan.doubled)
    sh_double(tables, ts_rng(seed, "double"));
  if (plan.options.on[SH_MARKUP] && plan.way->kind == SH_MARKDOWN)
    sh_mark_up(tables, ts_rng(seed, "markup"));
  gboolean grid = plan.way->kind == SH_HTML;
  sh_lose(tables, wish->lost, plan.way->shows_empty && !grid, ts_rng(seed, "lose"));
  g_autoptr(GString) out = g_string_new(NULL);
  ShText text = {.out = out,
                 .options = plan.options,
                 .facts = report->facts,
                 .params = report->params,
                 .seed = seed,
                 .page = 1,
                 .bare_pages = plan.way->shows_empty,
                 .nested = g_str_equal(plan.way->name, "html-nested")};
  write_text(&text, &plan, report, tables);
  g_autofree char *lost = list_lost(tables, grid);
  g_autofree char *about = describe(&plan);
  return save(folder, seed, suffixes[plan.way->kind], out->str, out->len, error) &&
         save(folder, seed, "lost.csv", lost, strlen(lost), error) &&
         save(folder, seed, "way", about, strlen(about), error) &&
         write_truth(report, seed, folder, error);
}
