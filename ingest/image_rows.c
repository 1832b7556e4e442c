/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/image_rows.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>

/* Larger reductions sum up more than 32 bits hold: 255 * 4096^2. */
#define MOST_REDUCTION 1024

/* A picture whose resolution is this near below a multiple of what is wanted is reduced. */
#define NEARLY 1.06

struct GdRows {
  gsize width, height; /* of the source */
  guint channels, reduction;
  gsize kept_width, kept_height;
  gsize count;   /* source rows that came */
  guint32 *sums; /* one row of the picture that is kept */
  PIX *pix;
};

/* Whether what is kept does. */
static gboolean fits(gint64 width, gint64 height, guint reduction)
{
  gint64 kept_width = (width + reduction - 1) / reduction;
  gint64 kept_height = (height + reduction - 1) / reduction;
  return kept_width <= GD_CAP_PICTURE_PIXELS / kept_height;
}

GdRows *gd_rows_new(gint64 width, gint64 height, guint channels, guint reduction, GError **error)
{
  if (width <= 0 || height <= 0) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "a picture without pixels");
    return NULL;
  }
  reduction = CLAMP(reduction, 1, MOST_REDUCTION);
  while (reduction < MOST_REDUCTION && !fits(width, height, reduction))
    reduction++;
  gint64 kept_width = (width + reduction - 1) / reduction;
  gint64 kept_height = (height + reduction - 1) / reduction;
  if (width > GD_CAP_IMAGE_PIXELS / height || kept_width > GD_CAP_PICTURE_PIXELS / kept_height) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                "a picture of %" G_GINT64_FORMAT " x %" G_GINT64_FORMAT
                " pixels, more than guidang reads",
                width, height);
    return NULL;
  }
  PIX *pix = pixCreate((l_int32)kept_width, (l_int32)kept_height, channels == 1 ? 8 : 32);
  if (pix == NULL) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_CAP, "a picture too large for memory");
    return NULL;
  }
  pixSetAll(pix);
  GdRows *rows = g_new0(GdRows, 1);
  rows->width = (gsize)width;
  rows->height = (gsize)height;
  rows->channels = channels;
  rows->reduction = reduction;
  rows->kept_width = (gsize)kept_width;
  rows->kept_height = (gsize)kept_height;
  rows->sums = g_new0(guint32, rows->kept_width * channels);
  rows->pix = pix;
  return rows;
}

void gd_rows_free(GdRows *rows)
{
  if (rows == NULL)
    return;
  pixDestroy(&rows->pix);
  g_free(rows->sums);
  g_free(rows);
}

static void write_pixels(GdRows *rows, gsize y, guint n_rows)
{
  l_uint32 *line = pixGetData(rows->pix) + y * (gsize)pixGetWpl(rows->pix);
  guint k = rows->reduction;
  for (gsize x = 0; x < rows->kept_width; x++) {
    guint n = MAX(1, n_rows * (guint)MIN(k, rows->width - x * k));
    const guint32 *s = rows->sums + x * rows->channels;
    if (rows->channels == 1)
      SET_DATA_BYTE(line, x, (s[0] + n / 2) / n);
    else
      line[x] = ((s[0] + n / 2) / n) << 24 | ((s[1] + n / 2) / n) << 16 | ((s[2] + n / 2) / n) << 8;
  }
  memset(rows->sums, 0, rows->kept_width * rows->channels * sizeof *rows->sums);
}

static void copy_row(GdRows *rows, const guint8 *row)
{
  l_uint32 *line = pixGetData(rows->pix) + rows->count * (gsize)pixGetWpl(rows->pix);
  for (gsize x = 0; x < rows->width; x++)
    if (rows->channels == 1)
      SET_DATA_BYTE(line, x, row[x]);
    else
      line[x] = (l_uint32)row[3 * x] << 24 | (l_uint32)row[3 * x + 1] << 16 |
                (l_uint32)row[3 * x + 2] << 8;
}

void gd_rows_add(GdRows *rows, const guint8 *row)
{
  guint k = MAX(1, rows->reduction);
  if (rows->count >= rows->height)
    return;
  if (k == 1) {
    copy_row(rows, row);
    rows->count++;
    return;
  }
  gsize at = 0;
  for (gsize x = 0; x < rows->kept_width; x++) {
    guint32 *s = rows->sums + x * rows->channels;
    for (gsize i = 0, n = MIN(k, rows->width - x * k); i < n; i++)
      for (guint c = 0; c < rows->channels; c++)
        s[c] += row[at++];
  }
  rows->count++;
  if (rows->count % k == 0 || rows->count == rows->height)
    write_pixels(rows, (rows->count - 1) / k, (guint)((rows->count - 1) % k + 1));
}

guint gd_rows_count(const GdRows *rows)
{
  return (guint)rows->count;
}

PIX *gd_rows_finish(GdRows *rows, gboolean *damaged)
{
  if (damaged != NULL && rows->count < rows->height)
    *damaged = TRUE;
  guint part = (guint)(rows->count % MAX(1, rows->reduction));
  if (part != 0 && rows->count < rows->height)
    write_pixels(rows, rows->count / rows->reduction, part);
  PIX *pix = rows->pix;
  rows->pix = NULL;
  gd_rows_free(rows);
  return pix;
}

guint gd_rows_reduction(double have, double want)
{
  double times = have * NEARLY / want;
  return times >= MOST_REDUCTION ? MOST_REDUCTION : times >= 1 ? (guint)times : 1;
}
