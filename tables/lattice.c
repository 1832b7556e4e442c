/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rulings → grids, with merged cells.
 *
 *  1. Rulings that cross or touch belong together; each connected group of at
 *     least two horizontal or two vertical ones, and one of the other
 *     direction, is one table.
 *  2. Their positions, clustered, are the dividers. Where rulings of one
 *     direction run on past the last divider of the other (a table open at its
 *     sides, a row cut by the page end), a divider is inferred at their ends.
 *  3. Between two elementary cells there is a border if rulings cover at least
 *     half of it; cells without a border between them are one (union-find).
 *
 *        +-----+-----+          +-----+-----+
 *        |     .     |          |           |
 *        +-----+-----+    →     +-----+-----+
 *        |     |     |          |     |     |
 *        +-----+-----+          +-----+-----+
 *
 * After the lattice method of tabula and camelot (rulings → crossings → cells),
 * with borders tested by coverage so that gaps at crossings do no harm.
 */
#include "tables/lattice.h"

#include "models/limits.h"

/* Rulings that miss each other by less than this still touch: cell borders are
 * drawn piece by piece, each with its own rounding. Points. */
#define TOUCH 3.0
/* Dividers closer than this are one: no row or column is so small. Points. */
#define SAME_DIVIDER 2.5
/* Rulings that run on by more than this past the last divider bound a row or
 * column of their own. A line of the smallest print needs as much. Points. */
#define RUN_ON 7.0
/* Part of a border that rulings must cover. Dashes are joined before; what is
 * less than half is a stump. */
#define BORDER_SHARE 0.5

typedef struct {
  guint *parent;
} Groups;

static guint group_of(Groups *groups, guint i)
{
  while (groups->parent[i] != i)
    i = groups->parent[i] = groups->parent[groups->parent[i]];
  return i;
}

static void join(Groups *groups, guint a, guint b)
{
  a = group_of(groups, a);
  b = group_of(groups, b);
  groups->parent[MAX(a, b)] = MIN(a, b);
}

static gboolean touch(const GdRuling *h, const GdRuling *v)
{
  return v->at >= h->from - TOUCH && v->at <= h->to + TOUCH && h->at >= v->from - TOUCH &&
         h->at <= v->to + TOUCH;
}

/* Whether a mended ruling goes on where another ends: it may cross none itself. */
static gboolean goes_on(const GdRuling *mended, const GdRuling *line)
{
  return mended->mended && mended->direction == line->direction &&
         fabs(mended->at - line->at) < SAME_DIVIDER && mended->from <= line->to + TOUCH &&
         line->from <= mended->to + TOUCH;
}

/* The rulings that are lines, not edges of shading; lent by the page. */
static GPtrArray *drawn_lines(const GdPage *page)
{
  GPtrArray *lines = g_ptr_array_new();
  for (guint i = 0; i < page->rulings->len && lines->len < GD_CAP_PAGE_RULINGS; i++) {
    GdRuling *ruling = &g_array_index(page->rulings, GdRuling, i);
    if (!ruling->is_edge)
      g_ptr_array_add(lines, ruling);
  }
  return lines;
}

static Groups connect(GPtrArray *lines)
{
  Groups groups = {g_new(guint, lines->len + 1)};
  for (guint i = 0; i < lines->len; i++)
    groups.parent[i] = i;
  for (guint i = 0; i < lines->len; i++) {
    const GdRuling *h = lines->pdata[i];
    for (guint j = 0; j < lines->len; j++) {
      const GdRuling *v = lines->pdata[j];
      const gboolean cross = h->direction == GD_HORIZONTAL && v->direction == GD_VERTICAL;
      if ((cross && touch(h, v)) || goes_on(h, v))
        join(&groups, i, j);
    }
  }
  return groups;
}

static int compare_dividers(gconstpointer a, gconstpointer b)
{
  const GdDivider *x = a, *y = b;
  return (x->at > y->at) - (x->at < y->at);
}

