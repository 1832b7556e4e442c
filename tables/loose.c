/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. For each loose row, the ways to place its numbers in order: with too few, the
 *     columns that have lost theirs; with too many, the numbers that are no cell's.
 *
 *        3 0 12 1 16  for 6 columns:   _ 3 0 12 1 16 | 3 _ 0 12 1 16 | 3 0 _ 12 1 16 …
 *
 *  2. Each way alone: a relation with one lost number left gives that number; a way
 *     that breaks a relation, or gives a number that cannot be, falls out. Ways with
 *     equal numbers are one.
 *  3. All rows together: every choice of one way for each row, against all relations
 *     of the table that run through the rows.
 *  4. A cell that has the same number in all choices left is certain. If it was
 *     printed in one of them it is ok, else inferred. Others are in doubt, and so is
 *     the whole row if no choice is left or the choices were too many to try.
 */
#include "tables/loose.h"

#include "tables/loose_problem.h"
#include "tables/read_value.h"

#include <string.h>

/* Ways of one row, and choices for all rows, that are tried: three lost of 15, and a
 * few rows with one lost of 7. More are not settled. */
#define MOST_WAYS 500
#define MOST_CHOICES 5000

/* Said of cells that the relations leave in doubt. */
#define UNCERTAIN "the row has numbers too few or too many, and the relations do not tell which"

/* Said of one that they give as 0, where the table prints marks for none. */
#define ZERO_OR_MARK "the number is lost: it is 0, or a mark for none"

GdLooseRow *gd_loose_row_new(guint n_columns, guint page)
{
  GdLooseRow *row = g_new0(GdLooseRow, 1);
  row->n_columns = n_columns;
  row->page = page;
  row->cells = g_ptr_array_new();
  row->preferred = g_new0(guint, n_columns);
  return row;
}

void gd_loose_row_free(GdLooseRow *row)
{
  if (row == NULL)
    return;
  g_ptr_array_unref(row->cells);
  g_free(row->preferred);
  g_free(row);
}

static void way_free(GdLooseWay *way)
{
  g_free(way->token_of);
  g_free(way->or_lost);
  g_free(way->leaves);
  g_free(way);
}

static void loose_free(GdLoose *loose)
{
  g_ptr_array_unref(loose->ways);
  g_free(loose->common);
  g_free(loose->or_lost);
  g_free(loose);
}

/* What a cell's text is to relations. */
static GdLooseLeaf leaf_of(const GdCell *cell, const GdFormLeaf *leaf)
{
  GdReading reading = gd_value_read(cell->text, leaf);
  GdLooseLeaf out = {.kind = GD_LOOSE_OPEN};
  if (cell->unreadable)
    out.kind = GD_LOOSE_OPEN;
  else if (reading.kind == GD_READING_NUMBER)
    out = (GdLooseLeaf){.kind = GD_LOOSE_KNOWN, .number = reading.number};
  else if (reading.kind == GD_READING_MARK || reading.kind == GD_READING_EMPTY)
    out = (GdLooseLeaf){.kind = GD_LOOSE_KNOWN, .blank = TRUE};
  g_free(reading.unit);
  return out;
}

static gboolean can_be(GdNumber number, const GdFormLeaf *leaf)
{
  if (leaf->type == GD_TYPE_DECIMAL)
    return !gd_number_is_negative(number);
  return gd_number_is_integral(number) &&
         (leaf->type == GD_TYPE_SIGNED || !gd_number_is_negative(number));
}

/* Sum of sign * number over the terms but the lost one, whose index is given in
 * *lost (G_MAXUINT: none). FALSE if the equation cannot be assessed. */
