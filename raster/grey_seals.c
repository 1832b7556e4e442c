/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding:
 *  1. Points: level squares of 3 by 3 pixels between paper and print. Print has hardly any: its
 * edges are steep.
 *  2. For each radius, each point votes for the centres from which it would be on the ring. The
 *     best centre of all counts if most of its ring is there, and little beside it.
 *  3. Its points go, and 2 is done again.
 *
 * Clearing: level squares of the ring's level, inside and on the ring, are strokes of the seal,
 * with what is close around them, unless it is as dark as print.
 */
#include "raster/grey_seals.h"

#include "models/limits.h"
#include "raster/bilevel.h"

#include <leptonica/allheaders.h>

/* Share of the paper's level between which seals are. Shading of cells is lighter, print darker. */
#define LIGHTEST 0.82
#define DARKEST 0.3

/* Levels by which a level square differs, in the small picture, which is blurred, and in the
 * large one. */
#define LEVEL_SMALL 40
#define LEVEL_LARGE 44

/* Inches: the least radius of seals, which are 27 to 53 mm across; steps, and their number. */
#define LEAST_RADIUS 0.52
#define RADIUS_STEP 0.013
#define RADII 42

/* Points to vote, at most and at least: a ring has several hundred. */
#define MOST_POINTS 4000
#define LEAST_POINTS 250

/* Directions of a vote, and in which a ring is looked at. */
#define DIRECTIONS 120

/* Pixels of a cell of the table of centres. */
#define BIN 3

/* Shares of directions in which the ring is there (print and rulings cover parts of it), and in
 * which there is ink of a seal beside it, outside and inside: characters keep off. */
#define RING_THERE 0.55
#define BESIDE_THERE 0.3

/* Half of a ring's width, and where beside it is, in radii; inches of tolerance for rings that are
 * not quite round. */
#define BESIDE 0.09
#define ROUND 0.02

/* Levels around that of the ring that its other strokes have: stamps press unevenly. */
#define SAME_INK 36

/* Levels by which print is darker than the seal. */
#define DARKER 30

/* Inches around level squares that belong to the stroke: its edge. */
#define EDGE 0.012

/* How far the strokes of a seal reach beyond the middle of its ring, in radii. */
#define REACH 1.05

/* Inches: tiles of paper; so wide that neither the star nor the ring is taken for it. */
#define TILE 0.6

typedef struct {
  int x, y;
} Point;

typedef struct {
  PIX *level; /* 1 bit: level squares of the right levels. Owned */
  int width, height;
  double dpi;
} Search;

/* The least and the largest level of the square around a pixel. */
static void range_around(PIX *grey, int x, int y, int *low, int *high)
{
  *low = 255;
  *high = 0;
  for (int k = y - 1; k <= y + 1; k++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)k * (gsize)pixGetWpl(grey);
    for (int i = x - 1; i <= x + 1; i++) {
      const int level = GET_DATA_BYTE(line, i);
      *low = MIN(*low, level);
      *high = MAX(*high, level);
    }
  }
}

/* Step 1. NULL without memory. */
static PIX *level_squares(PIX *grey, double dpi)
{
  const int width = pixGetWidth(grey), height = pixGetHeight(grey);
  GdPaper paper = gd_paper_new(grey, (guint)MAX(8, lround(TILE * dpi)));
  PIX *level = pixCreate(width, height, 1);
  for (int y = 1; level != NULL && y + 1 < height; y++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    l_uint32 *out = pixGetData(level) + (gsize)y * (gsize)pixGetWpl(level);
    double white = 255;
    for (int x = 1; x + 1 < width; x++) {
      const int here = GET_DATA_BYTE(line, x);
      if (x % 8 == 1)
        white = gd_paper_at(&paper, x + 4, y);
      if (here > LIGHTEST * white || here < DARKEST * white)
        continue;
      int low, high;
      range_around(grey, x, y, &low, &high);
      if (high - low <= LEVEL_SMALL && high <= LIGHTEST * white)
        SET_DATA_BIT(out, x);
    }
  }
  gd_paper_clear(&paper);
  return level;
}

/* The points, or every so many of them. Caller owns (of Point). */
static GArray *points_of(PIX *level)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));
  l_int32 all = 0;
  pixCountPixels(level, &all, NULL);
  const int step = 1 + all / MOST_POINTS;
  int n = 0;
  for (int y = 0; y < pixGetHeight(level); y++) {
    const l_uint32 *line = pixGetData(level) + (gsize)y * (gsize)pixGetWpl(level);
    for (int x = 0; x < pixGetWidth(level); x++) {
      const Point point = {x, y};
      if (GET_DATA_BIT(line, x) && n++ % step == 0)
        g_array_append_val(points, point);
    }
  }
  return points;
}

