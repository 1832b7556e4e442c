/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/values.h"

#include "tables/choices.h"
#include "tables/read_value.h"
#include "tables/requests.h"
#include "tables/scan_text.h"

/* Confidence given with a status where no reader gave one: a text layer is
 * certain or it is not. */
#define CONFIDENCE_DOUBTFUL 0.5

GdValueSet *gd_value_set_new(const GdForm *form)
{
  GdValueSet *set = g_new0(GdValueSet, 1);
  set->form = form;
  set->by_leaf = g_ptr_array_new();
  g_ptr_array_set_size(set->by_leaf, (gint)form->leaves->len);
  set->place_sure = g_new0(guint8, form->leaves->len + 1);
  set->text = g_new0(GdTextPlace, form->leaves->len + 1);
  set->scanned = g_new0(guint8, form->leaves->len + 1);
  set->trust = g_new0(guint8, form->leaves->len + 1);
  set->readings = g_new0(GPtrArray *, form->leaves->len + 1);
  return set;
}

void gd_value_set_free(GdValueSet *set)
{
  if (set == NULL)
    return;
  g_ptr_array_unref(set->by_leaf);
  g_free(set->place_sure);
  g_free(set->text);
  g_free(set->scanned);
  g_free(set->trust);
  for (guint i = 0; i < set->form->leaves->len; i++)
    g_clear_pointer(&set->readings[i], g_ptr_array_unref);
  g_free(set->readings);
  g_free(set);
}

/* Whether the page was seen, not read from a text layer. Page n is at n - 1, or before it if
 * some were left out. */
static gboolean is_scanned(const GdDocument *document, guint number)
{
  const GPtrArray *pages = document->source->pages;
  for (guint i = MIN(number, pages->len); i-- > 0;) {
    const GdPage *page = pages->pdata[i];
    if (page->number <= number)
      return page->number == number && page->kind == GD_PAGE_SCAN;
  }
  return FALSE;
}

/* What keeps the reading of a scanned cell from being certain by itself; NULL if nothing. */
static const char *scan_doubt(const GdPlace *place)
{
  const GdCell *cell = place->cell;
  if (!place->drawn)
    return "no line bounds the cell in the scan";
  if (place->rest != NULL || place->faint)
    return "the page break cuts the cell";
  if (cell->unreadable)
    return "the ink in the cell could not be read";
  if (cell->mended)
    return "a border of the cell is worn away";
  if (cell->n_lines > 1)
    return "the cell holds several lines";
  if (cell->confidence < GD_SURE_READING)
    return "the readers are not sure of the cell";
  return NULL;
}

static GdValue *value_of_leaf(const GdForm *form, const GdFormLeaf *leaf)
{
  const GdFormTable *table = form->tables->pdata[leaf->table];
  GdValue *value = gd_value_new();
  value->form = g_strdup(form->id);
  value->table = g_strdup(table->id);
  value->row = g_strdup(leaf->row->id);
  value->column = g_strdup(leaf->column->id);
  value->table_label = g_strdup(table->label);
  value->row_label = g_strdup(leaf->row->path);
  value->column_label = g_strdup(leaf->column->path);
  return value;
}

/* What is wrong with the cell's ink; NULL if nothing. */
static const char *ink_doubt(const GdPlace *place)
{
  const GdCell *cell = place->cell;
  if (cell->unreadable)
    return "the text layer does not say what some glyphs are";
  if (cell->uneven)
    return "digits of different size stand in the cell";
  if (cell->overflow)
    return "the text reaches over the border of the cell";
  return NULL;
}

