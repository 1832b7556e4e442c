/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Random numbers, then each equation is mended by its first term on the left until all hold;
 *    what would be negative there is added on the right.
 * 2. In some tables zeros are left empty or are dashes; totals are misprinted.
 * 3. A reading for each cell: of those that are right most are sure, the others have other readings
 *    beside them; of those that are wrong the truth is among the other readings in three of four.
 * 4. Of tables without rulings some numbers are put into other places.
 * 5. Values by the same code as for pages (gd_value_from_place()).
 */
#include "bench/corrupt.h"

#include "models/request.h"
#include "tables/choices.h"
#include "tables/requests.h"

#include <string.h>

#define MEND_ROUNDS 20

/* Terms in a form's relations, at least: each of 150 cells in two. */
#define LEAST_TERMS 300
#define UNREADABLE "\xEF\xBF\xBD"

/* Shares: see the steps above. */
#define WITH_TRUTH 0.75
#define BLANK_TABLES 0.3
#define DASH_TABLES 0.1
#define ZEROS_LEFT_OUT 0.6

typedef struct {
  GdCorrupted *table;
  GRand *random;
  const GdCorruption *how;
  gboolean *printed; /* by leaf: the option is printed */
  gboolean *in_relation;
  gboolean *misprinted;
  guint *source; /* by leaf: whose number stands in its place; STRAY: one that is no cell's */
  gboolean dashes;
} Work;

#define STRAY G_MAXUINT

static gboolean chance(Work *w, double share)
{
  return g_rand_double(w->random) < share;
}

static gint below(Work *w, gint n)
{
  return g_rand_int_range(w->random, 0, n);
}

static double between(Work *w, double from, double to)
{
  return g_rand_double_range(w->random, from, to);
}

static const GdEquation *equation_at(const Work *w, guint e)
{
  const GdEquation *equation = g_ptr_array_index(w->table->form->equations, e);
  return equation->across ? NULL : equation;
}

/* ---- step 1 -------------------------------------------------------------------- */

static gint64 random_number(Work *w)
{
  static const gint ranges[] = {3, 10, 10, 60, 300, 2500};
  return chance(w, 0.35) ? 0 : below(w, ranges[below(w, G_N_ELEMENTS(ranges))]);
}

/* Makes one equation hold; TRUE if it held already. */
static gboolean mend(Work *w, const GdEquation *equation)
{
  gint64 sum = 0;
  const GdTerm *first = NULL, *last = NULL;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    if (!w->printed[term->leaf])
      continue;
    first = first == NULL ? term : first;
    last = term;
    sum += term->sign * w->table->printed[term->leaf];
  }
  if (first == NULL || sum == 0)
    return TRUE;
  gint64 *left = &w->table->printed[first->leaf];
  *left -= sum;
  if (*left < 0) {
    w->table->printed[last->leaf] -= *left;
    *left = 0;
  }
  return FALSE;
}

static void fill(Work *w)
{
  const GdForm *form = w->table->form;
  guint option = below(w, 2);
  guint options[] = {option, option, option, option};
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    w->printed[i] = gd_form_line_active(leaf->row, options);
    w->table->printed[i] = w->printed[i] ? random_number(w) : 0;
  }
  for (guint round = 0; round < MEND_ROUNDS; round++) {
    gboolean all = TRUE;
    for (guint e = 0; e < form->equations->len; e++)
      all &= equation_at(w, e) == NULL || mend(w, equation_at(w, e));
    if (all)
      return;
  }
  g_error("the relations of %s cannot be mended", form->id);
}

/* ---- step 2 ---------------------------------------------------------------------- */

/* The only term on the left; G_MAXUINT if there are more. */
static guint total_of(const Work *w, const GdEquation *equation)
{
  guint total = G_MAXUINT, n = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    if (term->sign < 0 || !w->printed[term->leaf])
      continue;
    total = term->leaf;
    n++;
  }
  return n == 1 ? total : G_MAXUINT;
}

static void misprint(Work *w)
{
  for (guint left = w->how->n_misprints; left > 0;) {
    guint e = (guint)below(w, (gint)w->table->form->equations->len);
    guint total = equation_at(w, e) != NULL ? total_of(w, equation_at(w, e)) : G_MAXUINT;
    if (total == G_MAXUINT)
      continue;
    gint64 *number = &w->table->printed[total];
    *number = chance(w, 0.3) && *number > 0
                  ? 0
                  : MAX(0, *number + (chance(w, 0.5) ? 1 : -1) * (1 + below(w, 12)));
    w->misprinted[total] = TRUE;
    left--;
  }
}

