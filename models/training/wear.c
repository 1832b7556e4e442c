/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each step draws its own strength, so that all combinations occur:
 *
 * 1. Print, at the oversampled size: ink spreads or is starved (blur, then a
 *    steeper step about another level), some is missing in spots.
 * 2. Stains: strokes of a seal, specks, the back of the sheet.
 * 3. Optics: to the scan's resolution, blurred.
 * 4. Light: shading over the cell, faded ink, grey paper; grain.
 * 5. What is stored: JPEG of some quality, or two levels.
 */
#include "models/training/wear.h"

#include <math.h>
#include <string.h>

GdField gd_field_new(int width, int height)
{
  return (GdField){width, height, g_new0(float, (gsize)width *height)};
}

void gd_field_clear(GdField *field)
{
  g_clear_pointer(&field->v, g_free);
}

/* A normal deviate, by the sum of uniform ones: close enough for grain. */
static double normal(TsRng *rng)
{
  double sum = 0;
  for (int i = 0; i < 4; i++)
    sum += ts_rng_real(rng, -1, 1);
  return sum * 0.866;
}

/* One pass of a box of radius r (may be fractional) along rows or columns. */
static void box_pass(float *line, int n, int step, double r, float *room)
{
  const int whole = (int)r;
  const double part = r - whole, weight = 1 / (2 * r + 1);
  for (int i = 0; i < n; i++)
    room[i] = line[(gsize)i * step];
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int k = -whole - 1; k <= whole + 1; k++) {
      const double w = ABS(k) <= whole ? 1 : part;
      sum += w * room[CLAMP(i + k, 0, n - 1)];
    }
    line[(gsize)i * step] = (float)(sum * weight);
  }
}

static void blur(GdField *f, double radius_x, double radius_y)
{
  g_autofree float *room = g_new(float, MAX(f->width, f->height));
  for (int twice = 0; twice < 2; twice++) {
    for (int y = 0; radius_x > 0.05 && y < f->height; y++)
      box_pass(f->v + (gsize)y * f->width, f->width, 1, radius_x, room);
    for (int x = 0; radius_y > 0.05 && x < f->width; x++)
      box_pass(f->v + x, f->height, f->width, radius_y, room);
  }
}

static void spread_ink(TsRng *rng, GdField *f, double dpi, double strength)
{
  const double radius = ts_rng_real(rng, 0.2, 0.2 + 1.3 * strength) * dpi * GD_OVERSAMPLE / 600;
  const double level = 0.5 + ts_rng_real(rng, -0.33, 0.3) * strength;
  const double steep = ts_rng_real(rng, 1.5, 6);
  blur(f, radius, radius);
  for (gsize i = 0; i < (gsize)f->width * f->height; i++)
    f->v[i] = (float)CLAMP(0.5 + (f->v[i] - level) * steep, 0, 1);
}

/* A disc of that radius takes on, or is multiplied by, a level. */
static void spot(GdField *f, double x, double y, double radius, double level, gboolean multiply)
{
  for (int j = MAX(0, (int)(y - radius)); j < MIN(f->height, (int)(y + radius) + 1); j++)
    for (int i = MAX(0, (int)(x - radius)); i < MIN(f->width, (int)(x + radius) + 1); i++)
      if ((i - x) * (i - x) + (j - y) * (j - y) <= radius * radius) {
        float *v = f->v + (gsize)j * f->width + i;
        *v = (float)(multiply ? *v * level : level);
      }
}

/* Dark and light specks; number: for a square inch. */
static void specks(TsRng *rng, GdField *f, double dpi, double number)
{
  const double unit = dpi * GD_OVERSAMPLE, area = f->width * (double)f->height / (unit * unit);
  const int n = (int)(area * number + ts_rng_real(rng, 0, 1));
  for (int i = 0; i < n; i++)
    spot(f, ts_rng_real(rng, 0, f->width), ts_rng_real(rng, 0, f->height),
         unit * ts_rng_real(rng, 0.001, 0.006), ts_rng_chance(rng, 0.5) ? 0.95 : 0.1, FALSE);
}

