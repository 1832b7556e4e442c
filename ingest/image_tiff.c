/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TIFF through libtiff. Two ways:
 *  1. Strips of 1 or 8 bits, grey, palette or RGB, as nearly all scanners write, are read
 *     row by row, whatever their size.
 *  2. All else (tiles, CMYK, YCbCr, 16 bits, planes) goes through libtiff's own conversion
 *     to RGBA, which needs the whole page: up to GD_CAP_IMAGE_SAMPLES.
 */
#include "ingest/image_tiff.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>
#include <tiffio.h>

/* Inches of a centimetre. */
#define CM 2.54

struct GdTiff {
  TIFF *file;
  guint page; /* that file stands at, from 1 */
};

static int keep_quiet(TIFF *file G_GNUC_UNUSED, void *data G_GNUC_UNUSED,
                      const char *module G_GNUC_UNUSED, const char *format G_GNUC_UNUSED,
                      va_list arguments G_GNUC_UNUSED)
{
  return 1; /* what is wrong is told by what cannot be read */
}

GdTiff *gd_tiff_open(const char *path, GError **error)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  TIFFOpenOptionsSetErrorHandlerExtR(options, keep_quiet, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR(options, keep_quiet, NULL);
  TIFF *file = TIFFOpenExt(path, "r", options);
  TIFFOpenOptionsFree(options);
  if (file == NULL) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "damaged beyond reading: no TIFF page");
    return NULL;
  }
  GdTiff *tiff = g_new0(GdTiff, 1);
  tiff->file = file;
  tiff->page = 1;
  return tiff;
}

void gd_tiff_close(GdTiff *tiff)
{
  if (tiff == NULL)
    return;
  TIFFClose(tiff->file);
  g_free(tiff);
}

/* Stands at a page. FALSE if it cannot be found. */
static gboolean go_to(GdTiff *tiff, guint page)
{
  if (tiff->page == page)
    return TRUE;
  gboolean found = tiff->page != 0 && page == tiff->page + 1
                       ? TIFFReadDirectory(tiff->file)
                       : TIFFSetDirectory(tiff->file, (tdir_t)(page - 1));
  tiff->page = found ? page : 0;
  return found;
}

guint gd_tiff_pages(GdTiff *tiff)
{
  guint n = 1;
  if (!go_to(tiff, 1))
    return 0;
  while (n <= GD_CAP_PAGES && TIFFReadDirectory(tiff->file))
    n++;
  tiff->page = 0;
  return n;
}