static void leave_out(Work *w)
{
  gboolean blanks = chance(w, BLANK_TABLES);
  w->dashes = chance(w, DASH_TABLES);
  for (guint i = 0; i < w->table->form->leaves->len && (blanks || w->dashes); i++)
    w->table->blank[i] = w->printed[i] && w->table->printed[i] == 0 && chance(w, ZEROS_LEFT_OUT);
}

/* ---- step 3 ------------------------------------------------------------------------ */

/* Another text that may be seen for this one: a digit another, lost or doubled. Caller frees. */
static char *misread(Work *w, const char *text)
{
  static const char *const alike[] = {"86", "74", "7", "82", "19", "63", "58", "12", "309", "47"};
  GString *out = g_string_new(text);
  gsize at = (gsize)below(w, (gint)out->len);
  if (!g_ascii_isdigit(out->str[at])) {
    g_string_assign(out, "1"); /* a dash */
    return g_string_free(out, FALSE);
  }
  const char *others = alike[out->str[at] - '0'];
  switch (below(w, 6)) {
  case 0:
    if (out->len > 1) {
      g_string_erase(out, (gssize)at, 1);
      break;
    } /* fall through */
  case 1:
    if (out->len < 5) {
      g_string_insert_c(out, (gssize)at, out->str[at]);
      break;
    } /* fall through */
  default:
    out->str[at] =
        chance(w, 0.8) ? others[below(w, (gint)strlen(others))] : (char)('0' + below(w, 10));
  }
  return g_string_free(out, FALSE);
}

/* A misreading that is not the text itself and would be read as a plain number. */
static char *misread_plainly(Work *w, const char *text)
{
  for (;;) {
    g_autofree char *other = misread(w, text);
    if (!g_str_equal(other, text) && (other[0] != '0' || other[1] == '\0'))
      return g_steal_pointer(&other);
  }
}

static void set_opinion(GdCellOpinion *opinion, const char *text, double probability)
{
  opinion->text = g_strdup(text);
  opinion->probability = probability;
  opinion->others = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_choice_free);
}

static void add_other(Work *w, GdCellOpinion *opinion, const char *text)
{
  if (g_str_equal(text, opinion->text) || *text == '\0')
    return;
  GdCellChoice *choice = g_new0(GdCellChoice, 1);
  *choice = (GdCellChoice){g_strdup(text), between(w, 0.001, 0.4)};
  g_ptr_array_add(opinion->others, choice);
}

/* A reading of text: truth, if it is not that, is among the others now and then. */
static GdCellReading *reading_of(Work *w, const char *text, const char *truth, gboolean sure)
{
  GdCellReading *reading = g_new0(GdCellReading, 1);
  gboolean wrong = !g_str_equal(text, truth);
  gboolean with_truth = wrong && chance(w, WITH_TRUTH);
  reading->agree = sure || chance(w, wrong ? 0.3 : 0.5);
  reading->text = g_strdup(text);
  reading->kind = g_ascii_isdigit(text[0]) ? GD_CELL_NUMBER
                  : text[0] == '\0'        ? GD_CELL_BLANK
                                           : GD_CELL_DASH;
  reading->lines = 1;
  reading->probability = sure             ? between(w, GD_SURE_BLANK, 0.9999)
                         : reading->agree ? between(w, 0.7, 0.985)
                                          : between(w, 0.35, 0.95);
  g_autofree char *other = *text != '\0' ? misread_plainly(w, text) : g_strdup("1");
  set_opinion(&reading->by[0], text, reading->probability);
  const char *second = reading->agree ? text : with_truth && chance(w, 0.6) ? truth : other;
  set_opinion(&reading->by[1], second, between(w, 0.2, 0.9));
  for (int r = 0; r < GD_READERS && !sure; r++) {
    for (gint n = *text != '\0' ? below(w, 3) : 0; n > 0; n--) {
      g_autofree char *more = misread_plainly(w, text);
      add_other(w, &reading->by[r], more);
    }
    if (with_truth && (r == 0 || chance(w, 0.5)))
      add_other(w, &reading->by[r], truth);
  }
  return reading;
}

static GdCellReading *unreadable(Work *w, const char *truth)
{
  GdCellReading *reading = reading_of(w, "?", truth, FALSE);
  reading->kind = GD_CELL_UNREADABLE;
  reading->probability = MIN(reading->probability, 0.5);
  return reading;
}

static char *text_of(const Work *w, guint leaf)
{
  if (w->table->blank[leaf])
    return g_strdup(w->dashes ? "-" : "");
  return g_strdup_printf("%" G_GINT64_FORMAT, w->table->printed[leaf]);
}

