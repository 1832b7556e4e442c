/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. things that lie on the glass or the sheet: specks, dust, hairs, streaks
 *   2. blur
 *   3. tone: ink and paper get their levels, the paper its colour
 *   4. light: a field of gains over the picture
 *   5. texture of the paper, noise of the sensor
 *   6. a bilevel device compares with one threshold (it evens out the light itself)
 */
#include "tests/degrade/sensor.h"

#include <math.h>

#include "tests/degrade/blur.h"
#include "tests/typeset/rng.h"

#define NOISES 65536      /* drawn values that are used again and again; a power of 2 */
#define TILE 256          /* px, width and height of the texture, which repeats; a power of 2 */
#define LIGHT_ROWS 8      /* px; the light hardly changes over them */
#define BILEVEL_LIGHT 0.3 /* share of uneven light that a bilevel device leaves */
#define HAIR_STEP 0.7     /* px between the discs that make a hair */
#define MM_PER_INCH 25.4

typedef struct {
  const char *name;
  double level[3]; /* share of white of red, green, blue */
} Paper;

static const Paper papers[] = {
    {"white", {1, 1, 1}},       {"grey", {0.9, 0.9, 0.91}}, {"cream", {1, 0.97, 0.87}},
    {"yellow", {1, 0.93, 0.6}}, {"pink", {1, 0.82, 0.86}},  {"green", {0.82, 0.95, 0.83}},
    {"blue", {0.8, 0.9, 1}},
};

void dg_sensor_bed(const DgParams *params, guint64 seed, guint page, guint8 bed[3])
{
  g_autofree char *stream = g_strdup_printf("bed %u", page);
  TsRng rng = ts_rng(seed, stream);
  double tone = ts_rng_real(&rng, 5, 70);
  bed[0] = bed[1] = bed[2] = (guint8)tone;
  if (dg_param_is(params, "bed", "white"))
    bed[0] = bed[1] = bed[2] = 255;
  if (dg_param_is(params, "bed", "desk")) {
    bed[0] = (guint8)(tone + ts_rng_real(&rng, 40, 110));
    bed[1] = (guint8)(tone + ts_rng_real(&rng, 20, 80));
    bed[2] = (guint8)(tone + ts_rng_real(&rng, 0, 60));
  }
}

/* A soft disc; strength 0..1 of the level is mixed in. */
static void put_disc(DgPicture *picture, double cx, double cy, double radius, guint8 level,
                     double strength)
{
  gint x0 = (gint)floor(cx - radius - 1), x1 = (gint)ceil(cx + radius + 1);
  gint y0 = (gint)floor(cy - radius - 1), y1 = (gint)ceil(cy + radius + 1);
  for (gint y = MAX(y0, 0); y <= MIN(y1, (gint)picture->height - 1); y++)
    for (gint x = MAX(x0, 0); x <= MIN(x1, (gint)picture->width - 1); x++) {
      double inside = CLAMP(radius + 0.5 - hypot(x + 0.5 - cx, y + 0.5 - cy), 0, 1) * strength;
      guint8 *px = dg_picture_row(picture, (guint)y) + (guint)x * picture->channels;
      for (guint c = 0; c < picture->channels; c++)
        px[c] = (guint8)(px[c] + (level - px[c]) * inside);
    }
}

/* density: for each cm2. */
static void put_specks(DgPicture *picture, TsRng *rng, double density, gboolean dark, double dpi)
{
  double area = picture->width * (double)picture->height / (dpi * dpi) * 2.54 * 2.54;
  guint n = (guint)(density * area);
  for (guint i = 0; i < n; i++) {
    double mm = 0.03 + 0.17 * pow(ts_rng_real(rng, 0, 1), 3);
    put_disc(picture, ts_rng_real(rng, 0, picture->width), ts_rng_real(rng, 0, picture->height),
             mm / MM_PER_INCH * dpi, dark ? (guint8)ts_rng_int(rng, 0, 110) : 250,
             ts_rng_real(rng, 0.5, 1));
  }
}

