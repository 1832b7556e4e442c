/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Align every table of every form. Where hits of two editions overlap, the
 *     better score stays; at nearly equal scores the form that scores more over
 *     the whole document. Of the ways in which one form may print a table, the one whose
 *     head was found in its order.
 *     A row without a label and without its head is no table by itself.
 *  2. In document order, a table joins the report of its family before it, unless
 *     another title stands between, or the report has that table already with other
 *     values. The same table with equal values is a repetition. A row of
 *     numbers without head, label and heading, none of which has a place, makes no report; the
 *     table is in doubt then.
 */
#include "tables/reports.h"

#include "tables/alignment.h"
#include "tables/columns.h"
#include "tables/label.h"
#include "tables/pairs.h"
#include "tables/score.h"

#include <string.h>

/* Scores of two editions within this are equal, in rows (see score.h). */
#define SAME_SCORE 0.2
/* Longest title, in characters of one line. */
#define TITLE_CHARS 60

/* Share of a table's cells that must be equal for it to be the same table again. */
#define EQUAL_SHARE 0.5

typedef struct {
  guint unit;
  guint page;
  char *key;          /* the title's text, with the line before it */
  const GdForm *form; /* one of the family whose title it is. Lent */
} Title;

static void title_free(gpointer data)
{
  g_free(((Title *)data)->key);
  g_free(data);
}

/* Characters of a title before the family's words that name no agency: 2024年. */
#define YEAR_CHARS 6

/* What tells a title from others: the line itself if it names an agency, else
 * with the line before it. NULL if neither ends in a title of the form's family. */
static const char *title_key(const char *line, const char *with_line_before, const GdForm *form)
{
  for (guint i = 0; i < form->family_titles->len; i++) {
    const char *words = form->family_titles->pdata[i];
    glong before = g_utf8_strlen(line, -1) - g_utf8_strlen(words, -1);
    if (g_str_has_suffix(line, words))
      return before > YEAR_CHARS ? line : with_line_before;
    if (g_str_has_suffix(with_line_before, words))
      return with_line_before;
  }
  return NULL;
}

/* The folded text of a line that can be part of a title, NULL for others. */
static char *title_text(const GdUnit *unit)
{
  gboolean ruled = unit->grid != NULL && !gd_grid_is_lines(unit->grid);
  if (ruled || unit->furniture || unit->prose || (!unit->boxless && unit->tokens->len != 1))
    return NULL;
  const char *text = unit->line ? unit->line : gd_unit_token(unit, 0)->text;
  if (g_utf8_strlen(text, -1) > TITLE_CHARS || strpbrk(text, ",;") != NULL || strstr(text, "，") ||
      strstr(text, "。") || strstr(text, "《") || strstr(text, "；"))
    return NULL;
  return gd_fold(text);
}

static GPtrArray *find_titles(const GPtrArray *plans, const GdStream *stream)
{
  GPtrArray *titles = g_ptr_array_new_with_free_func(title_free);
  g_autofree char *before = NULL;
  for (guint i = 0; i < stream->units->len; i++) {
    const GdUnit *unit = stream->units->pdata[i];
    g_autofree char *text = title_text(unit);
    g_autofree char *both = g_strconcat(before ? before : "", text ? text : "", NULL);
    const char *key = NULL;
    const GdForm *form = NULL;
    for (guint p = 0; p < plans->len && text != NULL && key == NULL; p++) {
      form = ((const GdPlan *)plans->pdata[p])->form;
      key = title_key(text, both, form);
    }
    if (key != NULL) {
      Title *title = g_new0(Title, 1);
      *title = (Title){i, unit->page, g_strdup(key), form};
      g_ptr_array_add(titles, title);
    }
    g_free(before);
    before = g_steal_pointer(&text);
  }
  return titles;
}

