/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source → its reports. Reads from top to bottom:
 *
 *     pages → stream of units → hits of form tables → reports
 *           → places → values → relations → prose
 */
#include "tables/label_settle.h"
#include "tables/prose.h"
#include "tables/reports.h"
#include "tables/tables.h"
#include "tables/values.h"

/* Fewer rows or columns make no table worth keeping. */
#define MIN_GRID_LINES 2
/* Ruled grids are taken for lines of text only if that finds more rows (score.h);
 * by less than this, heads of many lines alone could tip the balance. */
#define CLEARLY_BETTER 0.5
/* Coarse grids of a source that are tried one by one, at most; each trial reads it once more. */
#define MOST_RESTORED 16
/* The cells of HTML are there; only where they hardly fit the form at all is it better
 * to read them as a stream, in which an empty cell counts as lost. */
#define MUCH_BETTER 3.0

static gboolean has_across(const GdFormTable *table)
{
  for (guint b = 0; b < table->blocks->len; b++)
    if (((const GdFormBlock *)table->blocks->pdata[b])->layout == GD_LAYOUT_ACROSS)
      return TRUE;
  return FALSE;
}

static gboolean has_turned(const GdFormTable *table)
{
  for (guint b = 0; b < table->blocks->len; b++)
    if (((const GdFormBlock *)table->blocks->pdata[b])->turned != NULL)
      return TRUE;
  return FALSE;
}

static GPtrArray *make_plans(const GdFormSet *forms)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func((GDestroyNotify)gd_plan_free);
  for (guint f = 0; f < forms->forms->len; f++) {
    const GdForm *form = forms->forms->pdata[f];
    for (guint t = 0; t < form->tables->len; t++) {
      g_ptr_array_add(plans, gd_plan_new(form, t, FALSE, FALSE));
      if (has_across(form->tables->pdata[t]))
        g_ptr_array_add(plans, gd_plan_new(form, t, TRUE, FALSE));
      if (has_turned(form->tables->pdata[t]))
        g_ptr_array_add(plans, gd_plan_new(form, t, FALSE, TRUE));
    }
  }
  return plans;
}

static const GdPlacement *placement_of(const GdReport *report, const char *table_id)
{
  for (guint i = 0; i < report->placements->len; i++) {
    const GdPlacement *placement = report->placements->pdata[i];
    const GdPlan *plan = placement->hit->plan;
    if (g_str_equal(((GdFormTable *)plan->form->tables->pdata[plan->table])->id, table_id))
      return placement;
  }
  return NULL;
}

/* Value sets (of GdValueSet*) of the forms that a report mixes, in order of use. */
static GdValueSet *set_of(GPtrArray *sets, const GdForm *form)
{
  for (guint i = 0; i < sets->len; i++)
    if (((GdValueSet *)sets->pdata[i])->form == form)
      return sets->pdata[i];
  GdValueSet *set = gd_value_set_new(form);
  g_ptr_array_add(sets, set);
  return set;
}

/* A table that was not found: every cell of its first options is missing. */
static void add_missing_table(GdDocument *document, const GdForm *form, guint table,
                              GPtrArray *sets)
{
  g_autofree guint *options = g_new0(guint, form->n_options->len + 1);
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    if (leaf->table != table || !gd_form_line_active(leaf->row, options) ||
        !gd_form_line_active(leaf->column, options))
      continue;
    GdPlace place = {.leaf = leaf};
    g_ptr_array_add(document->values, gd_value_from_place(set_of(sets, form), &place, document));
  }
  const GdFormTable *form_table = form->tables->pdata[table];
  GdFinding *finding = gd_finding_new(GD_SEVERITY_ERROR, "table missing", 0,
                                      "the table %s was not found", form_table->label);
  finding->table = g_strdup(form_table->id);
  g_ptr_array_add(document->findings, finding);
}

static void steal_all(GPtrArray *from, GPtrArray *to)
{
  g_ptr_array_set_free_func(from, NULL);
  g_ptr_array_extend(to, from, NULL, NULL);
  g_ptr_array_set_size(from, 0);
}

static void add_table(GdDocument *document, GdPlacement *placement, GPtrArray *sets)
{
  GdValueSet *set = set_of(sets, placement->hit->plan->form);
  for (guint i = 0; i < placement->places->len; i++)
    g_ptr_array_add(
        document->values,
        gd_value_from_place(set, &g_array_index(placement->places, GdPlace, i), document));
  steal_all(placement->extra_rows, document->extra_rows);
  steal_all(placement->findings, document->findings);
}