static void put_hair(DgPicture *picture, TsRng *rng, double dpi)
{
  double x = ts_rng_real(rng, 0, picture->width), y = ts_rng_real(rng, 0, picture->height);
  double angle = ts_rng_real(rng, 0, 2 * G_PI), bend = ts_rng_real(rng, -1, 1) / (0.3 * dpi);
  double length = ts_rng_real(rng, 0.1, 0.5) * dpi, width = ts_rng_real(rng, 0.02, 0.05);
  for (guint steps = (guint)(length / HAIR_STEP); steps > 0; steps--) {
    put_disc(picture, x, y, width / MM_PER_INCH * dpi, 70, 0.5);
    x += HAIR_STEP * cos(angle);
    y += HAIR_STEP * sin(angle);
    angle += HAIR_STEP * bend;
  }
}

static void put_streak(DgPicture *picture, TsRng *rng)
{
  guint at = (guint)ts_rng_int(rng, 0, (gint64)picture->width - 1);
  gint change = (gint)ts_rng_int(rng, -70, 50);
  for (guint y = 0; y < picture->height; y++) {
    guint8 *px = dg_picture_row(picture, y) + at * picture->channels;
    for (guint c = 0; c < picture->channels; c++)
      px[c] = (guint8)CLAMP(px[c] + change, 0, 255);
  }
}

static void put_things(DgPicture *picture, const DgParams *params, TsRng *rng, double dpi)
{
  put_specks(picture, rng, dg_param_real(params, "specks"), TRUE, dpi);
  put_specks(picture, rng, dg_param_real(params, "dust"), FALSE, dpi);
  for (guint n = (guint)dg_param_real(params, "hairs"); n > 0; n--)
    put_hair(picture, rng, dpi);
  for (guint n = (guint)dg_param_real(params, "streaks"); n > 0; n--)
    put_streak(picture, rng);
}

static void make_tones(const DgParams *params, guint channels, guint8 tones[3][256])
{
  const Paper *paper = &papers[0];
  for (guint i = 0; i < G_N_ELEMENTS(papers); i++)
    if (dg_param_is(params, "paper", papers[i].name))
      paper = &papers[i];
  gboolean bilevel = dg_param_is(params, "colour", "bilevel");
  double white = dg_param_real(params, "white"), black = dg_param_real(params, "black");
  for (guint c = 0; c < channels; c++) {
    double level = channels == 3
                       ? paper->level[c]
                       : 0.3 * paper->level[0] + 0.6 * paper->level[1] + 0.1 * paper->level[2];
    double top = bilevel ? 255 : white * level, bottom = bilevel ? 0 : fmin(black, top);
    for (guint i = 0; i < 256; i++) /* a bilevel device stretches what it sees */
      tones[c][i] = (guint8)lround(bottom + (top - bottom) * i / 255.0);
  }
}

typedef struct {
  const char *kind;
  double depth, dx, dy, at;
} Light;

/* Gain (0..1) at a place, x and y 0..1. */
static double gain_at(const Light *light, double x, double y)
{
  double along = (x - 0.5) * light->dx + (y - 0.5) * light->dy + 0.5; /* about 0..1 */
  if (g_str_equal(light->kind, "gradient"))
    return 1 - light->depth * CLAMP(along, 0, 1);
  if (g_str_equal(light->kind, "vignette"))
    return 1 - light->depth * 2 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5));
  double t = CLAMP((along - light->at) / 0.08 + 0.5, 0, 1); /* the soft edge of a shadow */
  return 1 - light->depth * t * t * (3 - 2 * t);
}

static void make_gains(const Light *light, guint width, double y, guint16 *gains)
{
  for (guint x = 0; x < width; x++)
    gains[x] = g_str_equal(light->kind, "even")
                   ? 256
                   : (guint16)lround(256 * gain_at(light, (double)x / width, y));
}

/* Normal deviates by the sum of twelve uniform ones. */
static gint8 *make_noise(TsRng *rng, double deviation)
{
  gint8 *noise = g_new(gint8, NOISES);
  for (guint i = 0; i < NOISES; i++) {
    double sum = -6;
    for (guint k = 0; k < 12; k++)
      sum += (double)(ts_rng_next(rng) >> 40) / 16777216.0;
    noise[i] = (gint8)CLAMP(lround(sum * deviation), -127, 127);
  }
  return noise;
}