/* Share of directions in which there is a level square at that distance, give or take `wide`
 * pixels. */
static double share_at(const Search *search, const GdSeal *seal, double radius, int wide)
{
  int n = 0;
  for (int d = 0; d < DIRECTIONS; d++) {
    const double angle = 2 * G_PI * d / DIRECTIONS;
    gboolean there = FALSE;
    for (int k = -wide; k <= wide && !there; k++) {
      const double r = radius + k;
      const int x = (int)floor(seal->x + r * cos(angle)), y = (int)floor(seal->y + r * sin(angle));
      there =
          x >= 0 && y >= 0 && x < search->width && y < search->height &&
          GET_DATA_BIT(pixGetData(search->level) + (gsize)y * (gsize)pixGetWpl(search->level), x);
    }
    n += there;
  }
  return (double)n / DIRECTIONS;
}

/* The best centre for rings of a radius; votes: all zero before and after. The number of votes. */
static int best_centre(const Search *search, const GArray *points, double radius, guint16 *votes,
                       GdSeal *best)
{
  const int columns = search->width / BIN + 1, rows = search->height / BIN + 1;
  int most = 0;
  for (int step = 1; step >= -1; step -= 2) /* votes are given, and taken back */
    for (int d = 0; d < DIRECTIONS; d++) {
      const double angle = 2 * G_PI * d / DIRECTIONS;
      const int dx = (int)lround(radius * cos(angle)), dy = (int)lround(radius * sin(angle));
      for (guint i = 0; i < points->len; i++) {
        const Point *p = &g_array_index(points, Point, i);
        const int x = p->x + dx, y = p->y + dy;
        if (x < 0 || y < 0 || x / BIN >= columns || y / BIN >= rows)
          continue;
        guint16 *vote = &votes[(gsize)(y / BIN) * (gsize)columns + (gsize)(x / BIN)];
        *vote = (guint16)(*vote + step);
        if (step > 0 && *vote > most) {
          most = *vote;
          *best = (GdSeal){x - x % BIN + BIN / 2.0, y - y % BIN + BIN / 2.0, radius};
        }
      }
    }
  return most;
}

static gboolean is_ring(const Search *search, const GdSeal *seal)
{
  const int wide = (int)lround(ROUND * search->dpi);
  const double beside = BESIDE * seal->radius;
  return share_at(search, seal, seal->radius, wide) >= RING_THERE &&
         share_at(search, seal, seal->radius + beside, 1) <= BESIDE_THERE &&
         share_at(search, seal, seal->radius - beside, 1) <= BESIDE_THERE;
}

/* Step 2; FALSE if there is no ring. */
static gboolean find_seal(const Search *search, const GArray *points, GdSeal *seal)
{
  const gsize bins = (gsize)(search->width / BIN + 1) * (gsize)(search->height / BIN + 1);
  g_autofree guint16 *votes = g_new0(guint16, bins);
  int most = 0;
  for (int i = 0; i < RADII; i++) {
    GdSeal best = {0, 0, 0};
    const double radius = LEAST_RADIUS + i * RADIUS_STEP;
    const int n = best_centre(search, points, radius * search->dpi, votes, &best);
    if (n <= most)
      continue;
    most = n;
    *seal = best;
  }
  return most > 0 && is_ring(search, seal);
}

static gboolean is_within(const GdSeal *seal, double x, double y)
{
  return hypot(x - seal->x, y - seal->y) <= REACH * seal->radius;
}

GArray *gd_grey_seals_find(PIX *small, double dpi)
{
  GArray *seals = g_array_new(FALSE, FALSE, sizeof(GdSeal));
  Search search = {level_squares(small, dpi), pixGetWidth(small), pixGetHeight(small), dpi};
  if (search.level == NULL)
    return seals;
  g_autoptr(GArray) points = points_of(search.level);
  GdSeal seal = {0, 0, 0};
  while (points->len >= LEAST_POINTS && seals->len < GD_CAP_PAGE_SEALS &&
         find_seal(&search, points, &seal)) {
    g_array_append_val(seals, seal);
    for (guint i = points->len; i-- > 0;) {
      const Point *p = &g_array_index(points, Point, i);
      if (is_within(&seal, p->x, p->y))
        g_array_remove_index_fast(points, i);
    }
  }
  pixDestroy(&search.level);
  return seals;
}

/* A part of a picture around a seal. */
typedef struct {
  int x0, y0, width, height;
} Window;