static gboolean balance(const GdLooseProblem *p, const GdEquation *equation, GdNumber *sum,
                        guint *lost)
{
  gboolean loosely = !gd_number_is_zero(equation->tolerance); /* leaves several numbers */
  *sum = gd_number(0);
  *lost = G_MAXUINT;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdLooseLeaf *leaf = &p->leaves[term->leaf];
    if (leaf->kind == GD_LOOSE_OPEN ||
        (leaf->kind == GD_LOOSE_LOST && (*lost != G_MAXUINT || loosely)))
      return FALSE;
    if (leaf->kind == GD_LOOSE_LOST)
      *lost = i;
    else if (leaf->kind == GD_LOOSE_KNOWN && !gd_number_add(*sum, leaf->number, term->sign, sum))
      return FALSE;
  }
  return TRUE;
}

static gboolean is_within(GdNumber sum, GdNumber tolerance)
{
  sum.mantissa = ABS(sum.mantissa);
  return gd_number_compare(sum, tolerance) <= 0;
}

/* Gives lost numbers what the relations leave. Returns how many relations break or
 * leave what cannot be, and adds them to broken (of GdEquation*, may be NULL). */
static guint solve(GdLooseProblem *p, GPtrArray *broken)
{
  guint n = 0, impossible = 0;
  for (gboolean more = TRUE; more;) {
    more = FALSE;
    n = impossible;
    if (broken != NULL)
      g_ptr_array_set_size(broken, 0);
    for (guint e = 0; e < p->equations->len; e++) {
      GdEquation *equation = p->equations->pdata[e];
      GdNumber sum;
      guint lost;
      if (!balance(p, equation, &sum, &lost))
        continue;
      gboolean holds = lost != G_MAXUINT || is_within(sum, equation->tolerance);
      if (lost != G_MAXUINT) {
        const GdTerm *term = &g_array_index(equation->terms, GdTerm, lost);
        sum.mantissa = term->sign > 0 ? -sum.mantissa : sum.mantissa;
        holds = can_be(sum, &g_array_index(p->form->leaves, GdFormLeaf, term->leaf));
        p->leaves[term->leaf] =
            (GdLooseLeaf){.kind = holds ? GD_LOOSE_KNOWN : GD_LOOSE_OPEN, .number = sum};
        impossible += !holds;
        more = TRUE;
      }
      n += !holds;
      if (!holds && broken != NULL)
        g_ptr_array_add(broken, equation);
    }
  }
  return n;
}

/* Puts the leaves of a row into the problem; NULL: they are open. */
static void put(GdLooseProblem *p, const GdLooseRow *row, const GdLooseLeaf *leaves)
{
  for (guint c = 0; c < row->n_columns; c++)
    p->leaves[gd_loose_place(p, row, c)->leaf->index] =
        leaves != NULL ? leaves[c] : (GdLooseLeaf){.kind = GD_LOOSE_OPEN};
}

static void get(const GdLooseProblem *p, const GdLooseRow *row, GdLooseLeaf *leaves)
{
  for (guint c = 0; c < row->n_columns; c++)
    leaves[c] = p->leaves[gd_loose_place(p, row, c)->leaf->index];
}

static gboolean is_same(GdLooseLeaf a, GdLooseLeaf b)
{
  return a.kind == b.kind && a.blank == b.blank && gd_number_compare(a.number, b.number) == 0;
}

static gboolean are_same(const GdLooseWay *a, const GdLooseWay *b, guint n)
{
  for (guint c = 0; c < n; c++)
    if (!is_same(a->leaves[c], b->leaves[c]))
      return FALSE;
  return TRUE;
}

static gboolean is_preferred(const GdLooseRow *row, const guint *token_of)
{
  return row->has_preferred && token_of != NULL &&
         memcmp(token_of, row->preferred, row->n_columns * sizeof *token_of) == 0;
}

/* Adds a way unless one with equal numbers is there; of the two, the one that
 * separators prefer is kept. Takes it. */
static void add_way(GdLoose *loose, GdLooseWay *way)
{
  for (guint i = 0; i < loose->ways->len; i++) {
    GdLooseWay *other = loose->ways->pdata[i];
    if (!are_same(way, other, loose->row->n_columns))
      continue;
    for (guint c = 0; c < loose->row->n_columns; c++)
      other->or_lost[c] |= way->or_lost[c];
    if (is_preferred(loose->row, way->token_of)) {
      guint *token_of = other->token_of;
      other->token_of = way->token_of;
      way->token_of = token_of;
    }
    way_free(way);
    return;
  }
  g_ptr_array_add(loose->ways, way);
}