gboolean gd_stream_has_title(const GdStream *stream, const GdForm *form)
{
  GdPlan plan = {.form = form};
  g_autoptr(GPtrArray) plans = g_ptr_array_new();
  g_ptr_array_add(plans, &plan);
  g_autoptr(GPtrArray) titles = find_titles(plans, stream);
  return titles->len > 0;
}

static const char *table_id(const GdHit *hit)
{
  return ((const GdFormTable *)hit->plan->form->tables->pdata[hit->plan->table])->id;
}

static double form_score(const GPtrArray *hits, const GdForm *form)
{
  double score = 0;
  for (guint i = 0; i < hits->len; i++)
    if (((const GdHit *)hits->pdata[i])->plan->form == form)
      score += ((const GdHit *)hits->pdata[i])->score;
  return score;
}

static gboolean is_same_table(const GdHit *a, const GdHit *b)
{
  return a->plan->form == b->plan->form && a->plan->table == b->plan->table;
}

/* Whether hit i is to be kept rather than hit k, which overlaps it. */
static gboolean is_better(const GPtrArray *hits, guint i, guint k)
{
  const GdHit *a = hits->pdata[i], *b = hits->pdata[k];
  if (is_same_table(a, b)) { /* printed one way or another */
    double x = a->score + a->head_fit, y = b->score + b->head_fit;
    return x != y ? x > y : i < k;
  }
  if (fabs(a->score - b->score) > SAME_SCORE)
    return a->score > b->score;
  double p = form_score(hits, a->plan->form), q = form_score(hits, b->plan->form);
  return p != q ? p > q : strcmp(a->plan->form->id, b->plan->form->id) < 0;
}

static int compare_hits(gconstpointer a, gconstpointer b)
{
  const GdHit *x = *(GdHit *const *)a, *y = *(GdHit *const *)b;
  return (x->first > y->first) - (x->first < y->first);
}

/* Lines above a table among which its heading stands. */
#define HEADING_LINES 4

/* A heading that the form has for the table stands right above it. */
static gboolean has_heading(const GdHit *hit, const GdStream *stream)
{
  const GdFormTable *table = hit->plan->form->tables->pdata[hit->plan->table];
  for (guint u = hit->first; u-- > 0 && hit->first - u <= HEADING_LINES;) {
    const GdUnit *unit = stream->units->pdata[u];
    for (guint t = 0; t < unit->tokens->len; t++)
      for (guint h = 0; h < table->headings->len && gd_unit_token(unit, t)->label != NULL; h++) {
        const GdFormLabel *heading = table->headings->pdata[h];
        GdLabelText text = gd_label_text_of(&g_array_index(heading->folded, GdFolded, 0));
        if (gd_label_distance(&text, gd_unit_token(unit, t)->label, GD_LABEL_WORST) < 1)
          return TRUE;
      }
  }
  return FALSE;
}

/* The hit has the head of a table, or a row with a label that cannot be one of a head, or the
 * table's heading above it. */
static gboolean stands_alone(const GdHit *hit, const GdStream *stream)
{
  for (guint j = 0; j < hit->matched->len; j++) {
    const GdItem *item = &g_array_index(hit->plan->items, GdItem, j);
    gboolean tells =
        item->kind == GD_ITEM_HEAD || (item->kind == GD_ITEM_ROW && !item->needs_values);
    if (tells && gd_hit_units(hit, j)->len > 0)
      return TRUE;
  }
  return has_heading(hit, stream);
}

/* Whether a and b may be rows of one table: they share a grid, or no words stand between. */
static gboolean are_neighbours(const GdHit *a, const GdHit *b, const GdStream *stream)
{
  if (a->first > b->first)
    return are_neighbours(b, a, stream);
  const GdUnit *upper = stream->units->pdata[a->last], *lower = stream->units->pdata[b->first];
  if (upper->grid != NULL && upper->grid == lower->grid && !gd_grid_is_lines(upper->grid))
    return TRUE;
  for (guint u = a->last + 1; u < b->first; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    for (guint t = 0; t < unit->tokens->len && !unit->furniture; t++)
      if (gd_unit_token(unit, t)->kind == GD_TOKEN_LABEL)
        return FALSE;
  }
  return TRUE;
}