/* Tables of other forms of the family, which the report's main form has not. */
static void add_other_tables(GdDocument *document, const GdReport *report, GPtrArray *sets)
{
  for (guint i = 0; i < report->placements->len; i++) {
    GdPlacement *placement = report->placements->pdata[i];
    const GdPlan *plan = placement->hit->plan;
    const char *id = ((const GdFormTable *)plan->form->tables->pdata[plan->table])->id;
    gboolean known = FALSE;
    for (guint t = 0; t < report->form->tables->len && !known; t++)
      known = g_str_equal(((const GdFormTable *)report->form->tables->pdata[t])->id, id);
    if (!known)
      add_table(document, placement, sets);
  }
}

static void add_repeated(GdDocument *document, const GdPlacement *placement)
{
  const GdPlan *plan = placement->hit->plan;
  const GdFormTable *table = plan->form->tables->pdata[plan->table];
  GdFinding *finding =
      gd_finding_new(GD_SEVERITY_WARNING, GD_CHECK_TABLE_REPEATED, 0,
                     "the table %s is printed again, with the same values", table->label);
  finding->table = g_strdup(table->id);
  g_ptr_array_add(document->findings, finding);
}

/* Nothing says whose numbers these are. */
static void doubt_torn_report(GdDocument *document)
{
  for (guint i = 0; i < document->values->len; i++)
    gd_value_doubt(document->values->pdata[i],
                   "the table stands in the file twice, and no title says whose it is");
  g_ptr_array_add(document->findings,
                  gd_finding_new(GD_SEVERITY_ERROR, GD_CHECK_TABLE_TWICE, 0,
                                 "a table stands in the file twice with different values, and no "
                                 "title between them says whose they are"));
}

/* The forms whose tables the report prints, its main form first. */
static char *form_names(const GdReport *report)
{
  GString *names = g_string_new(report->form->id);
  g_autoptr(GPtrArray) seen = g_ptr_array_new();
  g_ptr_array_add(seen, (gpointer)report->form);
  for (guint i = 0; i < report->placements->len; i++) {
    const GdForm *form = ((GdPlacement *)report->placements->pdata[i])->hit->plan->form;
    if (g_ptr_array_find(seen, form, NULL))
      continue;
    g_ptr_array_add(seen, (gpointer)form);
    g_string_append_printf(names, " %s", form->id);
  }
  return g_string_free(names, FALSE);
}

static GdDocument *document_of(GdSource *source, const GdReport *report, guint order)
{
  GdDocument *document = gd_document_new(source);
  document->order = order;
  document->first_page = report->first_page;
  document->last_page = report->last_page;
  document->form = form_names(report);
  g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func((GDestroyNotify)gd_value_set_free);
  for (guint t = 0; t < report->form->tables->len; t++) {
    const GdFormTable *table = report->form->tables->pdata[t];
    const GdPlacement *placement = placement_of(report, table->id);
    if (placement != NULL)
      add_table(document, (GdPlacement *)placement, sets);
    else
      add_missing_table(document, report->form, t, sets);
  }
  add_other_tables(document, report, sets);
  if (report->form->draft)
    g_ptr_array_add(document->findings,
                    gd_finding_new(GD_SEVERITY_INFO, "draft form", 0,
                                   "the wording of the form %s is a draft: no official copy has "
                                   "confirmed it",
                                   report->form->id));
  for (guint i = 0; i < report->repeated->len; i++)
    add_repeated(document, report->repeated->pdata[i]);
  guint n_broken = 0, n_assessed = 0;
  for (guint i = 0; i < sets->len; i++) {
    GdValueSet *set = sets->pdata[i];
    gd_relations_check(set, document);
    n_broken += set->n_broken;
    n_assessed += set->n_assessed;
  }
  gd_relations_doubt_digits(document, n_broken, n_assessed);
  if (report->torn)
    doubt_torn_report(document);
  return document;
}

/* The numbers of a scanned table are what OCR made of them: where no form checks them, a person has
 * to. One finding for the first such table. */