/* Step 2 for one way, whose columns have tokens as token_of says. */
static void try_way(GdLooseProblem *p, GdLoose *loose, const guint *token_of)
{
  const GdLooseRow *row = loose->row;
  GdLooseWay *way = g_new0(GdLooseWay, 1);
  way->token_of = g_memdup2(token_of, row->n_columns * sizeof *token_of);
  way->or_lost = g_new0(guint8, row->n_columns);
  way->leaves = g_new0(GdLooseLeaf, row->n_columns);
  for (guint c = 0; c < row->n_columns; c++) {
    const GdCell *cell = token_of[c] > 0 ? row->cells->pdata[token_of[c] - 1] : NULL;
    way->or_lost[c] = cell == NULL;
    way->leaves[c] = cell != NULL ? leaf_of(cell, gd_loose_place(p, row, c)->leaf)
                                  : (GdLooseLeaf){.kind = GD_LOOSE_LOST};
  }
  put(p, row, way->leaves);
  gboolean holds = solve(p, NULL) == 0;
  get(p, row, way->leaves);
  put(p, row, NULL);
  if (holds)
    add_way(loose, way);
  else
    way_free(way);
}

/* Number of ways to take k of n; most + 1 if they are more. */
static guint count_ways(guint n, guint k, guint most)
{
  guint64 ways = 1;
  for (guint i = 0; i < MIN(k, n - k) && ways <= most; i++)
    ways = ways * (n - i) / (i + 1);
  return (guint)MIN(ways, (guint64)most + 1);
}

/* The next choice of k of n, taken[0..k-1] ascending; FALSE behind the last. */
static gboolean next_choice(guint *taken, guint k, guint n)
{
  for (guint i = k; i-- > 0;) {
    if (taken[i] >= n - k + i)
      continue;
    taken[i]++;
    for (guint j = i + 1; j < k; j++)
      taken[j] = taken[j - 1] + 1;
    return TRUE;
  }
  return FALSE;
}

/* Steps 1 and 2. No way is found if there are too many. */
static void find_ways(GdLooseProblem *p, GdLoose *loose)
{
  guint tokens = loose->row->cells->len, columns = loose->row->n_columns;
  guint n = MAX(tokens, columns), k = MIN(tokens, columns);
  if (k == 0 || loose->row->why != NULL || count_ways(n, k, MOST_WAYS) > MOST_WAYS)
    return;
  g_autofree guint *taken = g_new0(guint, k);
  g_autofree guint *token_of = g_new0(guint, columns);
  for (guint i = 0; i < k; i++)
    taken[i] = i;
  do {
    memset(token_of, 0, columns * sizeof *token_of);
    for (guint i = 0; i < k; i++)
      token_of[tokens < columns ? taken[i] : i] = 1 + (tokens < columns ? i : taken[i]);
    try_way(p, loose, token_of);
  } while (next_choice(taken, k, n));
}

/* Opens the leaves that a relation runs through which cannot be assessed: nothing
 * proves that they are not in each other's place. */
static void open_unproved(GdLooseProblem *p)
{
  for (guint e = 0; e < p->equations->len; e++) {
    const GdEquation *equation = p->equations->pdata[e];
    GdNumber sum;
    guint lost;
    if (balance(p, equation, &sum, &lost) && lost == G_MAXUINT)
      continue;
    for (guint i = 0; i < equation->terms->len; i++)
      p->unproved[g_array_index(equation->terms, GdTerm, i).leaf] = TRUE;
  }
}

/* Takes a choice that satisfies all relations: of each row, what is common to all
 * choices so far. */