/* Whether a hit of the same form that can stand alone speaks for this one: another table of it
 * anywhere in the document, or the same table right beside it. */
static gboolean has_company(const GPtrArray *hits, const gboolean *alone, const GdHit *hit,
                            const GdStream *stream)
{
  for (guint i = 0; i < hits->len; i++) {
    const GdHit *other = hits->pdata[i];
    if (alone[i] && other->plan->form == hit->plan->form &&
        (other->plan->table != hit->plan->table || are_neighbours(other, hit, stream)))
      return TRUE;
  }
  return FALSE;
}

/* Numbers without a label are a table only in a document that has other tables of the form, or
 * below the same one (which then has two rows: neither is certain). Elsewhere they are a row of any
 * table. */
static void drop_numbers_alone(GPtrArray *hits, const GdStream *stream)
{
  g_autofree gboolean *alone = g_new0(gboolean, hits->len + 1);
  g_autofree gboolean *kept = g_new0(gboolean, hits->len + 1);
  for (guint i = 0; i < hits->len; i++)
    alone[i] = stands_alone(hits->pdata[i], stream);
  for (guint i = 0; i < hits->len; i++)
    kept[i] = alone[i] || has_company(hits, alone, hits->pdata[i], stream);
  for (guint i = hits->len; i-- > 0;)
    if (!kept[i])
      g_ptr_array_remove_index(hits, i);
}

/* Whether a and b cannot both stand: they share units; or they are one table, right beside each
 * other, once taken row by row and once across: the former is then made of words of the head. */
static gboolean exclude_each_other(const GdHit *a, const GdHit *b, const GdStream *stream)
{
  if (a->first <= b->last && b->first <= a->last)
    return TRUE;
  return is_same_table(a, b) && a->plan->down != b->plan->down && are_neighbours(a, b, stream);
}

/* Step 1. Owns the hits it returns. */
static GPtrArray *find_hits(const GPtrArray *plans, const GdStream *stream)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  g_autoptr(GdPairs) pairs = gd_pairs_new(stream);
  for (guint p = 0; p < plans->len; p++) {
    if (!gd_plan_may_stand(plans->pdata[p], pairs))
      continue;
    g_autoptr(GPtrArray) hits = gd_align(plans->pdata[p], stream);
    for (guint i = 0; i < hits->len && ((const GdPlan *)plans->pdata[p])->either; i++) {
      GdHit *hit = hits->pdata[i];
      hit->head_fit = gd_columns_fit(hit, stream);
    }
    g_ptr_array_set_free_func(hits, NULL);
    g_ptr_array_extend(all, hits, NULL, NULL);
  }
  g_autofree gboolean *worse = g_new0(gboolean, all->len + 1);
  for (guint i = 0; i < all->len; i++)
    for (guint k = 0; k < all->len && !worse[i]; k++) {
      worse[i] = i != k && exclude_each_other(all->pdata[i], all->pdata[k], stream) &&
                 !is_better(all, i, k);
    }
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)gd_hit_free);
  for (guint i = 0; i < all->len; i++) {
    if (worse[i])
      gd_hit_free(all->pdata[i]);
    else
      g_ptr_array_add(kept, all->pdata[i]);
  }
  drop_numbers_alone(kept, stream);
  g_ptr_array_sort(kept, compare_hits);
  return kept;
}

static void report_free(GdReport *report)
{
  g_ptr_array_unref(report->placements);
  g_ptr_array_unref(report->repeated);
  g_free(report);
}

static void placement_free_with_hit(GdPlacement *placement)
{
  GdHit *hit = (GdHit *)placement->hit;
  gd_placement_free(placement);
  gd_hit_free(hit);
}

