/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. Each piece gives four edges; those that a page break leaves open are
 *      dropped where params say so.
 *   2. Edges on one line that touch are merged.
 *   3. Merged edges are stroked, filled, dashed, interrupted or left out.
 */
#include "rules.h"

#define SAME 0.05         /* points: edges closer than this are on one line */
#define GAP 0.9           /* points left open on each side of a crossing */
#define DOUBLE_OFFSET 2.2 /* points between the lines of a double border */
#define DASH 2.0          /* points */

typedef struct {
  gboolean vertical;
  double at, from, to;
  gboolean head_end; /* below a head */
} Edge;

static int compare_edges(gconstpointer a, gconstpointer b)
{
  const Edge *x = a, *y = b;
  if (x->vertical != y->vertical)
    return x->vertical - y->vertical;
  if (fabs(x->at - y->at) > SAME)
    return x->at < y->at ? -1 : 1;
  return (x->from > y->from) - (x->from < y->from);
}

static void add_edge(GArray *edges, gboolean vertical, double at, double from, double to,
                     gboolean head_end)
{
  Edge edge = {vertical, at, from, to, head_end};
  g_array_append_val(edges, edge);
}

static GArray *collect(const GArray *pieces, gboolean cut_rule)
{
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
  for (guint i = 0; i < pieces->len; i++) {
    const TsPiece *p = &g_array_index(pieces, TsPiece, i);
    add_edge(edges, TRUE, p->box.x0, p->box.y0, p->box.y1, FALSE);
    add_edge(edges, TRUE, p->box.x1, p->box.y0, p->box.y1, FALSE);
    if (!p->open_top || cut_rule)
      add_edge(edges, FALSE, p->box.y0, p->box.x0, p->box.x1, FALSE);
    if (!p->open_bottom || cut_rule)
      add_edge(edges, FALSE, p->box.y1, p->box.x0, p->box.x1, p->head_end);
  }
  g_array_sort(edges, compare_edges);
  guint kept = 0;
  for (guint i = 1; i < edges->len; i++) {
    Edge *last = &g_array_index(edges, Edge, kept), *edge = &g_array_index(edges, Edge, i);
    if (edge->vertical == last->vertical && fabs(edge->at - last->at) <= SAME &&
        edge->from <= last->to + SAME && edge->head_end == last->head_end)
      last->to = MAX(last->to, edge->to);
    else
      g_array_index(edges, Edge, ++kept) = *edge;
  }
  g_array_set_size(edges, edges->len == 0 ? 0 : kept + 1);
  return edges;
}

static GdBox bounds(const GArray *pieces)
{
  GdBox all = GD_BOX_NONE;
  for (guint i = 0; i < pieces->len; i++)
    all = gd_box_union(all, g_array_index(pieces, TsPiece, i).box);
  return all;
}

static gboolean is_outer(const Edge *edge, GdBox all)
{
  double low = edge->vertical ? all.x0 : all.y0, high = edge->vertical ? all.x1 : all.y1;
  return fabs(edge->at - low) <= SAME || fabs(edge->at - high) <= SAME;
}

static void line(cairo_t *cr, gboolean vertical, double at, double from, double to)
{
  cairo_move_to(cr, vertical ? at : from, vertical ? from : at);
  cairo_line_to(cr, vertical ? at : to, vertical ? to : at);
  cairo_stroke(cr);
}

/* A line with small gaps where other lines meet it. */
static void interrupted(cairo_t *cr, const GArray *edges, const Edge *edge)
{
  double from = edge->from;
  g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < edges->len; i++) {
    const Edge *other = &g_array_index(edges, Edge, i);
    if (other->vertical != edge->vertical && other->from <= edge->at + SAME &&
        other->to >= edge->at - SAME && other->at > edge->from + SAME &&
        other->at < edge->to - SAME)
      g_array_append_val(stops, other->at); /* sorted: edges are */
  }
  g_array_append_val(stops, edge->to);
  for (guint i = 0; i < stops->len; i++) {
    double stop = g_array_index(stops, double, i);
    if (stop - from > 3 * GAP) {
      line(cr, edge->vertical, edge->at, from + (from > edge->from ? GAP : 0),
           stop - (stop < edge->to ? GAP : 0));
      from = stop;
    }
  }
}

static void filled(cairo_t *cr, const Edge *edge, double width)
{
  double half = width / 2;
  if (edge->vertical)
    cairo_rectangle(cr, edge->at - half, edge->from - half, width, edge->to - edge->from + width);
  else
    cairo_rectangle(cr, edge->from - half, edge->at - half, edge->to - edge->from + width, width);
  cairo_fill(cr);
}

