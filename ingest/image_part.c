/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Each part is turned by quarters and mirrored until its rows run to the right and its
 *     columns down on the page; narrow pixels (faxes) are made square.
 *  2. One part alone is the picture, whatever small angle is left. Several must
 *     have none: they are scaled to the finest of them and put on white paper.
 *  3. What lies outside of the page is cut off.
 */
#include "ingest/image_part.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>

/* Pixels of different width and height by more are made square. */
#define SQUARE 1.08

/* By so much more, thin strokes across are lost: faxes of standard resolution have twice. */
#define COARSE 1.6

/* Pixels that parts may overlap, or lie askew, when put together. */
#define SLACK 2.0

/* Pixels outside of the page that are left. */
#define MARGIN 2.0

/* Levels of a bilevel picture that was stored as a grey one; pixels between, for one black pixel,
 * at most (what JPEG adds), and the step at which pixels are looked at. */
#define BLACK_MOST 8
#define WHITE_LEAST 247
#define BETWEEN_MOST 0.1
#define SAMPLING 3

static gboolean is_two_level(PIX *pix)
{
  NUMA *levels = pixGetDepth(pix) == 8 && pixGetColormap(pix) == NULL
                     ? pixGetGrayHistogram(pix, SAMPLING)
                     : NULL;
  double black = 0, between = 0;
  for (int i = 0; levels != NULL && i < WHITE_LEAST; i++) {
    l_float32 n = 0;
    numaGetFValue(levels, i, &n);
    *(i < BLACK_MOST ? &black : &between) += n;
  }
  numaDestroy(&levels);
  return black > 0 && between <= BETWEEN_MOST * black;
}

GdPart *gd_part_new(PIX *pix, gboolean bilevel, gboolean damaged, const GdHomography *place)
{
  GdPart *part = g_new0(GdPart, 1);
  part->pix = pix;
  part->bilevel = bilevel || is_two_level(pix);
  part->damaged = damaged;
  part->place = *place;
  return part;
}

void gd_part_free(GdPart *part)
{
  if (part == NULL)
    return;
  pixDestroy(&part->pix);
  g_free(part);
}

/* Pixels → page. */
static GdHomography map_of(const GdPart *part)
{
  GdHomography unit =
      gd_homography_scale(1.0 / pixGetWidth(part->pix), 1.0 / pixGetHeight(part->pix), 0, 0);
  return gd_homography_then(&unit, &part->place);
}

/* Replaces pix by next, whose unit square lies on that of pix as `turn` says. FALSE without
 * memory. */
static gboolean replace(GdPart *part, PIX *next, const GdHomography *turn)
{
  if (next == NULL)
    return FALSE;
  pixDestroy(&part->pix);
  part->pix = next;
  part->place = gd_homography_then(turn, &part->place);
  return TRUE;
}

/* Step 1. */
static gboolean set_upright(GdPart *part)
{
  /* new unit square → old one */
  static const GdHomography transposed = {{0, 1, 0, 1, 0, 0, 0, 0, 1}};
  static const GdHomography mirrored = {{-1, 0, 1, 0, 1, 0, 0, 0, 1}};
  static const GdHomography upside_down = {{1, 0, 0, 0, -1, 1, 0, 0, 1}};
  const double *m = part->place.m;
  gboolean good = TRUE;
  if (fabs(m[3]) > fabs(m[0])) { /* rows run up or down */
    PIX *turned = pixRotateOrth(part->pix, 1);
    good = replace(part, turned != NULL ? pixFlipLR(turned, turned) : NULL, &transposed);
  }
  if (good && m[0] < 0)
    good = replace(part, pixFlipLR(NULL, part->pix), &mirrored);
  if (good && m[4] < 0)
    good = replace(part, pixFlipTB(NULL, part->pix), &upside_down);
  GdHomography map = map_of(part);
  double x = hypot(map.m[0], map.m[3]), y = hypot(map.m[1], map.m[4]); /* points of a pixel */
  part->coarse = fmax(x, y) > COARSE * fmin(x, y);
  if (!good || !(x > 0 && y > 0) || fmax(x, y) < SQUARE * fmin(x, y))
    return good && x > 0 && y > 0;
  double w = pixGetWidth(part->pix) * fmax(1, x / y), h = pixGetHeight(part->pix) * fmax(1, y / x);
  if (!(w * h <= (double)GD_CAP_PICTURE_PIXELS))
    return FALSE;
  return replace(part, pixScaleToSize(part->pix, (l_int32)lround(w), (l_int32)lround(h)),
                 &GD_HOMOGRAPHY_NONE);
}

/* Step 3. */
static void cut(GdPicture *picture, double width, double height)
{
  GdHomography back;
  if (!gd_homography_invert(&picture->to_page, &back))
    return;
  GdBox page = gd_homography_box(&back, (GdBox){0, 0, width, height});
  int x0 = (int)fmax(0, floor(page.x0 - MARGIN)), y0 = (int)fmax(0, floor(page.y0 - MARGIN));
  int x1 = (int)fmin(gd_picture_width(picture), ceil(page.x1 + MARGIN));
  int y1 = (int)fmin(gd_picture_height(picture), ceil(page.y1 + MARGIN));
  if (x1 <= x0 || y1 <= y0 ||
      (x0 == 0 && y0 == 0 && x1 == (int)gd_picture_width(picture) &&
       y1 == (int)gd_picture_height(picture)))
    return;
  BOX *box = boxCreate(x0, y0, x1 - x0, y1 - y0);
  PIX *inside = pixClipRectangle(picture->pix, box, NULL);
  boxDestroy(&box);
  if (inside == NULL)
    return;
  pixDestroy(&picture->pix);
  picture->pix = inside;
  GdHomography shift = gd_homography_scale(1, 1, x0, y0);
  picture->to_page = gd_homography_then(&shift, &picture->to_page);
}

