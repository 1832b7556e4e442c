/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines by the ink of each row of pixels:
 *
 *      1.本机关不掌握相关政府     ▆▆▆▆▆▆▆▆▆▆▆▆   a run of rows with ink
 *                                               a gap
 *      信息                       ▆▆             a run
 *
 * 1. Ink without the remains of rulings (cell_ink.h), specks left out.
 * 2. Runs of rows with ink. Characters are as high as the highest run; what is much lower (the
 *    strokes of 二, a comma, dots of a broken stroke) joins the nearer neighbour if both
 *    together are no higher than a character.
 * 3. Rulings are left out. Rows that run into each other (a run of two characters' height, judged
 * by the width of its parts, or by what no row of print is high) are not taken apart.
 */
#include "ocr/label_lines.h"

#include "models/limits.h"
#include "ocr/cell_ink.h"

/* Ink, square inches, below which a connected part is a speck: a fifth of the dot of a
 * "1." of 9 points. */
#define GD_LABEL_SPECK (1 / 30000.0)

/* Two runs are of one line if both together are no higher than this share of the highest
 * run, or of the widest part: 二 and 三 are flatter than other characters. */
#define GD_LABEL_JOINED 1.15

/* A run lower than this share of a character is part of one, or noise. */
#define GD_LABEL_LOW 0.4

/* A run higher than so many widths of its widest part holds several rows. Parts of
 * characters in brackets or touching ones are wider than one, never narrower. */
#define GD_LABEL_HIGH 1.9

/* A run no higher than this, inches, is one row, however narrow its parts: two rows of the smallest
 * print of reports (6 points) are higher. Pale strokes break into narrow parts. */
#define GD_LABEL_ONE_ROW 0.13

/* A run lower than this (inches: two thirds of the smallest print) and so many times as wide as it
 * is high is a ruling. Read as a line of text, one across the page would take a minute. */
#define GD_LABEL_RULING 0.045
#define GD_LABEL_RULING_WIDTHS 20

/* Paper around a line, in its heights. */
#define GD_LABEL_MARGIN 0.2

/* Runs of rows in a cell, at most: a label of 20 lines, each in three pieces. */
#define GD_CAP_LABEL_RUNS 60

typedef struct {
  int y0, y1; /* rows, y1 beyond */
} Run;

static void line_clear(gpointer line)
{
  pixDestroy(&((GdLabelLine *)line)->pix);
}

/* The ink without specks; *widest: the width of the widest part that is no higher than
 * wide, pixels. NULL without memory. */
static PIX *text_mask(const GdCellInk *ink)
{
  g_autoptr(GdOcrPix) mask = gd_cell_ink_mask(ink);
  const int speck = 1 + (int)(GD_LABEL_SPECK * ink->dpi * ink->dpi);
  l_int32 changed = 0;
  return mask != NULL ? pixSelectByArea(mask, (float)speck, 8, L_SELECT_IF_GTE, &changed) : NULL;
}

/* Width of the widest connected part, at most the height of the highest: what a character
 * measures. */
static int character_size(PIX *mask)
{
  g_autoptr(GdOcrBoxes) boxes = pixConnCompBB(mask, 8);
  int width = 0, height = 0;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
    width = MAX(width, w);
    height = MAX(height, h);
  }
  return MIN(width, height);
}

static GArray *find_runs(PIX *mask)
{
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
  const int width = pixGetWidth(mask), height = pixGetHeight(mask);
  int from = 0;
  gboolean inside = FALSE;
  for (int y = 0; y <= height; y++) {
    l_int32 inked = 0;
    if (y < height) {
      const l_uint32 *line = pixGetData(mask) + (gsize)y * pixGetWpl(mask);
      for (int x = 0; x < width && !inked; x++)
        inked = GET_DATA_BIT(line, x);
    }
    if (inked && !inside)
      from = y;
    if (!inked && inside) {
      const Run run = {from, y};
      g_array_append_val(runs, run);
    }
    inside = inked;
  }
  return runs;
}

static int highest(const GArray *runs)
{
  int most = 0;
  for (guint i = 0; i < runs->len; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    most = MAX(most, run->y1 - run->y0);
  }
  return most;
}

/* The run whose gap to the one before it is to be closed first, of those that may be: that which
 * gives the lowest run, for in tight print the upper stroke of 正 is nearer to the line above.
 * runs->len if there is none. */