static void draw_edge(cairo_t *cr, const char *style, const GArray *edges, const Edge *edge,
                      GdBox all, double width)
{
  gboolean outer = is_outer(edge, all);
  if (g_str_equal(style, "horizontal") ? edge->vertical
      : g_str_equal(style, "vertical") ? !edge->vertical && !outer
      : g_str_equal(style, "open")     ? edge->vertical && outer
      : g_str_equal(style, "three")    ? edge->vertical || (!outer && !edge->head_end)
                                       : FALSE)
    return;
  if (g_str_equal(style, "filled")) {
    filled(cr, edge, width);
  } else if (g_str_equal(style, "gaps") && !outer) {
    interrupted(cr, edges, edge);
  } else {
    if (g_str_equal(style, "dashed") && !outer)
      cairo_set_dash(cr, (double[]){DASH}, 1, 0);
    line(cr, edge->vertical, edge->at, edge->from, edge->to);
    cairo_set_dash(cr, NULL, 0, 0);
  }
}

static void draw_rectangles(cairo_t *cr, const GArray *pieces, gboolean cut_rule)
{
  for (guint i = 0; i < pieces->len; i++) {
    const TsPiece *p = &g_array_index(pieces, TsPiece, i);
    if (cut_rule || (!p->open_top && !p->open_bottom)) {
      cairo_rectangle(cr, p->box.x0, p->box.y0, gd_box_width(p->box), gd_box_height(p->box));
      cairo_stroke(cr);
      continue;
    }
    line(cr, TRUE, p->box.x0, p->box.y0, p->box.y1);
    line(cr, TRUE, p->box.x1, p->box.y0, p->box.y1);
    if (!p->open_top)
      line(cr, FALSE, p->box.y0, p->box.x0, p->box.x1);
    if (!p->open_bottom)
      line(cr, FALSE, p->box.y1, p->box.x0, p->box.x1);
  }
}

static void set_colour(cairo_t *cr, const char *name)
{
  static const struct {
    const char *name;
    double r, g, b;
  } colours[] = {
      {"black", 0, 0, 0},
      {"grey", 0.5, 0.5, 0.5},
      {"blue", 0.12, 0.29, 0.62},
      {"brown", 0.45, 0.3, 0.15},
      {"light blue", 0.78, 0.85, 0.95},
      {"light grey", 0.86, 0.86, 0.86},
      {"light yellow", 1, 0.96, 0.8},
  };
  for (guint i = 0; i < G_N_ELEMENTS(colours); i++)
    if (g_str_equal(colours[i].name, name))
      cairo_set_source_rgb(cr, colours[i].r, colours[i].g, colours[i].b);
}

static void draw_shades(TsPaper *paper, const GArray *pieces)
{
  const char *shade = ts_param(paper->params, "shade");
  gboolean both = g_str_equal(shade, "both");
  gboolean headings = both || g_str_equal(shade, "headings");
  gboolean heads = both || g_str_equal(shade, "heads");
  g_autofree char *colour = g_strconcat("light ", ts_param(paper->params, "shade_colour"), NULL);
  for (guint i = 0; i < pieces->len; i++) {
    const TsPiece *p = &g_array_index(pieces, TsPiece, i);
    TsRole role = p->cell->role;
    if (!(headings && role == TS_HEADING) && !(heads && (role == TS_HEAD || role == TS_CORNER)))
      continue;
    set_colour(paper->cr, colour);
    cairo_rectangle(paper->cr, p->box.x0, p->box.y0, gd_box_width(p->box), gd_box_height(p->box));
    cairo_fill(paper->cr);
  }
}

void ts_rules_draw(TsPaper *paper, const GArray *pieces)
{
  cairo_t *cr = paper->cr;
  const char *style = ts_param(paper->params, "lines");
  gboolean cut_rule = ts_param_is(paper->params, "cut_rule", "yes");
  double width = ts_param_real(paper->params, "line_width");
  cairo_save(cr);
  draw_shades(paper, pieces);
  set_colour(cr, ts_param(paper->params, "line_colour"));
  cairo_set_line_width(cr, width);
  GdBox all = bounds(pieces);
  if (g_str_equal(style, "rects")) {
    draw_rectangles(cr, pieces, cut_rule);
  } else if (!g_str_equal(style, "none")) {
    g_autoptr(GArray) edges = collect(pieces, cut_rule);
    for (guint i = 0; i < edges->len; i++)
      draw_edge(cr, style, edges, &g_array_index(edges, Edge, i), all, width);
  }
  if (g_str_equal(style, "double")) {
    cairo_rectangle(cr, all.x0 - DOUBLE_OFFSET, all.y0 - DOUBLE_OFFSET,
                    gd_box_width(all) + 2 * DOUBLE_OFFSET, gd_box_height(all) + 2 * DOUBLE_OFFSET);
    cairo_stroke(cr);
  }
  cairo_restore(cr);
}
