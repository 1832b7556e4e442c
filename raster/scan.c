/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables in a picture, in this order:
 *
 *     picture ─> grey ─> ink at 150 dpi  ─> pencils ─> views ─> streaks ─> crossings
 *                                              ^                   │
 *                                              └─── once more ─────┤
 *                                                                  v
 *                                      rulings <─ borders <─ tables
 *
 *  1. Grey without red (seals), scaled to GD_SMALL_DPI, which also heals dashes of fax
 *     machines; ink by the level of the paper around it (bilevel.h).
 *  2. A pencil of lines for each direction, fitted to long strokes (slopes.h, pencil.h), or where
 *     there are few to the lines of writing (writing.h).
 *  3. The picture is straightened along each pencil; streaks are found, and those kept that
 *     cross others (view.h, crossings.h).
 *  4. If the streaks show that a pencil was a little off, it is fitted to them, and step 3 is
 *     done again.
 *  5. From both pencils follows the map that lays the sheet straight; the parts of lines that
 *     are there become rulings (borders.h).
 *
 * After measurements on degraded reports: docs/scans.md.
 */
#include "raster/scan.h"

#include "models/limits.h"
#include "raster/borders.h"
#include "raster/crossings.h"
#include "raster/glass_dirt.h"
#include "raster/prepared.h"
#include "raster/sides.h"
#include "raster/slopes.h"
#include "raster/valleys.h"
#include "raster/writing.h"

#include <leptonica/allheaders.h>

/* Inches and shares of streaks. Rows of text are dense: horizontal lines must be long;
 * vertical ones may be as short as a row is high. */
static const GdStreakRule across_rules[] = {{0.45, 0.25, 0.55}, {1.5, 0.9, 0.22}};
static const GdStreakRule down_rules[] = {{0.16, 0.135, 0.60}, {0.8, 0.5, 0.25}};

/* Inches of streaks that pencils are fitted to once more, and their number. */
#define REFIT_ACROSS 1.0
#define REFIT_DOWN 0.5
#define REFIT_LEAST 3

/* Part of this length that the fullest piece of such a streak must have of ink: strokes of
 * characters that stand in a row are as long together, and turned the pencil off the columns of a
 * table of one row. Of the lines of pictures in black and white short pieces may be all that is
 * left. */
#define REFIT_INK 0.5

/* Widths and heights of the page that strokes must add up to which agree with one pencil, else
 * the lines of writing are asked: strokes of characters agree with some pencil too. A table has
 * more than twice as many rows as columns. */
#define FEW_ACROSS 4.0
#define FEW_DOWN 1.5

/* Slopes and changes of slope at which lines of writing are looked for (pencil.c has the same);
 * columns of writing near a right angle to the rows, where a photograph leaves them. */
#define STEEPEST 0.13
#define WIDEST_FAN 0.12
#define OFF_SQUARE 0.03

/* Share of ink below which a line counts as dashed, and the share of such lines from which on all
 * are taken for dashed: frames of dashed tables are often solid, heads have other lines. */
#define DASHED 0.68
#define MANY_DASHED 0.3

/* Slope by which the strokes of a picture in black and white may be off: a line that is a stair has
 * long steps without any slope (98 lines of an inch: seen at 0.8 degrees). Change of slope up to
 * which such a sheet is flat. Inches of the runs that are taken for lines. */
#define STAIRS_OFF 0.016
#define FLAT_FAN 0.01
#define STAIRS_RUN (1 / 6.5)

/* Pixels at the picture's corners by which a pencil must change to be worth it. */
#define WORTH 1.2

/* Slope, and change of slope over the picture, below which a sheet counts as straight. */
#define STRAIGHT 1e-5

typedef struct {
  PIX *valleys[2]; /* along rows; along columns, transposed: [GD_HORIZONTAL], [GD_VERTICAL] */
  PIX *dirt[2];    /* glass_dirt.h; NULL: none */
  GdPencil pencil[2];
  GdView view[2];
  GArray *streaks[2];  /* of GdStreak */
  gboolean writing[2]; /* the pencil is that of lines of writing */
  double dpi;
  gboolean dashed;
  gboolean faint; /* lines of which pieces are left are looked for too */
} Search;

/* Step 1. */
static void find_valleys(Search *search, const GdPicture *picture)
{
  PIX *small = gd_picture_small(picture);
  search->dpi = picture->dpi * pixGetWidth(small) / pixGetWidth(picture->pix);
  PIX *turned = gd_grey_transposed(small);
  double depth = gd_valleys_depth(small);
  search->valleys[GD_HORIZONTAL] = gd_valleys_new(small, depth);
  search->valleys[GD_VERTICAL] = gd_valleys_new(turned, depth);
  for (int d = 0; d < 2; d++)
    search->dirt[d] = gd_glass_dirt_find(search->valleys[d]);
  pixDestroy(&small);
  pixDestroy(&turned);
}