static void set_unit(GdValue *value, const GdPlace *place, GdReading *reading, GdDocument *document)
{
  const GdFormLeaf *leaf = place->leaf;
  if (reading->unit != NULL) {
    value->unit = g_steal_pointer(&reading->unit);
    value->unit_source = GD_UNIT_CELL;
  } else if (place->unit != NULL || leaf->unit != NULL) {
    value->unit = g_strdup(place->unit ? place->unit : leaf->unit);
    value->unit_source = GD_UNIT_LABEL;
  }
  if (leaf->unit == NULL || g_str_equal(leaf->unit, value->unit))
    return;
  GdFinding *finding = gd_finding_new(
      GD_SEVERITY_WARNING, "unit", value->page, "the %s says %s, the form says %s",
      value->unit_source == GD_UNIT_CELL ? "cell" : "label", value->unit, leaf->unit);
  finding->table = g_strdup(value->table);
  finding->row = g_strdup(value->row);
  finding->column = g_strdup(value->column);
  finding->cells = g_strdup_printf("%s/%s/%s", value->table, value->row, value->column);
  finding->expected = g_strdup(leaf->unit);
  finding->found = g_strdup(value->unit);
  g_ptr_array_add(document->findings, finding);
}

static void set_status(GdValue *value, const GdReading *reading, const char *why)
{
  gboolean none = reading->kind == GD_READING_EMPTY || reading->kind == GD_READING_MARK;
  if (why == NULL && reading->kind == GD_READING_DOUBT)
    why = reading->why;
  if (why != NULL) {
    value->status = GD_STATUS_DOUBTFUL;
    value->confidence = CONFIDENCE_DOUBTFUL;
    value->note = g_strdup(why);
    return;
  }
  value->status = none ? GD_STATUS_BLANK : GD_STATUS_OK;
}

/* A sure number in a row of text that is whole (place.h). */
static gboolean is_open(const GdPlace *place, const GdReading *reading)
{
  const GdCell *cell = place->cell;
  return place->whole && place->why == NULL && place->rest == NULL && !cell->unreadable &&
         cell->n_lines == 1 && !cell->split_number && cell->confidence >= GD_SURE_READING &&
         reading->kind == GD_READING_NUMBER;
}

/* How far the reading is to be trusted; why: what is in doubt about it, NULL if nothing is. */
static GdTrust trust_in(const GdPlace *place, const GdReading *reading, const char *why)
{
  const GdCell *cell = place->cell;
  if (is_open(place, reading))
    return GD_TRUST_OPEN;
  if (place->why != NULL || !place->drawn || place->rest != NULL)
    return GD_TRUST_DOUBT;
  if (cell->unreadable)
    return GD_TRUST_LOST;
  if (cell->n_lines > 1)
    return GD_TRUST_DOUBT;
  if (why != NULL)
    return reading->kind == GD_READING_DOUBT ? GD_TRUST_LOST : GD_TRUST_READ;
  if (reading->kind == GD_READING_DOUBT)
    return GD_TRUST_DOUBT;
  return cell->confirmed ? GD_TRUST_CONFIRMED : GD_TRUST_SURE;
}

/* Keeps what else readers saw in the cell. pointed: see gd_choices_of_amount(). */
static void set_alternatives(GdValueSet *set, GdValue *value, const GdPlace *place,
                             const char *pointed)
{
  if (place->cell->alternatives == NULL || place->rest != NULL)
    return;
  GPtrArray *all = place->leaf->type == GD_TYPE_DECIMAL
                       ? gd_choices_of_amount(place->cell->alternatives, value->raw, pointed)
                       : g_ptr_array_ref(place->cell->alternatives);
  set->readings[place->leaf->index] = all; /* the set's own */
  gboolean sure = gd_trust_is_sure(set->trust[place->leaf->index]);
  for (guint i = 0; i < all->len && !sure; i++) {
    const GdAlternative *alternative = g_ptr_array_index(all, i);
    if (g_strcmp0(alternative->text, value->raw) == 0)
      continue;
    if (value->alternatives == NULL)
      value->alternatives = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(value->alternatives, g_strdup(alternative->text));
  }
}