/* Clusters the positions of the rulings of one direction into dividers. */
static void find_dividers(GPtrArray *rulings, GdDirection direction, GArray *dividers)
{
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(GdDivider));
  for (guint i = 0; i < rulings->len; i++) {
    const GdRuling *ruling = rulings->pdata[i];
    GdDivider divider = {ruling->at, TRUE, 0};
    if (ruling->direction == direction)
      g_array_append_val(all, divider);
  }
  g_array_sort(all, compare_dividers);
  for (guint i = 0; i < all->len;) {
    double sum = 0;
    guint n = 0;
    double first = g_array_index(all, GdDivider, i).at;
    for (; i < all->len && g_array_index(all, GdDivider, i).at - first < SAME_DIVIDER; i++, n++)
      sum += g_array_index(all, GdDivider, i).at;
    GdDivider divider = {sum / n, TRUE, 0};
    g_array_append_val(dividers, divider);
  }
}

/* Adds dividers where the rulings of the other direction run on (step 2). */
static void close_sides(GPtrArray *rulings, GdDirection direction, GArray *dividers)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  for (guint i = 0; i < rulings->len; i++) {
    const GdRuling *ruling = rulings->pdata[i];
    if (ruling->direction == direction)
      continue;
    low = fmin(low, ruling->from);
    high = fmax(high, ruling->to);
  }
  if (dividers->len == 0 || g_array_index(dividers, GdDivider, 0).at - low > RUN_ON) {
    GdDivider first = {low, FALSE, 0};
    g_array_prepend_val(dividers, first);
  }
  if (high - g_array_index(dividers, GdDivider, dividers->len - 1).at > RUN_ON) {
    GdDivider last = {high, FALSE, 0};
    g_array_append_val(dividers, last);
  }
}

/* Rulings at one position, from one place along it to another. */
typedef enum { BORDER_NONE, BORDER_MENDED, BORDER_DRAWN } Border;

/* Whether rulings at position `at` cover at least half of [from,to], without mended ones too. */
static Border border_at(GPtrArray *rulings, GdDirection direction, double at, double from,
                        double to)
{
  double covered = 0, mended = 0;
  for (guint i = 0; i < rulings->len; i++) {
    const GdRuling *ruling = rulings->pdata[i];
    if (ruling->direction == direction && fabs(ruling->at - at) < SAME_DIVIDER)
      *(ruling->mended ? &mended : &covered) += gd_overlap(ruling->from, ruling->to, from, to);
  }
  const double least = BORDER_SHARE * (to - from);
  return covered >= least ? BORDER_DRAWN : covered + mended >= least ? BORDER_MENDED : BORDER_NONE;
}

static double at(const GArray *dividers, guint i)
{
  return g_array_index(dividers, GdDivider, i).at;
}

/* Two elementary cells that are one without a border between them; mended receives TRUE for both if
 * the border is a mended one. */
static void unite(Groups *groups, gboolean *mended, guint a, guint b, Border border)
{
  if (border == BORDER_NONE)
    join(groups, a, b);
  else if (border == BORDER_MENDED)
    mended[a] = mended[b] = TRUE;
}

/* Unites elementary cells that have no border between them. */
static Groups unite_cells(GPtrArray *rulings, const GArray *ys, const GArray *xs, gboolean *mended)
{
  guint rows = ys->len - 1, columns = xs->len - 1;
  Groups groups = {g_new(guint, rows * columns)};
  for (guint i = 0; i < rows * columns; i++)
    groups.parent[i] = i;
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < columns; c++) {
      const guint i = r * columns + c;
      if (c + 1 < columns)
        unite(&groups, mended, i, i + 1,
              border_at(rulings, GD_VERTICAL, at(xs, c + 1), at(ys, r), at(ys, r + 1)));
      if (r + 1 < rows)
        unite(&groups, mended, i, i + columns,
              border_at(rulings, GD_HORIZONTAL, at(ys, r + 1), at(xs, c), at(xs, c + 1)));
    }
  return groups;
}