static GdReport *report_new(guint first_page)
{
  GdReport *report = g_new0(GdReport, 1);
  report->placements = g_ptr_array_new_with_free_func((GDestroyNotify)placement_free_with_hit);
  report->repeated = g_ptr_array_new_with_free_func((GDestroyNotify)placement_free_with_hit);
  report->first_page = first_page;
  return report;
}

static gboolean is_of_family(const GdForm *a, const GdForm *b)
{
  return a == b || (a->family != NULL && g_strcmp0(a->family, b->family) == 0);
}

/* The last report that tables of the form may join; NULL if there is none. */
static GdReport *report_of_family(const GPtrArray *reports, const GdForm *form)
{
  for (guint i = reports->len; i-- > 0;) {
    GdReport *report = reports->pdata[i];
    const GdPlacement *first = report->placements->pdata[0];
    if (is_of_family(first->hit->plan->form, form))
      return report;
  }
  return NULL;
}

static const GdPlacement *same_table(const GdReport *report, const GdHit *hit)
{
  for (guint i = 0; i < report->placements->len; i++) {
    const GdPlacement *placement = report->placements->pdata[i];
    if (g_str_equal(table_id(placement->hit), table_id(hit)))
      return placement;
  }
  return NULL;
}

/* All cells that are certain in both have the same text, and most are. */
static gboolean equal_values(const GdPlacement *a, const GdPlacement *b)
{
  if (a->hit->plan->form != b->hit->plan->form || a->places->len != b->places->len)
    return FALSE;
  guint equal = 0;
  for (guint i = 0; i < a->places->len; i++) {
    const GdPlace *x = &g_array_index(a->places, GdPlace, i);
    const GdPlace *y = &g_array_index(b->places, GdPlace, i);
    gboolean both = x->cell != NULL && y->cell != NULL && x->why == NULL && y->why == NULL;
    if (both && !g_str_equal(x->cell->text, y->cell->text))
      return FALSE;
    equal += both;
  }
  return equal > EQUAL_SHARE * a->places->len;
}

/* The form most of whose rows the report prints. */
static const GdForm *main_form(const GdReport *report)
{
  const GdForm *best = NULL;
  double most = -1;
  for (guint i = 0; i < report->placements->len; i++) {
    const GdForm *form = ((const GdPlacement *)report->placements->pdata[i])->hit->plan->form;
    double score = 0;
    for (guint k = 0; k < report->placements->len; k++) {
      const GdHit *hit = ((const GdPlacement *)report->placements->pdata[k])->hit;
      score += hit->plan->form == form ? hit->score : 0;
    }
    if (score > most) {
      most = score;
      best = form;
    }
  }
  return best;
}

/* The last title of the form's family before the unit and not before `after`; NULL if there
 * is none. */
static const Title *title_between(const GPtrArray *titles, guint after, guint unit,
                                  const GdForm *form)
{
  const Title *found = NULL;
  for (guint i = 0; i < titles->len; i++) {
    const Title *title = titles->pdata[i];
    if (title->unit >= after && title->unit < unit && is_of_family(title->form, form))
      found = title;
  }
  return found;
}

static guint count_cells(const GdPlacement *placement)
{
  guint n = 0;
  for (guint i = 0; i < placement->places->len; i++)
    n += g_array_index(placement->places, GdPlace, i).cell != NULL;
  return n;
}

/* Whether it is a row with neither head nor label nor heading, of which no number could be put into
 * a cell, and nothing else is kept. Lines of a fax that nobody could read look like that. */
static gboolean is_nothing(const GdPlacement *placement, const GdStream *stream)
{
  return count_cells(placement) == 0 && placement->loose->len == 0 &&
         placement->extra_rows->len == 0 && placement->findings->len == 0 &&
         !stands_alone(placement->hit, stream);
}

/* Of a table and nothing the table stands, in doubt: what is nothing may have been its row. The
 * other is freed. */