static void take_choice(const GdLooseProblem *p, GdLooseWay *const *ways, guint n_before)
{
  for (guint r = 0; r < p->rows->len; r++) {
    GdLoose *loose = p->rows->pdata[r];
    if (ways[r] == NULL)
      continue;
    g_autofree GdLooseLeaf *now = g_new0(GdLooseLeaf, loose->row->n_columns);
    get(p, loose->row, now);
    gboolean better = is_preferred(loose->row, ways[r]->token_of);
    for (guint c = 0; c < loose->row->n_columns; c++)
      loose->or_lost[c] |= ways[r]->or_lost[c];
    if (n_before == 0 || better)
      loose->best = ways[r];
    if (n_before == 0)
      loose->common = g_steal_pointer(&now);
    else
      for (guint c = 0; c < loose->row->n_columns; c++)
        if (!is_same(loose->common[c], now[c]))
          loose->common[c].kind = GD_LOOSE_OPEN;
  }
}

/* Step 3: all choices of ways for rows r and behind. n counts those that hold. */
static void try_choices(GdLooseProblem *p, guint r, GdLooseWay **ways, guint *n)
{
  if (r == p->rows->len) {
    gsize size = p->form->leaves->len * sizeof *p->leaves;
    g_autofree GdLooseLeaf *before = g_memdup2(p->leaves, size);
    g_autofree guint8 *was_lost = gd_loose_lost(p, ways);
    if (solve(p, NULL) == 0) {
      open_unproved(p);
      gd_loose_open_unchecked(p, was_lost);
      take_choice(p, ways, (*n)++);
    }
    memcpy(p->leaves, before, size);
    return;
  }
  const GdLoose *loose = p->rows->pdata[r];
  ways[r] = NULL;
  if (loose->ways->len == 0)
    try_choices(p, r + 1, ways, n);
  for (guint i = 0; i < loose->ways->len; i++) {
    ways[r] = loose->ways->pdata[i];
    put(p, loose->row, ways[r]->leaves);
    try_choices(p, r + 1, ways, n);
  }
  put(p, loose->row, NULL);
}

static guint count_choices(const GdLooseProblem *p)
{
  guint64 n = 1;
  for (guint r = 0; r < p->rows->len && n <= MOST_CHOICES; r++)
    n *= MAX(1, ((const GdLoose *)p->rows->pdata[r])->ways->len);
  return (guint)MIN(n, MOST_CHOICES + 1);
}

/* Step 4 for one cell. cell: the one that the best way puts there, NULL: none. */
static void settle_place(const GdLooseProblem *p, GdPlace *place, const GdLoose *loose, guint c,
                         GdCell *cell)
{
  const GdLooseLeaf *common = loose->common != NULL ? &loose->common[c] : NULL;
  gboolean certain =
      common != NULL && common->kind == GD_LOOSE_KNOWN && !p->unproved[place->leaf->index];
  /* Which of several equal numbers is lost nobody knows. */
  gboolean preferred = loose->row->has_preferred && loose->best != NULL &&
                       is_preferred(loose->row, loose->best->token_of);
  if (certain && !preferred && loose->or_lost[c])
    cell = NULL;
  place->page = loose->row->page;
  place->cell = cell;
  place->by_sums = certain;
  if (!certain) {
    place->why = loose->row->why != NULL ? loose->row->why : UNCERTAIN;
    place->unplaced = cell == NULL;
  } else if (cell == NULL && p->has_marks && gd_number_is_zero(common->number)) {
    place->why = ZERO_OR_MARK;
    place->unplaced = TRUE;
  } else if (cell == NULL) {
    place->inferred = TRUE;
    place->number = common->number;
  }
}

static void add_finding(const GdLooseProblem *p, const GdLoose *loose, gboolean certain)
{
  const GdLooseRow *row = loose->row;
  const GdFormLeaf *leaf = gd_loose_place(p, row, 0)->leaf;
  const GdFormTable *table = p->form->tables->pdata[leaf->table];
  gboolean few = row->cells->len < row->n_columns;
  GdFinding *finding = gd_finding_new(
      certain ? GD_SEVERITY_WARNING : GD_SEVERITY_ERROR, few ? "numbers lost" : "numbers surplus",
      row->page, "%s, %s: %u numbers for %u cells%s", table->label, leaf->row->path,
      row->cells->len, row->n_columns, certain ? "; the relations leave one reading" : "");
  finding->table = g_strdup(table->id);
  finding->row = g_strdup(leaf->row->id);
  finding->expected = g_strdup_printf("%u", row->n_columns);
  finding->found = g_strdup_printf("%u", row->cells->len);
  g_ptr_array_add(p->placement->findings, finding);
}