/* Noise whose neighbours are alike: paper fibre. TILE x TILE. */
static gint8 *make_texture(TsRng *rng, double deviation)
{
  g_autofree gint8 *noise = make_noise(rng, 3 * deviation);
  gint8 *texture = g_new(gint8, TILE * TILE);
  for (guint y = 0; y < TILE; y++)
    for (guint x = 0; x < TILE; x++) {
      gint sum = 0;
      for (guint k = 0; k < 9; k++)
        sum += noise[((y + k / 3) % TILE) * TILE + (x + k % 3) % TILE];
      texture[y * TILE + x] = (gint8)(sum / 9);
    }
  return texture;
}

static Light draw_light(const DgParams *params, TsRng *rng)
{
  double angle = ts_rng_real(rng, 0, 2 * G_PI);
  Light light = {.kind = dg_param(params, "light"),
                 .depth = dg_param_real(params, "light_depth"),
                 .dx = cos(angle),
                 .dy = sin(angle),
                 .at = ts_rng_real(rng, 0.3, 0.7)};
  if (dg_param_is(params, "colour", "bilevel"))
    light.depth *= BILEVEL_LIGHT;
  return light;
}

/* Steps 3 to 5. */
static void expose(DgPicture *picture, const DgParams *params, TsRng *rng)
{
  guint8 tones[3][256];
  guint n = picture->channels;
  make_tones(params, n, tones);
  Light light = draw_light(params, rng);
  g_autofree guint16 *gains = g_new(guint16, picture->width);
  g_autofree gint8 *noise = make_noise(rng, dg_param_real(params, "noise"));
  g_autofree gint8 *texture = make_texture(rng, dg_param_real(params, "texture"));
  for (guint y = 0; y < picture->height; y++) {
    if (y % LIGHT_ROWS == 0)
      make_gains(&light, picture->width, (double)y / picture->height, gains);
    const gint8 *fibre = texture + (y % TILE) * TILE;
    guint start = (guint)ts_rng_next(rng);
    guint8 *px = dg_picture_row(picture, y);
    for (guint x = 0; x < picture->width; x++, px += n)
      for (guint c = 0; c < n; c++) {
        gint level = (tones[c][px[c]] * gains[x]) >> 8;
        level += fibre[x % TILE] + noise[(start + x * n + c) % NOISES];
        px[c] = (guint8)CLAMP(level, 0, 255);
      }
  }
}

void dg_sensor_see(DgPicture *picture, const DgParams *params, guint64 seed, guint page, double dpi)
{
  g_autofree char *stream = g_strdup_printf("sensor %u", page);
  TsRng rng = ts_rng(seed, stream);
  put_things(picture, params, &rng, dpi);
  dg_blur_gauss(picture, dg_param_real(params, "blur") * dpi / 300);
  dg_blur_motion(picture, dg_param_real(params, "motion") * dpi / 300, ts_rng_real(&rng, 0, G_PI));
  expose(picture, params, &rng);
}

PIX *dg_sensor_digitise(const DgPicture *picture, const DgParams *params, guint64 seed, guint page)
{
  DG_AUTO_PIX pix = dg_picture_to_pix(picture);
  if (!dg_param_is(params, "colour", "bilevel"))
    return g_steal_pointer(&pix);
  PIX *bilevel = pixThresholdToBinary(pix, (gint)dg_param_real(params, "threshold"));
  g_autofree char *stream = g_strdup_printf("line %u", page);
  TsRng rng = ts_rng(seed, stream);
  for (guint n = (guint)dg_param_real(params, "lost_lines"); n > 0; n--) {
    gint y = (gint)ts_rng_int(&rng, 0, pixGetHeight(bilevel) - 1);
    pixClearInRect(bilevel, &(BOX){.x = 0, .y = y, .w = pixGetWidth(bilevel), .h = 1});
  }
  return bilevel;
}