static GdCellReading *wrong_reading(Work *w, guint leaf, const char *truth)
{
  gboolean sure = w->how->sure_too && chance(w, 0.3);
  gint way = below(w, 10);
  if (way == 0 && !sure && *truth != '\0')
    return unreadable(w, truth);
  if (way == 1 && *truth != '\0') {
    GdCellReading *reading = reading_of(w, "", truth, sure);
    reading->agree = TRUE;
    return reading;
  }
  g_autofree char *text = *truth != '\0' ? misread_plainly(w, truth) : g_strdup("1");
  w->table->sure[leaf] = sure;
  return reading_of(w, text, truth, sure);
}

/* ---- steps 4 and 5 ------------------------------------------------------------------------- */

/* The cell of a page on which the reading was put by gd_answers_to_words(). */
static GdCell *cell_of(const GdCellReading *reading)
{
  GdCell *cell = gd_cell_new(0, 0, 1, 1, gd_box(0, 0, 10, 10));
  gboolean sure =
      reading->agree &&
      reading->probability >= (reading->kind == GD_CELL_BLANK ? GD_SURE_BLANK : GD_SURE_READING) &&
      reading->kind != GD_CELL_UNREADABLE;
  gboolean readable = reading->kind == GD_CELL_NUMBER || reading->kind == GD_CELL_DASH;
  const char *plain = readable ? reading->text : NULL;
  for (int r = 0; r < GD_READERS && plain == NULL; r++)
    if (g_ascii_isdigit(reading->by[r].text[0]))
      plain = reading->by[r].text;
  g_free(cell->text);
  cell->text = g_strdup(plain != NULL ? plain : sure ? "" : UNREADABLE);
  cell->n_lines = plain != NULL || !sure ? 1 : 0;
  cell->unreadable = g_str_equal(cell->text, UNREADABLE);
  cell->confidence = sure ? reading->kind == GD_CELL_BLANK ? 1 : reading->probability
                          : MIN(0.5, reading->probability);
  if (!(sure && reading->kind == GD_CELL_BLANK))
    cell->alternatives = gd_choices_of_reading(reading, NULL);
  return cell;
}

static const GdFormLeaf *leaf_at(const Work *w, guint leaf)
{
  return &g_array_index(w->table->form->leaves, GdFormLeaf, leaf);
}

/* The next printed cell of the same row, or of the same column; STRAY if there is none. */
static guint next_of(const Work *w, guint leaf, gboolean of_row)
{
  const GdFormLeaf *from = leaf_at(w, leaf);
  for (guint i = leaf + 1; i < w->table->form->leaves->len; i++) {
    const GdFormLeaf *to = leaf_at(w, i);
    gboolean beside = of_row ? to->row == from->row : to->column == from->column;
    if (to->table == from->table && beside && w->printed[i])
      return i;
  }
  return STRAY;
}

/* Pieces of a row are as many as its columns if none of them is empty. */
static gboolean is_whole(const Work *w, guint leaf)
{
  for (guint i = 0; i < w->table->form->leaves->len; i++)
    if (leaf_at(w, i)->table == leaf_at(w, leaf)->table &&
        leaf_at(w, i)->row == leaf_at(w, leaf)->row && w->printed[i] && w->table->blank[i] &&
        !w->dashes)
      return FALSE;
  return w->how->places != GD_PLACES_RULED;
}

static void move_beside(Work *w, guint from)
{
  guint before = STRAY;
  for (guint leaf = from; leaf != STRAY; leaf = next_of(w, leaf, TRUE)) {
    w->source[leaf] = before;
    before = leaf;
  }
}

/* `rows` rows from that of a cell on, in every column. */
static void move_above(Work *w, guint from, guint rows)
{
  for (guint first = from; first != STRAY; first = next_of(w, first, TRUE)) {
    guint leaf = first;
    for (guint r = 0; r < rows && leaf != STRAY; r++) {
      guint next = next_of(w, leaf, FALSE);
      w->source[leaf] = next != STRAY ? next : leaf;
      leaf = next;
    }
  }
}

/* Step 4: puts numbers into other places. */
static void displace(Work *w)
{
  const guint n = w->table->form->leaves->len;
  for (guint i = 0; i < n; i++)
    w->source[i] = i;
  guint leaf = (guint)below(w, (gint)n);
  while (!w->printed[leaf] || !w->in_relation[leaf] || next_of(w, leaf, TRUE) == STRAY)
    leaf = (guint)below(w, (gint)n);
  guint next = next_of(w, leaf, TRUE);
  switch (w->how->places) {
  case GD_PLACES_BESIDE:
    move_beside(w, leaf);
    break;
  case GD_PLACES_SWAPPED:
    w->source[leaf] = next;
    w->source[next] = leaf;
    break;
  case GD_PLACES_ABOVE:
    while (leaf > 0 && leaf_at(w, leaf - 1)->row == leaf_at(w, leaf)->row && w->printed[leaf - 1])
      leaf--;
    move_above(w, leaf, 1 + (guint)below(w, 4));
    break;
  default:
    break;
  }
}