static void settle_row(const GdLooseProblem *p, const GdLoose *loose)
{
  const GdLooseRow *row = loose->row;
  const guint *token_of = loose->best != NULL  ? loose->best->token_of
                          : row->has_preferred ? row->preferred
                                               : NULL;
  gboolean certain = TRUE;
  for (guint c = 0; c < row->n_columns; c++) {
    guint token = token_of != NULL ? token_of[c] : 0;
    GdPlace *place = gd_loose_place(p, row, c);
    settle_place(p, place, loose, c, token > 0 ? row->cells->pdata[token - 1] : NULL);
    certain &= place->by_sums;
  }
  add_finding(p, loose, certain);
}

/* The equations of the table that run through loose rows. */
static void find_equations(GdLooseProblem *p)
{
  g_autofree guint8 *loose = g_new0(guint8, p->form->leaves->len + 1);
  for (guint r = 0; r < p->rows->len; r++) {
    const GdLooseRow *row = ((const GdLoose *)p->rows->pdata[r])->row;
    for (guint c = 0; c < row->n_columns; c++)
      loose[gd_loose_place(p, row, c)->leaf->index] = 1;
  }
  for (guint e = 0; e < p->form->equations->len; e++) {
    const GdEquation *equation = p->form->equations->pdata[e];
    gboolean through = FALSE;
    for (guint i = 0; i < equation->terms->len && !equation->across; i++)
      through |= loose[g_array_index(equation->terms, GdTerm, i).leaf];
    if (through)
      g_ptr_array_add(p->equations, (gpointer)equation);
  }
}

static void find_leaves(GdLooseProblem *p)
{
  for (guint i = 0; i < p->placement->places->len; i++) {
    const GdPlace *place = &g_array_index(p->placement->places, GdPlace, i);
    gboolean sure = place->cell != NULL && place->why == NULL;
    p->leaves[place->leaf->index] =
        sure ? leaf_of(place->cell, place->leaf) : (GdLooseLeaf){.kind = GD_LOOSE_OPEN};
    p->has_marks |= p->leaves[place->leaf->index].blank;
  }
}

void gd_loose_settle(GdPlacement *placement)
{
  if (placement->loose->len == 0)
    return;
  const GdForm *form = placement->hit->plan->form;
  g_autofree GdLooseLeaf *leaves = g_new0(GdLooseLeaf, form->leaves->len + 1);
  g_autoptr(GPtrArray) equations = g_ptr_array_new();
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)loose_free);
  g_autofree gboolean *unproved = g_new0(gboolean, form->leaves->len + 1);
  GdLooseProblem p = {placement, form, leaves, unproved, equations, rows, FALSE};
  find_leaves(&p);
  for (guint r = 0; r < placement->loose->len; r++) {
    GdLoose *loose = g_new0(GdLoose, 1);
    loose->row = placement->loose->pdata[r];
    loose->or_lost = g_new0(guint8, loose->row->n_columns);
    loose->ways = g_ptr_array_new_with_free_func((GDestroyNotify)way_free);
    g_ptr_array_add(rows, loose);
  }
  find_equations(&p);
  for (guint r = 0; r < rows->len; r++)
    find_ways(&p, rows->pdata[r]);
  g_autofree GdLooseWay **ways = g_new0(GdLooseWay *, rows->len + 1);
  guint n = 0;
  if (count_choices(&p) <= MOST_CHOICES)
    try_choices(&p, 0, ways, &n);
  for (guint r = 0; r < rows->len; r++)
    settle_row(&p, rows->pdata[r]);
}