/* Step 2. */
static void fit_pencils(Search *search)
{
  double width = pixGetWidth(search->valleys[0]), height = pixGetHeight(search->valleys[0]);
  g_autoptr(GArray) across = gd_slopes_find(search->valleys[GD_HORIZONTAL], search->dpi, width / 2);
  g_autoptr(GArray) down = gd_slopes_find(search->valleys[GD_VERTICAL], search->dpi, height / 2);
  GdPencil *p = search->pencil;
  p[GD_HORIZONTAL] = gd_pencil_fit(across, width / 2, height, 0);
  if (gd_pencil_agreement(&p[GD_HORIZONTAL], across) < FEW_ACROSS * width) {
    const GdWritingRange range = {0, STEEPEST, WIDEST_FAN};
    p[GD_HORIZONTAL] = (GdPencil){0, 0, width / 2};
    search->writing[GD_HORIZONTAL] =
        gd_writing_pencil(search->valleys[GD_HORIZONTAL], &range, &p[GD_HORIZONTAL]);
  }
  /* a sheet that is only turned has columns with the opposite slope */
  double turn = -gd_pencil_slope(&p[GD_HORIZONTAL], height / 2);
  p[GD_VERTICAL] = gd_pencil_fit(down, height / 2, width, turn);
  if (gd_pencil_agreement(&p[GD_VERTICAL], down) < FEW_DOWN * height) {
    const GdWritingRange range = {turn, OFF_SQUARE, WIDEST_FAN};
    p[GD_VERTICAL] = (GdPencil){turn, 0, height / 2};
    search->writing[GD_VERTICAL] =
        gd_writing_pencil(search->valleys[GD_VERTICAL], &range, &p[GD_VERTICAL]);
  }
}

/* Step 3. */
static void look(Search *search)
{
  static const GdStreakRule *const rules[] = {across_rules, down_rules};
  for (int d = 0; d < 2; d++) {
    gd_view_clear(&search->view[d]);
    search->view[d] = gd_view_new(search->valleys[d], search->dirt[d], &search->pencil[d],
                                  search->dpi, search->dashed);
    g_clear_pointer(&search->streaks[d], g_array_unref);
    search->streaks[d] = gd_view_streaks(&search->view[d], rules[d], search->faint ? 2 : 1);
  }
  gd_crossings_prune(&search->view[0], search->streaks[0], &search->view[1], search->streaks[1]);
}

/* Pixels of ink of all rows that were found. */
static double ink_of_rows(const Search *search)
{
  double ink = 0;
  for (guint i = 0; i < search->streaks[GD_HORIZONTAL]->len; i++)
    ink += g_array_index(search->streaks[GD_HORIZONTAL], GdStreak, i).ink;
  return ink;
}

/* Step 3 for pictures in black and white, whose lines are stairs, each step a stroke for itself:
 * the slope at which the steps of each line are in line (writing.h) is taken if it shows more. */
static void look_at_stairs(Search *search)
{
  look(search);
  GdPencil *pencil = &search->pencil[GD_HORIZONTAL];
  const double height = pixGetHeight(search->valleys[GD_HORIZONTAL]), ink = ink_of_rows(search);
  const GdWritingRange range = {gd_pencil_slope(pencil, height / 2), STAIRS_OFF, 0};
  const GdPencil fitted = *pencil;
  if (search->writing[GD_HORIZONTAL] || fabs(pencil->fan) * height > FLAT_FAN)
    return;
  PIX *runs =
      pixOpenBrick(NULL, search->valleys[GD_HORIZONTAL], (int)lround(STAIRS_RUN * search->dpi), 1);
  const gboolean found = runs != NULL && gd_writing_pencil(runs, &range, pencil);
  pixDestroy(&runs);
  if (!found)
    return;
  look(search);
  if (ink_of_rows(search) >= ink)
    return;
  *pencil = fitted;
  look(search);
}

/* Whether so many of the lines that were found are thin of ink all along: dashed. */
static gboolean is_dashed(const Search *search)
{
  guint n = 0, thin = 0;
  for (int d = 0; d < 2; d++)
    for (guint i = 0; i < search->streaks[d]->len; i++, n++) {
      const GdStreak *s = &g_array_index(search->streaks[d], GdStreak, i);
      thin += s->ink < DASHED * (s->to - s->from);
    }
  return n > 0 && thin >= MANY_DASHED * n;
}

/* How far two pencils differ at the corners of a picture, pixels. */
static double difference(const GdPencil *a, const GdPencil *b, double height)
{
  double top = fabs(a->slope - b->slope);
  double bottom = fabs(gd_pencil_slope(a, height) - gd_pencil_slope(b, height));
  return fmax(top, bottom) * a->middle;
}