gboolean gd_tiff_head(GdTiff *tiff, guint page, GdImageHead *head, GError **error)
{
  guint32 width = 0, height = 0;
  float x = 0, y = 0;
  guint16 unit = RESUNIT_INCH, orientation = 1;
  if (!go_to(tiff, page) || !TIFFGetField(tiff->file, TIFFTAG_IMAGEWIDTH, &width) ||
      !TIFFGetField(tiff->file, TIFFTAG_IMAGELENGTH, &height)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
    return FALSE;
  }
  TIFFGetField(tiff->file, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(tiff->file, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted(tiff->file, TIFFTAG_RESOLUTIONUNIT, &unit);
  TIFFGetFieldDefaulted(tiff->file, TIFFTAG_ORIENTATION, &orientation);
  double scale = unit == RESUNIT_INCH ? 1 : unit == RESUNIT_CENTIMETER ? CM : 0;
  *head = (GdImageHead){width, height, x * scale, y * scale, orientation};
  return TRUE;
}

typedef struct {
  guint32 width, height;
  guint16 bits, samples, photometric, planar;
  guint8 palette[256]; /* grey of each value */
} Layout;

/* A palette as grey; its parts have 16 bits, in some files 8. */
static void read_palette(TIFF *file, Layout *layout)
{
  guint16 *r = NULL, *g = NULL, *b = NULL;
  guint values = 1U << layout->bits, most = 0;
  if (!TIFFGetField(file, TIFFTAG_COLORMAP, &r, &g, &b))
    return;
  for (guint i = 0; i < values; i++)
    most = MAX(most, (guint)MAX(r[i], MAX(g[i], b[i])));
  guint shift = most > 0xFF ? 8 : 0;
  for (guint i = 0; i < values; i++) /* red, as seals are taken out */
    layout->palette[i] = (guint8)(r[i] >> shift);
}

/* Whether a page can be read row by row. */
static gboolean is_plain(TIFF *file, Layout *layout)
{
  guint16 bits = 1, samples = 1, planar = 1, photometric = 0, compression = 1;
  TIFFGetFieldDefaulted(file, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(file, TIFFTAG_PLANARCONFIG, &planar);
  TIFFGetField(file, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetFieldDefaulted(file, TIFFTAG_COMPRESSION, &compression);
  layout->bits = bits;
  layout->samples = samples;
  layout->photometric = photometric;
  for (guint i = 0; i < 256; i++) {
    guint level = bits == 1 ? (i & 1) * 255 : i;
    layout->palette[i] = (guint8)(photometric == PHOTOMETRIC_MINISWHITE ? 255 - level : level);
  }
  if (TIFFIsTiled(file) || planar != PLANARCONFIG_CONTIG || compression == COMPRESSION_OJPEG)
    return FALSE;
  if (photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG && samples == 3) {
    TIFFSetField(file, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    return bits == 8;
  }
  if (photometric == PHOTOMETRIC_RGB)
    return bits == 8 && samples == 3;
  if (samples != 1 || (bits != 1 && bits != 8))
    return FALSE;
  if (photometric == PHOTOMETRIC_PALETTE)
    read_palette(file, layout);
  return photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK ||
         photometric == PHOTOMETRIC_PALETTE;
}

static void expand(const Layout *layout, const guint8 *in, guint8 *out)
{
  for (guint32 x = 0; x < layout->width; x++)
    out[x] = layout->palette[layout->bits == 1 ? in[x / 8] >> (7 - x % 8) & 1 : in[x]];
}

/* Way 1. */
static PIX *read_rows(TIFF *file, const Layout *layout, guint reduction, gboolean *damaged,
                      GError **error)
{
  guint channels = layout->samples == 3 ? 3 : 1;
  g_autoptr(GdRows) rows = gd_rows_new(layout->width, layout->height, channels, reduction, error);
  if (rows == NULL)
    return NULL;
  tmsize_t size = TIFFScanlineSize(file);
  gsize least = layout->bits == 1 ? (layout->width + 7) / 8 : (gsize)layout->width * channels;
  if (size < (tmsize_t)least || size > (tmsize_t)GD_CAP_IMAGE_PIXELS) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
    return NULL;
  }
  g_autofree guint8 *line = g_malloc0((gsize)size);
  g_autofree guint8 *grey = g_malloc(layout->width);
  for (guint32 y = 0; y < layout->height; y++) {
    if (TIFFReadScanline(file, line, y, 0) < 0) {
      if (y == 0) {
        g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
        return NULL;
      }
      break;
    }
    if (channels == 1)
      expand(layout, line, grey);
    gd_rows_add(rows, channels == 1 ? grey : line);
  }
  return gd_rows_finish(g_steal_pointer(&rows), damaged);
}

/* Way 2. */
static PIX *read_whole(TIFF *file, const Layout *layout, guint reduction, gboolean *damaged,
                       GError **error)
{
  gint64 pixels = (gint64)layout->width * layout->height;
  if (pixels > GD_CAP_IMAGE_SAMPLES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                "a TIFF page of %u x %u pixels of an unusual kind, more than guidang reads",
                layout->width, layout->height);
    return NULL;
  }
  g_autoptr(GdRows) rows = gd_rows_new(layout->width, layout->height, 3, reduction, error);
  if (rows == NULL)
    return NULL;
  g_autofree guint32 *all = g_try_malloc((gsize)pixels * 4);
  guint16 orientation = ORIENTATION_TOPLEFT; /* libtiff would mirror, but not turn: left alone */
  TIFFGetFieldDefaulted(file, TIFFTAG_ORIENTATION, &orientation);
  TIFFSetField(file, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  gboolean good = all != NULL && TIFFReadRGBAImageOriented(file, layout->width, layout->height, all,
                                                           ORIENTATION_TOPLEFT, 1);
  TIFFSetField(file, TIFFTAG_ORIENTATION, orientation);
  if (!good) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
    return NULL;
  }
  g_autofree guint8 *rgb = g_malloc((gsize)layout->width * 3);
  for (guint32 y = 0; y < layout->height; y++) {
    const guint32 *line = all + (gsize)y * layout->width;
    for (guint32 x = 0; x < layout->width; x++) {
      guint paper = 255 - TIFFGetA(line[x]); /* colours are multiplied by alpha */
      rgb[3 * x] = (guint8)MIN(255, TIFFGetR(line[x]) + paper);
      rgb[3 * x + 1] = (guint8)MIN(255, TIFFGetG(line[x]) + paper);
      rgb[3 * x + 2] = (guint8)MIN(255, TIFFGetB(line[x]) + paper);
    }
    gd_rows_add(rows, rgb);
  }
  return gd_rows_finish(g_steal_pointer(&rows), damaged);
}

PIX *gd_tiff_decode(GdTiff *tiff, guint page, guint reduction, gboolean *bilevel, gboolean *damaged,
                    GError **error)
{
  GdImageHead head;
  if (!gd_tiff_head(tiff, page, &head, error))
    return NULL;
  Layout layout = {.width = (guint32)head.width, .height = (guint32)head.height};
  gboolean plain = is_plain(tiff->file, &layout);
  *bilevel = layout.bits == 1 && layout.samples == 1;
  return plain ? read_rows(tiff->file, &layout, reduction, damaged, error)
               : read_whole(tiff->file, &layout, reduction, damaged, error);
}