/* Only rows of text inputs are inferred (loose.h); never what was read from a picture. */
static void set_inferred(GdValue *value, const GdPlace *place)
{
  value->status = GD_STATUS_INFERRED;
  value->has_number = TRUE;
  value->number = place->number;
  value->page = place->page;
  value->confidence = 1;
  value->evidence = GD_EVIDENCE_SUMS;
  value->note = g_strdup("the number is lost; the relations leave this one");
  if (place->unit != NULL || place->leaf->unit != NULL) {
    value->unit = g_strdup(place->unit ? place->unit : place->leaf->unit);
    value->unit_source = GD_UNIT_LABEL;
  }
}

/* Something that may be the cell's number is there, and nobody can say what. */
static void set_unplaced(GdValue *value, const GdPlace *place)
{
  value->status = GD_STATUS_DOUBTFUL;
  value->page = place->page;
  value->confidence = CONFIDENCE_DOUBTFUL;
  value->note = g_strdup(place->why);
}

GdValue *gd_value_from_place(GdValueSet *set, const GdPlace *place, GdDocument *document)
{
  GdValue *value = value_of_leaf(set->form, place->leaf);
  set->by_leaf->pdata[place->leaf->index] = value;
  if (place->inferred)
    set_inferred(value, place);
  if (place->cell == NULL && place->unplaced)
    set_unplaced(value, place);
  if (place->cell == NULL)
    return value;

  const GdCell *cell = place->cell;
  value->raw =
      place->rest ? g_strconcat(cell->text, place->rest->text, NULL) : g_strdup(cell->text);
  value->page = place->page;
  value->box = cell->box;
  value->confidence = cell->confidence;
  gboolean scanned = is_scanned(document, place->page);
  set->scanned[place->leaf->index] = scanned;
  value->evidence = scanned ? 0 : GD_EVIDENCE_TEXT_LAYER;

  g_autofree char *pointed =
      scanned ? gd_scan_text_pointed(value->raw, place->leaf, cell->alternatives) : NULL;
  g_autofree char *mended = pointed != NULL ? g_strdup(pointed)
                            : scanned       ? gd_scan_text_mended(value->raw, place->leaf)
                                            : NULL;
  GdReading reading = gd_value_read(mended != NULL ? mended : value->raw, place->leaf);
  const char *why = place->why ? place->why : scanned ? scan_doubt(place) : ink_doubt(place);
  if (why == NULL && pointed != NULL)
    why = "the point of the amount was not read";
  if (why == NULL && mended != NULL)
    why = "a mark was read that cannot stand in the number";
  if (scanned && why == NULL)
    value->evidence = GD_EVIDENCE_READERS;
  gboolean in_doubt = cell->split_number || place->text.sums || place->text.order;
  gboolean needs_sums =
      in_doubt && why == NULL &&
      (reading.kind == GD_READING_NUMBER || (reading.kind == GD_READING_MARK && place->text.order));
  if (needs_sums)
    why = cell->split_number ? "the digits go on in a second line"
          : place->text.sums ? "a number of the row stands alone on its line"
                             : "the order of the numbers is not certain, and no sum shows it";
  value->has_number = reading.has_number && !cell->unreadable;
  value->number = reading.number;
  set_unit(value, place, &reading, document);
  set_status(value, &reading, why);
  if (why != NULL && scanned)
    value->confidence = MIN(cell->confidence, CONFIDENCE_DOUBTFUL);
  GdTextPlace *text = &set->text[place->leaf->index];
  *text = place->text;
  text->sums = needs_sums && !scanned;
  text->order = text->sums && place->text.order;
  set->place_sure[place->leaf->index] = place->drawn && place->why == NULL;
  set->trust[place->leaf->index] = scanned ? trust_in(place, &reading, why) : GD_TRUST_TEXT;
  if (pointed != NULL) /* where the point is was not seen, so that sums may not make it ok */
    set->trust[place->leaf->index] =
        place->drawn && place->why == NULL ? GD_TRUST_LOST : GD_TRUST_DOUBT;
  if (scanned)
    set_alternatives(set, value, place, pointed);
  g_free(reading.unit);
  return value;
}