static GdPicture *picture_of(PIX *pix, gboolean bilevel, const GdHomography *to_page)
{
  GdPicture *picture = g_new0(GdPicture, 1);
  const double *m = to_page->m;
  picture->pix = pix;
  picture->bilevel = bilevel;
  picture->to_page = *to_page;
  picture->dpi = 72 / sqrt(fabs(m[0] * m[4] - m[1] * m[3]));
  return picture;
}

/* Where a part lies, points. */
static GdBox box_of(const GdPart *part)
{
  return gd_homography_box(&part->place, (GdBox){0, 0, 1, 1});
}

/* Step 2, whether parts can be put together; pixel: points of the finest. */
static gboolean fit_together(const GPtrArray *parts, double pixel)
{
  for (guint i = 0; i < parts->len; i++) {
    const GdPart *a = parts->pdata[i];
    if (fabs(a->place.m[1]) > SLACK * pixel || fabs(a->place.m[3]) > SLACK * pixel)
      return FALSE;
    for (guint k = 0; k < i; k++) {
      GdBox p = box_of(a), q = box_of(parts->pdata[k]);
      if (gd_overlap(p.x0, p.x1, q.x0, q.x1) > SLACK * pixel &&
          gd_overlap(p.y0, p.y1, q.y0, q.y1) > SLACK * pixel)
        return FALSE;
    }
  }
  return TRUE;
}

/* Step 2: one part put on the paper, whose top left is at `origin`. */
static gboolean put(PIX *paper, const GdPart *part, GdPoint origin, double pixel)
{
  GdBox box = box_of(part);
  int x0 = (int)lround((box.x0 - origin.x) / pixel), x1 = (int)lround((box.x1 - origin.x) / pixel);
  int y0 = (int)lround((box.y0 - origin.y) / pixel), y1 = (int)lround((box.y1 - origin.y) / pixel);
  if (x1 <= x0 || y1 <= y0)
    return TRUE;
  PIX *scaled = pixGetWidth(part->pix) == x1 - x0 && pixGetHeight(part->pix) == y1 - y0
                    ? pixClone(part->pix)
                    : pixScaleToSize(part->pix, x1 - x0, y1 - y0);
  PIX *same = scaled == NULL || pixGetDepth(scaled) == pixGetDepth(paper) ? pixClone(scaled)
                                                                          : pixConvertTo32(scaled);
  gboolean good =
      same != NULL && pixRasterop(paper, x0, y0, x1 - x0, y1 - y0, PIX_SRC, same, 0, 0) == 0;
  pixDestroy(&scaled);
  pixDestroy(&same);
  return good;
}

static GdPicture *put_together(const GPtrArray *parts, double width, double height, double pixel,
                               GError **error)
{
  GdBox all = GD_BOX_NONE;
  gboolean grey = TRUE, bilevel = TRUE;
  for (guint i = 0; i < parts->len; i++) {
    const GdPart *part = parts->pdata[i];
    all = gd_box_union(all, box_of(part));
    grey = grey && pixGetDepth(part->pix) == 8;
    bilevel = bilevel && part->bilevel;
  }
  all = (GdBox){fmax(all.x0, 0), fmax(all.y0, 0), fmin(all.x1, width), fmin(all.y1, height)};
  double w = ceil(gd_box_width(all) / pixel), h = ceil(gd_box_height(all) / pixel);
  PIX *paper = w >= 1 && h >= 1 && w * h <= (double)GD_CAP_PICTURE_PIXELS
                   ? pixCreate((l_int32)w, (l_int32)h, grey ? 8 : 32)
                   : NULL;
  gboolean good = paper != NULL;
  if (good)
    pixSetAll(paper);
  for (guint i = 0; good && i < parts->len; i++)
    good = put(paper, parts->pdata[i], (GdPoint){all.x0, all.y0}, pixel);
  if (!good) {
    pixDestroy(&paper);
    g_set_error_literal(error, GD_ERROR, GD_ERROR_CAP, "pictures of a page too large for memory");
    return NULL;
  }
  GdHomography to_page = gd_homography_scale(pixel, pixel, all.x0, all.y0);
  return picture_of(paper, bilevel, &to_page);
}

GdPicture *gd_parts_compose(GPtrArray *parts, double width, double height, GError **error)
{
  double pixel = G_MAXDOUBLE;
  for (guint i = 0; i < parts->len; i++) {
    GdPart *part = parts->pdata[i];
    if (!set_upright(part)) {
      g_set_error_literal(error, GD_ERROR, GD_ERROR_CAP, "a picture too large for memory");
      return NULL;
    }
    GdHomography map = map_of(part);
    pixel = fmin(pixel, fmin(map.m[0], map.m[4]));
  }
  GdPicture *picture = NULL;
  gboolean damaged = FALSE, coarse = FALSE;
  for (guint i = 0; i < parts->len; i++) {
    const GdPart *part = parts->pdata[i];
    damaged = damaged || part->damaged;
    coarse = coarse || part->coarse;
  }
  if (parts->len == 1) {
    GdPart *part = parts->pdata[0];
    GdHomography map = map_of(part);
    picture = picture_of(g_steal_pointer(&part->pix), part->bilevel, &map);
    cut(picture, width, height);
  } else if (parts->len > 1 && fit_together(parts, pixel)) {
    picture = put_together(parts, width, height, pixel, error);
  } else {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_UNSUPPORTED, "its pictures lie on each other");
  }
  if (picture != NULL) {
    picture->damaged = damaged;
    picture->coarse = coarse;
  }
  return picture;
}