static guint closest(const GArray *runs, double character)
{
  guint best = runs->len;
  int least = G_MAXINT;
  for (guint i = 1; i < runs->len; i++) {
    const Run *a = &g_array_index(runs, Run, i - 1), *b = &g_array_index(runs, Run, i);
    const gboolean low = MIN(a->y1 - a->y0, b->y1 - b->y0) < GD_LABEL_LOW * character;
    if (low && b->y1 - a->y0 <= GD_LABEL_JOINED * character && b->y1 - a->y0 < least) {
      least = b->y1 - a->y0;
      best = i;
    }
  }
  return best;
}

static void join_runs(GArray *runs, double character)
{
  for (guint i = closest(runs, character); i < runs->len; i = closest(runs, character)) {
    g_array_index(runs, Run, i - 1).y1 = g_array_index(runs, Run, i).y1;
    g_array_remove_index(runs, i);
  }
}

/* What is left of rulings along the upper and lower edge. */
static void drop_edges(GArray *runs, int height, double character)
{
  for (guint i = runs->len; i-- > 0;) {
    const Run *run = &g_array_index(runs, Run, i);
    const gboolean edge = run->y0 <= 1 || run->y1 >= height - 1;
    if (edge && run->y1 - run->y0 < GD_LABEL_LOW * character)
      g_array_remove_index(runs, i);
  }
}

/* First and last column of ink in the run. */
static void find_sides(PIX *mask, const Run *run, int *x0, int *x1)
{
  *x0 = pixGetWidth(mask);
  *x1 = 0;
  for (int y = run->y0; y < run->y1; y++) {
    const l_uint32 *line = pixGetData(mask) + (gsize)y * pixGetWpl(mask);
    for (int x = 0; x < pixGetWidth(mask); x++)
      if (GET_DATA_BIT(line, x)) {
        *x0 = MIN(*x0, x);
        *x1 = MAX(*x1, x + 1);
      }
  }
}

/* Paints the rows above and below the line with paper, but for the grey fringe of its ink: where
 * print is tight they hold parts of its neighbours. */
static void clear_margins(PIX *pix, int margin)
{
  const int width = pixGetWidth(pix), height = pixGetHeight(pix), rows = MAX(0, margin - 1);
  pixRasterop(pix, 0, 0, width, rows, PIX_SET, NULL, 0, 0);
  pixRasterop(pix, 0, height - rows, width, rows, PIX_SET, NULL, 0, 0);
}

static gboolean is_ruling(const Run *run, int width, double dpi)
{
  const int height = run->y1 - run->y0;
  return height < GD_LABEL_RULING * dpi && width > GD_LABEL_RULING_WIDTHS * height;
}

static GArray *cut_lines(const GdCellInk *ink, PIX *mask, const GArray *runs, double character)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(GdLabelLine));
  g_array_set_clear_func(lines, line_clear);
  for (guint i = 0; i < runs->len; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    int x0, x1;
    find_sides(mask, run, &x0, &x1);
    if (is_ruling(run, x1 - x0, ink->dpi))
      continue;
    const int margin = 2 + (int)(GD_LABEL_MARGIN * (run->y1 - run->y0));
    GdLabelLine line = {
        .x0 = x0 - margin, .y0 = run->y0 - margin, .scale = ink->scale, .character = character};
    line.pix = gd_cell_ink_window(ink, x0 - margin, run->y0 - margin, x1 - x0 + 2 * margin,
                                  run->y1 - run->y0 + 2 * margin);
    if (line.pix == NULL)
      continue;
    clear_margins(line.pix, margin);
    g_array_append_val(lines, line);
  }
  return lines;
}

GArray *gd_label_lines_find(PIX *cell, double dpi)
{
  g_autoptr(GdCellInk) ink = gd_cell_ink_levels(cell, dpi);
  g_autoptr(GdOcrPix) mask = ink->grey != NULL && ink->faint == 0 ? text_mask(ink) : NULL;
  if (mask == NULL)
    return NULL;
  g_autoptr(GArray) runs = find_runs(mask);
  if (runs->len == 0 || runs->len > GD_CAP_LABEL_RUNS)
    return NULL;
  const int size = character_size(mask);
  const double most = MAX(GD_LABEL_HIGH * size, GD_LABEL_ONE_ROW * ink->dpi);
  const double character = MAX(size, MIN(highest(runs), most));
  join_runs(runs, character);
  drop_edges(runs, pixGetHeight(mask), character);
  if (runs->len == 0 || highest(runs) > most)
    return NULL;
  return cut_lines(ink, mask, runs, character);
}