static void add_unchecked_table(GdDocument *document, const GdStream *stream)
{
  for (guint i = 0; i < stream->grids->len; i++) {
    const GdGrid *grid = stream->grids->pdata[i];
    if (!grid->scanned || gd_grid_rows(grid) < 2 || gd_grid_columns(grid) < 2)
      continue;
    g_ptr_array_add(document->findings,
                    gd_finding_new(GD_SEVERITY_ERROR, "table not checked", grid->page,
                                   "page %u has a table of no known form, read from a picture: "
                                   "nothing proves its numbers",
                                   grid->page));
    return;
  }
}

/* A document in which no form was found. */
static GdDocument *formless_document(GdSource *source, const GdStream *stream,
                                     const GdFormSet *forms)
{
  GdDocument *document = gd_document_new(source);
  document->first_page = source->n_pages > 0 ? 1 : 0;
  document->last_page = source->n_pages;
  for (guint f = 0; f < forms->forms->len; f++) {
    const GdForm *form = forms->forms->pdata[f];
    if (form->family == NULL || !gd_stream_has_title(stream, form))
      continue;
    g_ptr_array_add(document->findings,
                    gd_finding_new(GD_SEVERITY_ERROR, "unknown form", 0,
                                   "the title is of the family %s, but no form fits",
                                   form->family));
    break;
  }
  add_unchecked_table(document, stream);
  return document;
}

/* Pages that nobody read: an error if they may hold what is missing. */
static void add_unread_pages(GdDocument *document)
{
  gboolean lacks = document->form == NULL || gd_document_count(document, GD_STATUS_MISSING) > 0;
  for (guint i = 0; i < document->source->pages->len; i++) {
    const GdPage *page = document->source->pages->pdata[i];
    if (page->readable || page->number < document->first_page || page->number > document->last_page)
      continue;
    g_ptr_array_add(document->findings,
                    gd_finding_new(lacks ? GD_SEVERITY_ERROR : GD_SEVERITY_WARNING, "page not read",
                                   page->number, "page %u not read: %s", page->number,
                                   page->reason ? page->reason : "no reason given"));
  }
}

/* The end of a text that is too long was not read. */
static void add_cut_text(GdDocument *document, guint line)
{
  g_ptr_array_add(document->findings,
                  gd_finding_new(GD_SEVERITY_ERROR, "text too long", 1,
                                 "no tables were looked for from line %u on: the text is longer "
                                 "than GD_CAP_TEXT_TOKENS",
                                 line));
}

/* Nothing of a text input has a place on a page. */
static void drop_boxes(GdDocument *document)
{
  for (guint i = 0; i < document->values->len; i++)
    ((GdValue *)document->values->pdata[i])->box = GD_BOX_NONE;
  for (guint g = 0; g < document->grids->len; g++) {
    GdGrid *grid = document->grids->pdata[g];
    grid->box = GD_BOX_NONE;
    for (guint c = 0; c < grid->cells->len; c++)
      ((GdCell *)grid->cells->pdata[c])->box = GD_BOX_NONE;
  }
}

/* The document on whose pages the grid stands. */
static GdDocument *owner_of_page(GPtrArray *documents, guint page)
{
  for (guint i = documents->len; i-- > 1;)
    if (((GdDocument *)documents->pdata[i])->first_page <= page)
      return documents->pdata[i];
  return documents->pdata[0];
}

static gboolean is_table(const GdGrid *grid)
{
  if (gd_grid_rows(grid) < MIN_GRID_LINES || gd_grid_columns(grid) < MIN_GRID_LINES)
    return FALSE;
  for (guint i = 0; i < grid->cells->len; i++)
    if (((const GdCell *)grid->cells->pdata[i])->text[0] != '\0')
      return TRUE;
  return FALSE;
}

/* Moves the grids that no report uses into the documents. */
static void keep_other_grids(GdStream *stream, GPtrArray *reports, GPtrArray *documents)
{
  g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
  for (guint r = 0; r < reports->len; r++) {
    const GdReport *report = reports->pdata[r];
    GPtrArray *lists[] = {report->placements, report->repeated};
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
      for (guint p = 0; p < lists[l]->len; p++) {
        const GdHit *hit = ((const GdPlacement *)lists[l]->pdata[p])->hit;
        for (guint u = hit->first; u <= hit->last; u++)
          g_hash_table_add(used, ((GdUnit *)stream->units->pdata[u])->grid);
      }
  }
  g_autoptr(GPtrArray) grids = g_steal_pointer(&stream->grids);
  g_ptr_array_set_free_func(grids, NULL);
  stream->grids = g_ptr_array_new_with_free_func((GDestroyNotify)gd_grid_free);
  for (guint i = 0; i < grids->len; i++) {
    GdGrid *grid = grids->pdata[i];
    gboolean keep = !g_hash_table_contains(used, grid) && is_table(grid);
    g_ptr_array_add(keep ? owner_of_page(documents, grid->page)->grids : stream->grids, grid);
  }
}