static void take_table(GdReport *report, const GdPlacement *same, GdPlacement *placement)
{
  guint at;
  g_ptr_array_find(report->placements, same, &at); /* same_table() has it from there */
  if (count_cells(same) == 0) {
    placement_free_with_hit(report->placements->pdata[at]);
    report->placements->pdata[at] = placement;
  } else {
    placement_free_with_hit(placement);
  }
  const GArray *places = ((const GdPlacement *)report->placements->pdata[at])->places;
  for (guint i = 0; i < places->len; i++) {
    GdPlace *place = &g_array_index(places, GdPlace, i);
    if (place->cell != NULL && place->why == NULL)
      place->why = "another row of the table may be the one of the form";
  }
}

/* Step 2 for one hit, which a report owns from now on. */
static void add_hit(GPtrArray *reports, GdHit *hit, const GdStream *stream, const GPtrArray *titles)
{
  const GdForm *form = hit->plan->form;
  GdPlacement *placement = gd_place(hit, stream);
  GdReport *report = report_of_family(reports, form);
  const Title *title = title_between(titles, report ? report->after : 0, hit->first, form);
  const GdPlacement *same = report ? same_table(report, hit) : NULL;
  const char *key = report ? report->key : NULL;
  gboolean other_title = title != NULL && g_strcmp0(title->key, key) != 0;
  gboolean repeats = same != NULL && title == NULL && equal_values(same, placement);
  gboolean nothing = same != NULL && title == NULL && is_same_table(same->hit, hit) &&
                     (is_nothing(same, stream) || is_nothing(placement, stream));
  if (nothing) {
    report->after = hit->last + 1;
    take_table(report, same, placement);
    return;
  }
  if (report == NULL || other_title || (same != NULL && !repeats)) {
    guint page = title ? title->page : ((GdUnit *)stream->units->pdata[hit->first])->page;
    gboolean torn = same != NULL && title == NULL && same->hit->plan->form == form;
    if (torn)
      report->torn = TRUE;
    report = report_new(reports->len == 0 ? 1 : page);
    report->torn = torn;
    g_ptr_array_add(reports, report);
  }
  report->key = title ? title->key : key;
  report->after = hit->last + 1;
  g_ptr_array_add(repeats ? report->repeated : report->placements, placement);
}

/* The form and the pages of report i: up to the next one of its family. */
static void finish(const GPtrArray *reports, guint i, guint n_pages)
{
  GdReport *report = reports->pdata[i];
  report->form = main_form(report);
  report->key = NULL;
  report->last_page = n_pages;
  for (guint k = i + 1; k < reports->len; k++) {
    const GdReport *next = reports->pdata[k];
    const GdPlacement *first = next->placements->pdata[0];
    if (!is_of_family(first->hit->plan->form, report->form))
      continue;
    report->last_page = MAX(report->first_page, next->first_page > 1 ? next->first_page - 1 : 1);
    return;
  }
}

/* Step 2. */
GPtrArray *gd_reports_find(const GPtrArray *plans, const GdStream *stream, guint n_pages)
{
  g_autoptr(GPtrArray) titles = find_titles(plans, stream);
  g_autoptr(GPtrArray) hits = find_hits(plans, stream);
  g_ptr_array_set_free_func(hits, NULL); /* the placements own them now */
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)report_free);
  for (guint i = 0; i < hits->len; i++)
    add_hit(reports, hits->pdata[i], stream, titles);
  for (guint i = 0; i < reports->len; i++)
    finish(reports, i, n_pages);
  return reports;
}

double gd_reports_score(const GPtrArray *reports)
{
  double score = 0;
  for (guint r = 0; r < reports->len; r++) {
    const GdReport *report = reports->pdata[r];
    const GPtrArray *lists[] = {report->placements, report->repeated};
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
      for (guint p = 0; p < lists[l]->len; p++)
        score += ((const GdPlacement *)lists[l]->pdata[p])->hit->score;
  }
  return score;
}