static void read_cell(Work *w, guint leaf)
{
  GdCorrupted *table = w->table;
  g_autofree char *truth =
      w->source[leaf] != STRAY ? text_of(w, w->source[leaf]) : g_strdup_printf("%d", below(w, 3));
  table->sure[leaf] = w->misprinted[leaf] || (!table->wrong[leaf] && !chance(w, w->how->unsure));
  g_autoptr(GdCellReading) reading = table->wrong[leaf]
                                         ? wrong_reading(w, leaf, truth)
                                         : reading_of(w, truth, truth, table->sure[leaf]);
  GdCell *cell = cell_of(reading);
  GdPlace place = {.leaf = &g_array_index(table->form->leaves, GdFormLeaf, leaf),
                   .cell = cell,
                   .page = 1,
                   .drawn = w->how->places == GD_PLACES_RULED,
                   .whole = is_whole(w, leaf)};
  g_ptr_array_add(table->document->values,
                  gd_value_from_place(table->set, &place, table->document));
  table->sure[leaf] = table->set->trust[leaf] == GD_TRUST_SURE;
  gd_cell_free(cell);
}

static void choose_wrong(Work *w)
{
  const GdForm *form = w->table->form;
  for (guint e = 0; e < form->equations->len; e++)
    for (guint i = 0; equation_at(w, e) != NULL && i < equation_at(w, e)->terms->len; i++)
      w->in_relation[g_array_index(equation_at(w, e)->terms, GdTerm, i).leaf] = TRUE;
  for (guint left = w->how->n_wrong; left > 0;) {
    guint leaf = (guint)below(w, (gint)form->leaves->len);
    if (!w->printed[leaf] || !w->in_relation[leaf] || w->table->wrong[leaf] || w->misprinted[leaf])
      continue;
    w->table->wrong[leaf] = TRUE;
    left--;
  }
}

/* Any form with many cells in relations. */
static const GdForm *choose_form(const GdFormSet *forms, GRand *random)
{
  for (;;) {
    const GdForm *form = g_ptr_array_index(
        forms->forms, (guint)g_rand_int_range(random, 0, (gint32)forms->forms->len));
    guint terms = 0;
    for (guint e = 0; e < form->equations->len; e++) {
      const GdEquation *equation = g_ptr_array_index(form->equations, e);
      terms += equation->across ? 0 : equation->terms->len;
    }
    if (terms >= LEAST_TERMS)
      return form;
  }
}

GdCorrupted *gd_corrupted_new(const GdFormSet *forms, GRand *random, const GdCorruption *how)
{
  GdCorrupted *table = g_new0(GdCorrupted, 1);
  table->form = choose_form(forms, random);
  guint n = table->form->leaves->len + 1;
  g_autoptr(GdSource) source = gd_source_new("random.pdf");
  GdPage *page = gd_page_new(1, 100, 100);
  page->kind = GD_PAGE_SCAN;
  g_ptr_array_add(source->pages, page);
  table->document = gd_document_new(source);
  table->document->form = g_strdup(table->form->id);
  table->set = gd_value_set_new(table->form);
  table->printed = g_new0(gint64, n);
  table->blank = g_new0(guint8, n);
  table->wrong = g_new0(guint8, n);
  table->sure = g_new0(guint8, n);
  g_autofree gboolean *printed = g_new0(gboolean, n), *in_relation = g_new0(gboolean, n),
                      *misprinted = g_new0(gboolean, n);
  g_autofree guint *place = g_new0(guint, n);
  Work work = {table, random, how, printed, in_relation, misprinted, place, FALSE};
  fill(&work);
  misprint(&work);
  leave_out(&work);
  choose_wrong(&work);
  displace(&work);
  for (guint leaf = 0; leaf + 1 < n; leaf++)
    if (printed[leaf])
      read_cell(&work, leaf);
  return table;
}

void gd_corrupted_free(GdCorrupted *table)
{
  if (table == NULL)
    return;
  gd_value_set_free(table->set);
  gd_document_free(table->document);
  g_free(table->printed);
  g_free(table->blank);
  g_free(table->wrong);
  g_free(table->sure);
  g_free(table);
}

gboolean gd_corrupted_is_right(const GdCorrupted *table, guint leaf)
{
  const GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
  if (table->blank[leaf])
    return !value->has_number;
  return value->has_number && value->number.decimals == 0 &&
         value->number.mantissa == table->printed[leaf];
}