static gboolean is_text(const GdSource *source)
{
  return source->pages->len > 0 && ((const GdPage *)source->pages->pdata[0])->kind == GD_PAGE_TEXT;
}

/* One way to take a source. */
typedef struct {
  GdStream *stream;   /* Owned */
  GPtrArray *reports; /* Owned */
  double score;
} Way;

static Way way_new(const GdSource *source, const GPtrArray *plans, GdCoarse coarse, guint *n_coarse)
{
  Way way = {.stream = gd_stream_new(source, coarse, n_coarse)};
  gd_stream_settle_labels(way.stream, plans);
  way.reports = gd_reports_find(plans, way.stream, source->n_pages);
  way.score = gd_reports_score(way.reports);
  return way;
}

static void way_clear(Way *way)
{
  g_ptr_array_unref(way->reports);
  gd_stream_free(way->stream);
}

/* Takes the other way in place of this one if wanted. */
static void take_if(Way *way, Way *other, gboolean wanted)
{
  way_clear(wanted ? way : other);
  if (wanted)
    *way = *other;
}

/* Where dissolving all coarse grids of pages is better, each of them is left as ruled that this
 * does not come from: one table has lost a line, the cells of another one stay certain. */
static void restore_grids(const GdSource *source, const GPtrArray *plans, guint n_coarse, Way *way)
{
  const double least = way->score - CLEARLY_BETTER;
  GdCoarse coarse = GD_COARSE_DISSOLVE;
  for (guint i = 0; i < MIN(n_coarse, MOST_RESTORED) && n_coarse > 1; i++) {
    const GdCoarse other = coarse & ~((GdCoarse)1 << i);
    Way ruled = way_new(source, plans, other, NULL);
    const gboolean good = ruled.score >= least;
    take_if(way, &ruled, good);
    coarse = good ? other : coarse;
  }
}

/* The reports of the source. Where a ruled grid may be coarse, both ways to take
 * it are tried, and the one that fits the forms better stays. */
static GPtrArray *read_source(const GdSource *source, const GPtrArray *plans, GdStream **stream)
{
  guint n_coarse;
  Way way = way_new(source, plans, GD_COARSE_KEEP, &n_coarse);
  if (n_coarse > 0) {
    const double better_by = is_text(source) ? MUCH_BETTER : CLEARLY_BETTER;
    Way lines = way_new(source, plans, GD_COARSE_DISSOLVE, NULL);
    const gboolean better = lines.score > way.score + better_by;
    take_if(&way, &lines, better);
    if (better && !is_text(source))
      restore_grids(source, plans, n_coarse, &way);
  }
  *stream = way.stream;
  return way.reports;
}

GPtrArray *gd_tables_recognise_seen(GdSource *source, const GdFormSet *forms, GPtrArray **grids)
{
  g_autoptr(GPtrArray) plans = make_plans(forms);
  g_autoptr(GdStream) stream = NULL;
  g_autoptr(GPtrArray) reports = read_source(source, plans, &stream);
  GPtrArray *documents = g_ptr_array_new_with_free_func((GDestroyNotify)gd_document_free);
  for (guint i = 0; i < reports->len; i++)
    g_ptr_array_add(documents, document_of(source, reports->pdata[i], i + 1));
  if (documents->len == 0)
    g_ptr_array_add(documents, formless_document(source, stream, forms));
  for (guint i = 0; i < documents->len; i++) {
    add_unread_pages(documents->pdata[i]);
    if (stream->cut_at > 0)
      add_cut_text(documents->pdata[i], stream->cut_at);
  }
  keep_other_grids(stream, reports, documents);
  for (guint i = 0; i < documents->len && is_text(source); i++)
    drop_boxes(documents->pdata[i]);
  gd_prose_check(documents, forms);
  if (grids != NULL)
    *grids = g_ptr_array_ref(stream->grids);
  return documents;
}

GPtrArray *gd_tables_recognise(GdSource *source, const GdFormSet *forms)
{
  return gd_tables_recognise_seen(source, forms, NULL);
}