static Window window_of(PIX *grey, const GdSeal *seal)
{
  const double reach = REACH * seal->radius;
  const int x0 = MAX(1, (int)(seal->x - reach)), y0 = MAX(1, (int)(seal->y - reach));
  const int x1 = MIN(pixGetWidth(grey) - 1, (int)(seal->x + reach) + 1);
  const int y1 = MIN(pixGetHeight(grey) - 1, (int)(seal->y + reach) + 1);
  return (Window){x0, y0, MAX(0, x1 - x0), MAX(0, y1 - y0)};
}

/* The usual level of the ring's level squares; 0 if there are none. */
static int level_of_ring(PIX *grey, const GdSeal *seal, double dpi)
{
  int counts[256] = {0}, n = 0, level = 0;
  const int wide = (int)ceil(ROUND * dpi);
  for (int d = 0; d < 4 * DIRECTIONS; d++)
    for (int k = -wide; k <= wide; k++) {
      const double angle = 2 * G_PI * d / (4 * DIRECTIONS), r = seal->radius + k;
      const int x = (int)(seal->x + r * cos(angle)), y = (int)(seal->y + r * sin(angle));
      int low, high;
      if (x < 1 || y < 1 || x + 1 >= pixGetWidth(grey) || y + 1 >= pixGetHeight(grey))
        continue;
      range_around(grey, x, y, &low, &high);
      if (high - low > LEVEL_LARGE || high > LIGHTEST * 255 || low < DARKEST * 255)
        continue;
      counts[(low + high) / 2]++;
      n++;
    }
  for (int sum = 0; level < 255 && 2 * sum < n; level++)
    sum += counts[level];
  return n > 0 ? level : 0;
}

/* The level squares of a seal, 1 bit, of the window's size. NULL without memory. */
static PIX *strokes_of(PIX *grey, const GdSeal *seal, Window w, int ring)
{
  PIX *strokes = pixCreate(w.width, w.height, 1);
  for (int y = 0; strokes != NULL && y < w.height; y++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)(w.y0 + y) * (gsize)pixGetWpl(grey);
    l_uint32 *out = pixGetData(strokes) + (gsize)y * (gsize)pixGetWpl(strokes);
    for (int x = 0; x < w.width; x++) {
      int low, high;
      if (abs(GET_DATA_BYTE(line, w.x0 + x) - ring) > SAME_INK ||
          !is_within(seal, w.x0 + x, w.y0 + y))
        continue;
      range_around(grey, w.x0 + x, w.y0 + y, &low, &high);
      if (high - low <= LEVEL_LARGE)
        SET_DATA_BIT(out, x);
    }
  }
  return strokes;
}

static void fill(PIX *grey, PIX *strokes, Window w, int ring, const GdPaper *paper)
{
  for (int y = 0; y < w.height; y++) {
    l_uint32 *line = pixGetData(grey) + (gsize)(w.y0 + y) * (gsize)pixGetWpl(grey);
    const l_uint32 *in = pixGetData(strokes) + (gsize)y * (gsize)pixGetWpl(strokes);
    for (int x = 0; x < w.width; x++)
      if (GET_DATA_BIT(in, x) && GET_DATA_BYTE(line, w.x0 + x) >= ring - DARKER)
        SET_DATA_BYTE(line, w.x0 + x, (l_uint32)gd_paper_at(paper, w.x0 + x, w.y0 + y));
  }
}

void gd_grey_seals_clear(PIX *grey, double dpi, const GArray *seals)
{
  if (seals->len == 0)
    return;
  GdPaper paper = gd_paper_new(grey, (guint)MAX(8, lround(TILE * dpi)));
  for (guint i = 0; i < seals->len; i++) {
    const GdSeal *seal = &g_array_index(seals, GdSeal, i);
    const Window w = window_of(grey, seal);
    const int ring = level_of_ring(grey, seal, dpi), size = 2 * (int)ceil(EDGE * dpi) + 1;
    PIX *strokes = ring > 0 && w.width > 0 && w.height > 0 ? strokes_of(grey, seal, w, ring) : NULL;
    PIX *wide = strokes != NULL ? pixDilateBrick(NULL, strokes, size, size) : NULL;
    if (wide != NULL)
      fill(grey, wide, w, ring, &paper);
    pixDestroy(&strokes);
    pixDestroy(&wide);
  }
  gd_paper_clear(&paper);
}

gboolean gd_picture_is_sealed(const GdPicture *picture, GdBox box)
{
  GdHomography back;
  if (picture->seals == NULL || !gd_homography_invert(&picture->to_page, &back))
    return FALSE;
  const GdBox b = gd_homography_box(&back, box);
  for (guint i = 0; i < picture->seals->len; i++) {
    const GdSeal *seal = &g_array_index(picture->seals, GdSeal, i);
    if (is_within(seal, CLAMP(seal->x, b.x0, b.x1), CLAMP(seal->y, b.y0, b.y1)))
      return TRUE;
  }
  return FALSE;
}
