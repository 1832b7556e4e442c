/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pieces of a text line → columns, where no rulings part them.
 *
 * As many pieces as columns go one to one, if each stands nearest to the label of
 * its own. With fewer (blanks print nothing),
 * each column has a zone, bounded half-way between the centres of neighbours;
 * the centres are those of rows that are complete, else those of the labels. A
 * zone without a piece is seen to be empty, if every piece found its zone and stands
 * near its middle.
 *
 *      centres      c0       c1       c2
 *      zones     |   0   |    1   |    2   |
 *      pieces       12                 3         → 12, blank, 3
 */
#include "tables/row_cells.h"

/* A piece may reach over its zone by this share of its width. */
#define OVER_ZONE_SHARE 0.3
/* A piece this near to the middle of its zone, as a share of the way to its bound,
 * stands in no other column, however the numbers are aligned. */
#define NEAR_MIDDLE 0.5
/* With a note that wraps, by as much as leaves its centre in the zone. */
#define NOTE_OVER_ZONE_SHARE 0.5

/* The centre of a column, as the unit's page has it; FALSE if it is unknown. One
 * unknown column between two known ones stands in the middle. */
static gboolean find_centre(const GdUnit *unit, const GdColumns *columns, guint i, double *centre)
{
  const GdColumnRange *range = gd_column(columns, i);
  if (range->grid != NULL) {
    *centre = gd_column_x(unit, range, (range->x0 + range->x1) / 2);
    return TRUE;
  }
  if (i == 0 || i + 1 == columns->ranges->len || gd_column(columns, i - 1)->grid == NULL ||
      gd_column(columns, i + 1)->grid == NULL)
    return FALSE;
  double left, right;
  find_centre(unit, columns, i - 1, &left);
  find_centre(unit, columns, i + 1, &right);
  *centre = (left + right) / 2;
  return TRUE;
}

/* Bounds of the zones into bounds (n + 1); FALSE if a column is unknown or two
 * are not in order. */
static gboolean find_zones(const GdUnit *unit, const GdColumns *columns, double *bounds)
{
  guint n = columns->ranges->len;
  double before = 0, centre;
  for (guint i = 0; i < n; i++) {
    if (!find_centre(unit, columns, i, &centre) || (i > 0 && centre <= before))
      return FALSE;
    bounds[i] = i == 0 ? -G_MAXDOUBLE : (before + centre) / 2;
    before = centre;
  }
  bounds[n] = G_MAXDOUBLE;
  return TRUE;
}

/* The zone that holds the piece, n if none holds enough of it. */
static guint zone_of(const double *bounds, guint n, const GdToken *token)
{
  GdBox box = token->box;
  double share = token->cell->n_lines > 1 ? NOTE_OVER_ZONE_SHARE : OVER_ZONE_SHARE;
  double x = gd_box_centre(box).x, over = share * gd_box_width(box);
  for (guint i = 0; i < n; i++)
    if (x >= bounds[i] && x < bounds[i + 1])
      return box.x0 + over >= bounds[i] && box.x1 - over <= bounds[i + 1] ? i : n;
  return n;
}

/* A piece far from the middle of its zone stands at the left or right of its
 * column, or in the next: labels are centred, and where no complete row has shown
 * how the numbers stand, nobody knows how far columns reach. */
static gboolean is_astray(const GdUnit *unit, const GdColumns *columns, const double *bounds,
                          guint zone, const GdToken *token)
{
  const GdColumnRange *range = gd_column(columns, zone);
  guint n = columns->ranges->len;
  double centre, x = gd_box_centre(token->box).x;
  if (!find_centre(unit, columns, zone, &centre))
    return TRUE;
  gboolean learned = range->learned && gd_overlap(gd_column_x(unit, range, range->x0),
                                                  gd_column_x(unit, range, range->x1),
                                                  token->box.x0, token->box.x1) > 0;
  gboolean left = x < centre;
  gboolean outermost = left ? zone == 0 : zone + 1 == n;
  double half = outermost ? G_MAXDOUBLE : fabs((left ? bounds[zone] : bounds[zone + 1]) - centre);
  return !learned && fabs(x - centre) > NEAR_MIDDLE * half;
}

/* Empty cells have the height of the row, and the width of their zone where it
 * has two bounds. */
static GdCell *empty_cell(const GdUnit *unit, const double *bounds, guint i, guint n)
{
  const GArray *ys = unit->grid->dividers[GD_HORIZONTAL];
  double x0 = i > 0 ? bounds[i] : bounds[1], x1 = i + 1 < n ? bounds[i + 1] : bounds[n - 1];
  GdBox box = gd_box(x0, g_array_index(ys, GdDivider, unit->row).at, x1,
                     g_array_index(ys, GdDivider, unit->row + 1).at);
  GdCell *cell = gd_cell_new(unit->row, 0, 1, 1, box);
  g_ptr_array_add(unit->grid->cells, cell);
  return cell;
}

static void doubt_all(GdPlace *places, guint n, const char *why)
{
  for (guint i = 0; i < n; i++)
    places[i].why = why;
}

gboolean gd_pieces_agree(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens)
{
  guint n = columns->ranges->len;
  for (guint i = 0; i < n; i++) {
    double x = gd_box_centre(((const GdToken *)tokens->pdata[i])->box).x;
    guint nearest = n;
    double least = G_MAXDOUBLE;
    for (guint c = 0; c < n; c++) {
      const GdColumnRange *range = gd_column(columns, c);
      double distance = fabs(gd_column_x(unit, range, range->centre) - x);
      if (range->distance < 1 && distance < least) {
        least = distance;
        nearest = c;
      }
    }
    if (nearest != n && nearest != i && gd_column(columns, i)->distance < 1)
      return FALSE;
  }
  return TRUE;
}

static void one_to_one(const GdUnit *unit, const GPtrArray *tokens, GdPlace *places)
{
  for (guint i = 0; i < tokens->len; i++)
    places[i] = (GdPlace){.cell = ((const GdToken *)tokens->pdata[i])->cell, .page = unit->page};
}

void gd_row_zones(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens,
                  GdPlace *places)
{
  guint n = columns->ranges->len, placed = 0;
  gboolean astray = FALSE;
  if (tokens->len == n && gd_pieces_agree(unit, columns, tokens)) {
    one_to_one(unit, tokens, places);
    for (guint i = 0; i < n; i++)
      places[i].whole = TRUE;
    return;
  }
  g_autofree double *bounds = g_new0(double, n + 1);
  gboolean zones = find_zones(unit, columns, bounds);
  for (guint i = 0; i < tokens->len; i++) {
    const GdToken *token = tokens->pdata[i];
    guint zone = zones ? zone_of(bounds, n, token) : n;
    if (zone == n || places[zone].cell != NULL)
      continue;
    places[zone] = (GdPlace){.cell = token->cell, .page = unit->page};
    astray |= is_astray(unit, columns, bounds, zone, token);
    placed++;
  }
  if (tokens->len == n && placed < n && (zones || columns->across))
    one_to_one(unit, tokens, places);
  for (guint i = 0; i < n && zones && placed == tokens->len; i++)
    if (places[i].cell == NULL && gd_column(columns, i)->grid != NULL)
      places[i] = (GdPlace){.cell = empty_cell(unit, bounds, i, n), .page = unit->page};
  if (placed < tokens->len || astray)
    doubt_all(places, n, "the columns of the row are not certain");
}