/* One cell for each group: the bounding rectangle of its elementary cells. */
static void make_cells(GdGrid *grid, Groups *groups, const gboolean *mended)
{
  const GArray *ys = grid->dividers[GD_HORIZONTAL], *xs = grid->dividers[GD_VERTICAL];
  guint rows = ys->len - 1, columns = xs->len - 1;
  g_autofree GdCell **cells = g_new0(GdCell *, rows * columns);
  g_autofree guint *members = g_new0(guint, rows * columns);
  for (guint i = 0; i < rows * columns; i++) {
    guint r = i / columns, c = i % columns, g = group_of(groups, i);
    members[g]++;
    if (cells[g] == NULL) {
      cells[g] = gd_cell_new(r, c, 1, 1, GD_BOX_NONE);
      g_ptr_array_add(grid->cells, cells[g]);
    }
    GdCell *cell = cells[g];
    cell->mended = cell->mended || mended[i];
    guint last_column = MAX(cell->column + cell->column_span - 1, c);
    cell->column = MIN(cell->column, c);
    cell->column_span = last_column - cell->column + 1;
    cell->row_span = MAX(cell->row_span, r - cell->row + 1);
  }
  for (guint i = 0; i < rows * columns; i++) {
    GdCell *cell = cells[i];
    if (cell == NULL)
      continue;
    cell->ragged = members[i] != cell->row_span * cell->column_span;
    cell->box =
        gd_box(at(xs, cell->column), at(ys, cell->row), at(xs, cell->column + cell->column_span),
               at(ys, cell->row + cell->row_span));
  }
}

static GdGrid *grid_of(GPtrArray *rulings, guint page)
{
  g_autoptr(GdGrid) grid = gd_grid_new(page);
  GArray *ys = grid->dividers[GD_HORIZONTAL], *xs = grid->dividers[GD_VERTICAL];
  find_dividers(rulings, GD_HORIZONTAL, ys);
  find_dividers(rulings, GD_VERTICAL, xs);
  if (ys->len == 0 || xs->len == 0)
    return NULL;
  close_sides(rulings, GD_HORIZONTAL, ys);
  close_sides(rulings, GD_VERTICAL, xs);
  if (ys->len < 2 || xs->len < 2 || ys->len > GD_CAP_GRID_LINES || xs->len > GD_CAP_GRID_LINES)
    return NULL;
  if (ys->len == 2 && xs->len == 2)
    return NULL; /* a frame */
  grid->box = gd_box(at(xs, 0), at(ys, 0), at(xs, xs->len - 1), at(ys, ys->len - 1));
  g_autofree gboolean *mended = g_new0(gboolean, (gsize)(ys->len - 1) * (xs->len - 1));
  Groups groups = unite_cells(rulings, ys, xs, mended);
  make_cells(grid, &groups, mended);
  g_free(groups.parent);
  return g_steal_pointer(&grid);
}

static int compare_area(gconstpointer a, gconstpointer b)
{
  const GdGrid *x = *(GdGrid *const *)a, *y = *(GdGrid *const *)b;
  double p = gd_box_area(x->box), q = gd_box_area(y->box);
  return (p > q) - (p < q);
}

GPtrArray *gd_lattice_find(const GdPage *page)
{
  GPtrArray *grids = g_ptr_array_new_with_free_func((GDestroyNotify)gd_grid_free);
  g_autoptr(GPtrArray) lines = drawn_lines(page);
  Groups groups = connect(lines);
  g_autofree GPtrArray **members = g_new0(GPtrArray *, lines->len + 1);
  for (guint i = 0; i < lines->len; i++) {
    guint g = group_of(&groups, i);
    if (members[g] == NULL)
      members[g] = g_ptr_array_new();
    g_ptr_array_add(members[g], lines->pdata[i]);
  }
  for (guint i = 0; i < lines->len; i++) {
    if (members[i] == NULL)
      continue;
    GdGrid *grid = members[i]->len < 3 ? NULL : grid_of(members[i], page->number);
    if (grid != NULL)
      grid->scanned = page->kind == GD_PAGE_SCAN;
    if (grid != NULL)
      g_ptr_array_add(grids, grid);
    g_ptr_array_unref(members[i]);
  }
  g_free(groups.parent);
  g_ptr_array_sort(grids, compare_area);
  return grids;
}