/* Step 4. TRUE if a pencil changed. */
static gboolean refit(Search *search)
{
  static const double shortest[] = {REFIT_ACROSS, REFIT_DOWN}, few[] = {FEW_ACROSS, FEW_DOWN};
  const double ink = search->faint ? 0 : REFIT_INK;
  gboolean changed = FALSE;
  for (int d = 0; d < 2; d++) {
    const double length = shortest[d] * search->dpi;
    g_autoptr(GArray) strokes =
        gd_view_slopes(&search->view[d], search->streaks[d], length, ink * length);
    if (strokes->len < REFIT_LEAST)
      continue;
    double height = pixGetHeight(search->valleys[d]);
    GdPencil better = gd_pencil_refine(&search->pencil[d], strokes, height);
    double along = pixGetWidth(search->valleys[d]);
    if (search->writing[d] && gd_pencil_agreement(&better, strokes) < few[d] * along)
      continue; /* strokes of large characters, or a line or two: writing knows better */
    changed = changed || difference(&better, &search->pencil[d], height) > WORTH;
    search->pencil[d] = better;
  }
  return changed;
}

static int by_direction(gconstpointer a, gconstpointer b)
{
  const GdRuling *p = a, *q = b;
  if (p->direction != q->direction)
    return (int)p->direction - (int)q->direction;
  if (p->at != q->at)
    return p->at < q->at ? -1 : 1;
  return p->from < q->from ? -1 : p->from > q->from;
}

/* Step 5, first part. */
static void rectify(const Search *search, GdPicture *picture, GdScan *scan)
{
  double scale = (double)pixGetWidth(search->valleys[0]) / pixGetWidth(picture->pix);
  GdPoint middle = {pixGetWidth(search->valleys[0]) / 2.0, pixGetHeight(search->valleys[0]) / 2.0};
  GdHomography lay = gd_pencil_rectify(&search->view[0].pencil, &search->view[1].pencil, middle);
  GdHomography up = gd_homography_scale(1 / scale, 1 / scale, 0, 0);
  GdHomography down = gd_homography_scale(scale, scale, 0, 0), back;
  /* from picture pixels, by the small picture, to those of a straight picture */
  GdHomography straight = gd_homography_then(&down, &lay);
  straight = gd_homography_then(&straight, &up);
  GdHomography shown = picture->to_page;
  picture->to_page = gd_homography_then(&straight, &shown);
  if (gd_homography_invert(&picture->to_page, &back))
    scan->displayed = gd_homography_then(&back, &shown);
  scan->turn = atan(gd_pencil_slope(&search->view[0].pencil, middle.y)) * 180 / G_PI;
}

/* Step 5, second part. */
static void collect(const Search *search, const GdPicture *picture, GdScan *scan)
{
  double scale = (double)pixGetWidth(picture->pix) / pixGetWidth(search->valleys[0]);
  GdHomography up = gd_homography_scale(scale, scale, 0, 0);
  GdHomography to_page = gd_homography_then(&up, &picture->to_page);
  const GdView *rows = &search->view[0], *columns = &search->view[1];
  g_autoptr(GPtrArray) tables =
      gd_crossings_group(rows, search->streaks[0], columns, search->streaks[1]);
  for (guint i = 0; i < tables->len; i++) {
    gd_sides_add(rows, columns, tables->pdata[i]);
    gd_borders_add(rows, columns, tables->pdata[i], search->faint, &to_page, scan->rulings);
  }
  g_array_sort(scan->rulings, by_direction);
  if (scan->rulings->len > GD_CAP_PAGE_RULINGS)
    g_clear_pointer(&scan->rulings, g_array_unref);
}

GdScan *gd_scan_find(GdPicture *picture)
{
  GdScan *scan = g_new0(GdScan, 1);
  scan->rulings = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  scan->displayed = GD_HOMOGRAPHY_NONE;
  Search search = {0};
  find_valleys(&search, picture);
  search.faint = picture->bilevel;
  fit_pencils(&search);
  if (search.faint)
    look_at_stairs(&search);
  else
    look(&search);
  search.dashed = is_dashed(&search);
  if (refit(&search) || search.dashed)
    look(&search);
  rectify(&search, picture, scan);
  collect(&search, picture, scan);
  for (int d = 0; d < 2; d++) {
    pixDestroy(&search.valleys[d]);
    gd_view_clear(&search.view[d]);
    g_array_unref(search.streaks[d]);
    pixDestroy(&search.dirt[d]);
  }
  return scan;
}

void gd_scan_free(GdScan *scan)
{
  if (scan == NULL)
    return;
  g_clear_pointer(&scan->rulings, g_array_unref);
  g_free(scan);
}

gboolean gd_scan_page(GdPage *page, GdPicture *picture)
{
  g_autoptr(GdScan) scan = gd_scan_find(picture);
  page->displayed = scan->displayed;
  g_array_set_size(page->rulings, 0);
  if (scan->rulings == NULL)
    return FALSE;
  g_array_append_vals(page->rulings, scan->rulings->data, scan->rulings->len);
  return TRUE;
}
