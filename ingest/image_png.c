/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PNG through libpng, row by row. Every kind becomes 8 bits of grey or RGB on white: palettes,
 * 1, 2, 4 and 16 bits, transparency. Interlaced pictures are decoded as a whole.
 */
#include "ingest/image_decode.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>
#include <png.h>
#include <string.h>

#define INCHES_OF_METRE 0.0254

typedef struct {
  png_structp png;
  png_infop info;
  const guint8 *data;
  gsize size, at;
  GdRows *rows;
  guint8 *bytes;    /* of a row, or of all rows if interlaced */
  png_bytepp lines; /* if interlaced */
  char message[128];
} Reader;

static void fail(png_structp png, png_const_charp message)
{
  Reader *reader = png_get_error_ptr(png);
  g_strlcpy(reader->message, message, sizeof reader->message);
  png_longjmp(png, 1);
}

static void keep_quiet(png_structp png G_GNUC_UNUSED, png_const_charp message G_GNUC_UNUSED)
{
}

static void feed(png_structp png, png_bytep out, size_t n)
{
  Reader *reader = png_get_io_ptr(png);
  if (n > reader->size - reader->at)
    png_error(png, "it breaks off");
  memcpy(out, reader->data + reader->at, n);
  reader->at += n;
}

static void reader_free(Reader *reader)
{
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  gd_rows_free(reader->rows);
  g_free(reader->bytes);
  g_free(reader->lines);
  g_free(reader);
}

static void set_damaged(const Reader *reader, GError **error)
{
  g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "damaged PNG data: %s", reader->message);
}

/* A reader whose head is read; NULL if it is damaged. */
static Reader *reader_new(const guint8 *data, gsize size, GError **error)
{
  Reader *reader = g_new0(Reader, 1);
  reader->data = data;
  reader->size = size;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, keep_quiet);
  reader->info = reader->png != NULL ? png_create_info_struct(reader->png) : NULL;
  if (reader->info == NULL || setjmp(png_jmpbuf(reader->png)) != 0) {
    set_damaged(reader, error);
    reader_free(reader);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, feed);
  png_set_user_limits(reader->png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_crc_action(reader->png, PNG_CRC_WARN_USE, PNG_CRC_WARN_USE);
  png_read_info(reader->png, reader->info);
  return reader;
}

gboolean gd_png_head(const guint8 *data, gsize size, GdImageHead *head, GError **error)
{
  Reader *reader = reader_new(data, size, error);
  if (reader == NULL)
    return FALSE;
  *head = (GdImageHead){png_get_image_width(reader->png, reader->info),
                        png_get_image_height(reader->png, reader->info),
                        png_get_x_pixels_per_meter(reader->png, reader->info) * INCHES_OF_METRE,
                        png_get_y_pixels_per_meter(reader->png, reader->info) * INCHES_OF_METRE, 1};
  reader_free(reader);
  return TRUE;
}

/* Asks for 8 bits of grey or RGB, opaque. */
static void set_up(Reader *reader)
{
  png_color_16 white = {.red = 0xFFFF, .green = 0xFFFF, .blue = 0xFFFF, .gray = 0xFFFF};
  png_set_expand(reader->png);
  png_set_scale_16(reader->png);
  if (png_get_bit_depth(reader->png, reader->info) != 16)
    white.red = white.green = white.blue = white.gray = 0xFF;
  png_set_background(reader->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
}

static void read_rows(Reader *reader, gsize row_bytes, guint height, gboolean interlaced)
{
  if (!interlaced) {
    reader->bytes = g_malloc(row_bytes);
    for (guint y = 0; y < height; y++) {
      png_read_row(reader->png, reader->bytes, NULL);
      gd_rows_add(reader->rows, reader->bytes);
    }
    return;
  }
  reader->bytes = g_malloc0(row_bytes * height);
  reader->lines = g_new(png_bytep, height);
  for (guint y = 0; y < height; y++)
    reader->lines[y] = reader->bytes + y * row_bytes;
  png_read_image(reader->png, reader->lines);
  for (guint y = 0; y < height; y++)
    gd_rows_add(reader->rows, reader->lines[y]);
}

PIX *gd_png_decode(const guint8 *data, gsize size, guint reduction, gboolean *bilevel,
                   gboolean *damaged, GError **error)
{
  Reader *reader = reader_new(data, size, error);
  if (reader == NULL)
    return NULL;
  if (setjmp(png_jmpbuf(reader->png)) != 0) {
    gboolean some = reader->rows != NULL && gd_rows_count(reader->rows) > 0;
    PIX *pix = some ? gd_rows_finish(g_steal_pointer(&reader->rows), damaged) : NULL;
    if (pix == NULL)
      set_damaged(reader, error);
    reader_free(reader);
    return pix;
  }
  *bilevel = png_get_bit_depth(reader->png, reader->info) == 1;
  gboolean interlaced = png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
  set_up(reader);
  png_read_update_info(reader->png, reader->info);
  guint width = png_get_image_width(reader->png, reader->info);
  guint height = png_get_image_height(reader->png, reader->info);
  guint channels = png_get_channels(reader->png, reader->info);
  PIX *pix = NULL;
  if (interlaced && (gint64)width * height > GD_CAP_IMAGE_SAMPLES / channels)
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                "an interlaced PNG of %u x %u pixels, more than guidang reads", width, height);
  else
    reader->rows = gd_rows_new(width, height, channels, reduction, error);
  if (reader->rows != NULL) {
    read_rows(reader, png_get_rowbytes(reader->png, reader->info), height, interlaced);
    pix = gd_rows_finish(g_steal_pointer(&reader->rows), damaged);
  }
  reader_free(reader);
  return pix;
}