/* Thick strokes that darken what they cross, as a seal does after its colour was
 * taken out, or not. */
static void seal(TsRng *rng, GdField *f, double dpi)
{
  const double level =
      ts_rng_chance(rng, 0.85) ? ts_rng_real(rng, 0.78, 0.97) : ts_rng_real(rng, 0.6, 0.8);
  g_autofree guint8 *done = g_new0(guint8, (gsize)f->width * f->height);
  const int strokes = (int)ts_rng_int(rng, 1, 4);
  for (int s = 0; s < strokes; s++) {
    double x = ts_rng_real(rng, 0, f->width), y = ts_rng_real(rng, 0, f->height);
    double angle = ts_rng_real(rng, 0, 6.283);
    const double bend = ts_rng_real(rng, -0.02, 0.02);
    const double radius = dpi * GD_OVERSAMPLE * ts_rng_real(rng, 0.008, 0.025);
    for (int step = 0; step < 60; step++) {
      angle += bend;
      x += cos(angle) * radius;
      y += sin(angle) * radius;
      for (int j = MAX(0, (int)(y - radius)); j < MIN(f->height, (int)(y + radius)); j++)
        for (int i = MAX(0, (int)(x - radius)); i < MIN(f->width, (int)(x + radius)); i++)
          done[(gsize)j * f->width + i] = 1;
    }
  }
  for (gsize i = 0; i < (gsize)f->width * f->height; i++)
    f->v[i] *= done[i] ? (float)level : 1;
}

/* The cell itself, mirrored and pale: print on the back of the sheet. */
static void bleed_through(TsRng *rng, GdField *f)
{
  const double strength = ts_rng_real(rng, 0.03, 0.16);
  const int dx = (int)ts_rng_int(rng, 0, f->width - 1);
  g_autofree float *back = g_memdup2(f->v, (gsize)f->width * f->height * sizeof(float));
  for (int y = 0; y < f->height; y++)
    for (int x = 0; x < f->width; x++) {
      const int from = (2 * f->width - 1 - x + dx) % f->width;
      f->v[(gsize)y * f->width + x] *=
          (float)(1 - strength * (1 - back[(gsize)y * f->width + from]));
    }
}

static GdField reduce(const GdField *f)
{
  GdField small = gd_field_new(f->width / GD_OVERSAMPLE, f->height / GD_OVERSAMPLE);
  for (int y = 0; y < small.height; y++)
    for (int x = 0; x < small.width; x++) {
      float sum = 0;
      for (int j = 0; j < GD_OVERSAMPLE; j++)
        for (int i = 0; i < GD_OVERSAMPLE; i++)
          sum += f->v[(gsize)(y * GD_OVERSAMPLE + j) * f->width + x * GD_OVERSAMPLE + i];
      small.v[(gsize)y * small.width + x] = sum / (GD_OVERSAMPLE * GD_OVERSAMPLE);
    }
  return small;
}

/* Ink and paper levels, a slope of light, grain. */
static void light(TsRng *rng, GdField *f, double strength)
{
  const double paper = 1 - ts_rng_real(rng, 0, 0.08 + 0.3 * strength);
  const double ink = ts_rng_real(rng, 0, 0.15 + 0.3 * strength) * paper;
  const double gx = ts_rng_real(rng, -0.12, 0.12) * strength / f->width;
  const double gy = ts_rng_real(rng, -0.06, 0.06) * strength / f->height;
  const double grain = ts_rng_real(rng, 0, 0.012 + 0.045 * strength);
  for (int y = 0; y < f->height; y++)
    for (int x = 0; x < f->width; x++) {
      float *v = f->v + (gsize)y * f->width + x;
      const double level = ink + *v * (paper - ink) + gx * (x - f->width / 2.0) +
                           gy * (y - f->height / 2.0) + normal(rng) * grain;
      *v = (float)CLAMP(level, 0, 1);
    }
}

