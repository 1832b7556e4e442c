/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. rulings are found (long runs of dark px, by Leptonica's openings) and lose
 *      ink: all along (faint), in random pieces (broken), in even ones (dashed);
 *   2. strokes lose ink where a coarse and a fine noise field say so;
 *   3. strokes grow by a minimum filter of 3 x 3 px, or shrink by a maximum
 *      filter, mixed with what was there for parts of a px.
 */
#include "tests/degrade/ink.h"

#include <math.h>
#include <string.h>

#include "tests/typeset/rng.h"

#define RULING_INCHES 0.4 /* shorter runs are strokes of characters */
#define RULING_DARK 170   /* grey level below which a px may be of a ruling */
#define FIELD 64          /* width and height of a noise field; a power of 2 */
#define COARSE_INCHES 0.12
#define LEAST_SPREAD 0.01 /* px; less changes no grey level */
#define LAST_INK 250      /* lighter is paper */

typedef struct {
  float at[FIELD * FIELD]; /* 0..1 */
} Field;

static Field *new_field(TsRng *rng)
{
  Field *field = g_new(Field, 1);
  for (guint i = 0; i < FIELD * FIELD; i++)
    field->at[i] = (float)ts_rng_real(rng, 0, 1);
  return field;
}

/* Bilinear, repeating; x, y >= 0 in fields' cells. */
static float field_at(const Field *f, float x, float y)
{
  guint ix = (guint)x, iy = (guint)y, m = FIELD - 1;
  float fx = x - (float)ix, fy = y - (float)iy;
  const float *a = f->at + (iy & m) * FIELD, *b = f->at + ((iy + 1) & m) * FIELD;
  float top = a[ix & m] * (1 - fx) + a[(ix + 1) & m] * fx;
  float bottom = b[ix & m] * (1 - fx) + b[(ix + 1) & m] * fx;
  return top * (1 - fy) + bottom * fy;
}

static void lose_ink(guint8 *px, guint channels, float share)
{
  for (guint c = 0; c < channels; c++)
    px[c] = (guint8)(px[c] + (255 - px[c]) * share);
}

static void fade(DgPicture *sheet, double amount, TsRng *rng, double dpi)
{
  g_autofree Field *coarse = new_field(rng), *fine = new_field(rng);
  float coarse_px = (float)(COARSE_INCHES * dpi), fine_px = (float)fmax(1, dpi / 170);
  for (guint y = 0; y < sheet->height; y++) {
    guint8 *px = dg_picture_row(sheet, y);
    for (guint x = 0; x < sheet->width; x++, px += sheet->channels) {
      if (px[0] >= LAST_INK)
        continue;
      float low = field_at(coarse, (float)x / coarse_px, (float)y / coarse_px);
      float high = field_at(fine, (float)x / fine_px, (float)y / fine_px);
      float holes = high * (0.6f + low) > 1.12f - 0.5f * (float)amount ? 0.9f : 0;
      lose_ink(px, sheet->channels, (float)amount * fmaxf(0.8f * low, holes));
    }
  }
}

/* Rulings of one direction, with the soft px at their edges. Caller destroys. */
static PIX *find_rulings(PIX *dark, gboolean across, double dpi)
{
  gint length = (gint)(RULING_INCHES * dpi);
  DG_AUTO_PIX lines =
      across ? pixOpenBrick(NULL, dark, length, 1) : pixOpenBrick(NULL, dark, 1, length);
  return pixDilateBrick(NULL, lines, 3, 3);
}

/* The share of ink lost at a place (px) along a ruling. */
static float loss_at(const char *kind, double loss, guint along, guint line, const Field *field,
                     double dpi)
{
  if (g_str_equal(kind, "faint"))
    return (float)fmin(0.9, 0.3 + 1.3 * loss);
  if (g_str_equal(kind, "dashed")) {
    guint period = (guint)fmax(4, dpi / 40);
    return along % period < (guint)ceil(loss * period) ? 1 : 0;
  }
  guint track = line / 8; /* px of one ruling fade together, though it is a little askew */
  float value = field_at(field, (float)along / (float)(dpi / 18), (float)track);
  return value < loss ? 1 : 0;
}

static void wear_rulings(DgPicture *sheet, const DgParams *params, TsRng *rng, double dpi)
{
  const char *kind = dg_param(params, "rulings");
  double loss = dg_param_real(params, "ruling_loss");
  g_autofree Field *field = new_field(rng);
  DG_AUTO_PIX pix = dg_picture_to_pix(sheet);
  DG_AUTO_PIX grey = pixConvertTo8(pix, 0);
  DG_AUTO_PIX dark = pixThresholdToBinary(grey, RULING_DARK);
  for (guint across = 0; across < 2; across++) {
    DG_AUTO_PIX lines = find_rulings(dark, across != 0, dpi);
    for (guint y = 0; y < sheet->height; y++) {
      guint8 *px = dg_picture_row(sheet, y);
      const l_uint32 *row = pixGetData(lines) + (gsize)y * (gsize)pixGetWpl(lines);
      for (guint x = 0; x < sheet->width; x++) {
        if (row[x / 32] == 0) {
          x |= 31;
          continue;
        }
        if (GET_DATA_BIT(row, x))
          lose_ink(px + x * sheet->channels, sheet->channels,
                   across ? loss_at(kind, loss, x, y, field, dpi)
                          : loss_at(kind, loss, y, x, field, dpi));
      }
    }
  }
}

static inline guint8 extreme(guint8 a, guint8 b, gboolean dark)
{
  return dark ? MIN(a, b) : MAX(a, b);
}

/* Mixes amount (0..1) of the filtered picture into the picture. */
static void spread_once(DgPicture *sheet, double amount, gboolean dark)
{
  gsize bytes = (gsize)sheet->width * sheet->channels, n = sheet->channels;
  g_autoptr(DgPicture) across = dg_picture_new(sheet->width, sheet->height, sheet->channels);
  for (guint y = 0; y < sheet->height; y++) {
    const guint8 *from = dg_picture_row(sheet, y);
    guint8 *to = dg_picture_row(across, y);
    memcpy(to, from, bytes);
    for (gsize i = n; i + n < bytes; i++)
      to[i] = extreme(extreme(from[i - n], from[i], dark), from[i + n], dark);
  }
  gint share = (gint)(amount * 256);
  for (guint y = 0; y < sheet->height; y++) {
    const guint8 *a = dg_picture_row(across, y == 0 ? 0 : y - 1);
    const guint8 *b = dg_picture_row(across, y);
    const guint8 *c = dg_picture_row(across, MIN(y + 1, sheet->height - 1));
    guint8 *to = dg_picture_row(sheet, y);
    for (gsize i = 0; i < bytes; i++) {
      gint found = extreme(extreme(a[i], b[i], dark), c[i], dark);
      to[i] = (guint8)(to[i] + ((found - to[i]) * share) / 256);
    }
  }
}

void dg_ink_wear(DgPicture *sheet, const DgParams *params, guint64 seed, guint page, double dpi)
{
  g_autofree char *stream = g_strdup_printf("ink %u", page);
  TsRng rng = ts_rng(seed, stream);
  if (!dg_param_is(params, "rulings", "whole"))
    wear_rulings(sheet, params, &rng, dpi);
  double faded = dg_param_real(params, "fade");
  if (faded > 0)
    fade(sheet, faded, &rng, dpi);
  double spread = dg_param_real(params, "spread") * dpi / 300;
  double left = fabs(spread);
  while (left > LEAST_SPREAD) {
    spread_once(sheet, fmin(left, 1), spread > 0);
    left -= 1;
  }
}