/* Two levels, about one that loses thin strokes or fills narrow ones. */
static void two_levels(TsRng *rng, GdField *f)
{
  const double level = ts_rng_real(rng, 0.45, 0.8);
  const double grain = ts_rng_real(rng, 0, 0.07);
  for (gsize i = 0; i < (gsize)f->width * f->height; i++)
    f->v[i] = f->v[i] + normal(rng) * grain < level ? 0 : 1;
}

static PIX *to_pix(const GdField *f)
{
  PIX *pix = pixCreate(f->width, f->height, 8);
  for (int y = 0; y < f->height; y++) {
    l_uint32 *line = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
    for (int x = 0; x < f->width; x++)
      SET_DATA_BYTE(line, x, (int)(f->v[(gsize)y * f->width + x] * 255 + 0.5F));
  }
  return pix;
}

/* Through JPEG of that quality; blocks begin anywhere. */
static PIX *through_jpeg(TsRng *rng, PIX *pix, int quality)
{
  const int dx = (int)ts_rng_int(rng, 0, 7), dy = (int)ts_rng_int(rng, 0, 7);
  g_autoptr(GdOcrPix) wide = pixAddBorderGeneral(pix, dx, 8, dy, 8, 255);
  l_uint8 *data = NULL;
  size_t size = 0;
  if (pixWriteMemJpeg(&data, &size, wide, quality, 0) != 0)
    return pixCopy(NULL, pix);
  g_autoptr(GdOcrPix) read = pixReadMemJpeg(data, size, 0, 1, NULL, 0);
  lept_free(data);
  return gd_pix_part(read, dx, dy, dx + pixGetWidth(pix), dy + pixGetHeight(pix));
}

/* How likely and how strong each step is at each level. */
typedef struct {
  double print, seal, specks, back, optics, light, jpeg;
  int quality; /* the worst of JPEG */
} Strength;

static const Strength strengths[GD_WEAR_LEVELS] = {
    [GD_WEAR_CLEAN] = {0.3, 0, 0, 0, 0.3, 0.1, 0.5, 75},
    [GD_WEAR_OFFICE] = {0.6, 0.25, 0.15, 0.15, 0.6, 0.35, 0.8, 50},
    [GD_WEAR_HARD] = {1, 0.3, 0.5, 0.3, 1, 1, 0.8, 25},
    [GD_WEAR_FAX] = {0.9, 0.15, 0.3, 0.1, 0.9, 0.5, 0.2, 40},
};

const char *gd_wear_name(GdWear wear)
{
  static const char *const names[GD_WEAR_LEVELS] = {"clean", "office", "hard", "fax"};
  return names[wear];
}

PIX *gd_wear(TsRng *rng, const GdField *drawn, double dpi, GdWear wear)
{
  const Strength *s = &strengths[wear];
  GdField f = gd_field_new(drawn->width, drawn->height);
  memcpy(f.v, drawn->v, (gsize)f.width * f.height * sizeof(float));
  spread_ink(rng, &f, dpi, s->print);
  if (ts_rng_chance(rng, s->specks))
    specks(rng, &f, dpi, ts_rng_real(rng, 0, 250));
  if (ts_rng_chance(rng, s->back))
    bleed_through(rng, &f);
  if (ts_rng_chance(rng, s->seal))
    seal(rng, &f, dpi);
  GdField small = reduce(&f);
  gd_field_clear(&f);
  const double radius = ts_rng_real(rng, 0, 0.9) * s->optics;
  blur(&small, radius, radius * ts_rng_real(rng, 0.6, 1.4));
  light(rng, &small, s->light * ts_rng_real(rng, 0, 1));
  if (wear == GD_WEAR_FAX)
    two_levels(rng, &small);
  g_autoptr(GdOcrPix) pix = to_pix(&small);
  gd_field_clear(&small);
  if (!ts_rng_chance(rng, s->jpeg))
    return g_steal_pointer(&pix);
  return through_jpeg(rng, pix, (int)ts_rng_int(rng, s->quality, 95));
}
