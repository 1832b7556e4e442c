/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JPEG through libjpeg: scaled while it is decoded (fewer DCT coefficients), row by row.
 * libjpeg reports errors by a long jump; nothing that must be freed is made after it
 * is set up but what Reader holds.
 */
#include "ingest/image_decode.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/* Inches of a centimetre. */
#define CM 2.54

/* libjpeg scales by n / DCT for n = 1 to DCT. */
#define DCT 8

typedef struct {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf jump;
  GdRows *rows;
  guint8 *line, *rgb;
  char message[JMSG_LENGTH_MAX];
} Reader;

static void fail(j_common_ptr jpeg)
{
  Reader *reader = (Reader *)jpeg->client_data;
  jpeg->err->format_message(jpeg, reader->message);
  longjmp(reader->jump, 1); /* NOLINT(cert-err52-cpp) */
}

static void keep_quiet(j_common_ptr jpeg G_GNUC_UNUSED)
{
}

static void reader_free(Reader *reader)
{
  jpeg_destroy_decompress(&reader->jpeg);
  gd_rows_free(reader->rows);
  g_free(reader->line);
  g_free(reader->rgb);
  g_free(reader);
}

static void set_damaged(const Reader *reader, GError **error)
{
  g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "damaged JPEG data: %s", reader->message);
}

/* A reader whose head is read; NULL if it is damaged. */
static Reader *reader_new(const guint8 *data, gsize size, GError **error)
{
  Reader *reader = g_new0(Reader, 1);
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->jpeg.client_data = reader;
  reader->errors.error_exit = fail;
  reader->errors.output_message = keep_quiet;
  if (setjmp(reader->jump) != 0) {
    set_damaged(reader, error);
    reader_free(reader);
    return NULL;
  }
  jpeg_create_decompress(&reader->jpeg);
  jpeg_mem_src(&reader->jpeg, data, size);
  jpeg_save_markers(&reader->jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&reader->jpeg, TRUE);
  return reader;
}

static guint number(const guint8 *p, gboolean big, guint bytes)
{
  guint n = 0;
  for (guint i = 0; i < bytes; i++)
    n = n << 8 | p[big ? i : bytes - 1 - i];
  return n;
}

/* Orientation of an EXIF block (tag 0x0112 of its first directory); 1 if it has none. */
static guint exif_orientation(const guint8 *p, guint n)
{
  if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
    return 1;
  p += 6;
  n -= 6;
  gboolean big = p[0] == 'M';
  guint at = number(p + 4, big, 4);
  if (at > n || n - at < 2)
    return 1;
  guint entries = number(p + at, big, 2);
  at += 2;
  for (guint i = 0; i < entries && n - at >= 12; i++, at += 12)
    if (number(p + at, big, 2) == 0x0112) {
      guint value = number(p + at + 8, big, 2);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

gboolean gd_jpeg_head(const guint8 *data, gsize size, GdImageHead *head, GError **error)
{
  Reader *reader = reader_new(data, size, error);
  if (reader == NULL)
    return FALSE;
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  *head = (GdImageHead){jpeg->image_width, jpeg->image_height, 0, 0, 1};
  double unit = jpeg->density_unit == 1 ? 1 : jpeg->density_unit == 2 ? CM : 0;
  head->dpi_x = jpeg->X_density * unit;
  head->dpi_y = jpeg->Y_density * unit;
  for (jpeg_saved_marker_ptr m = jpeg->marker_list; m != NULL; m = m->next)
    if (head->orientation == 1)
      head->orientation = exif_orientation(m->data, m->data_length);
  reader_free(reader);
  return TRUE;
}

/* Adobe's programs store four channels inverted, 255 for no ink; others do not. */
static void cmyk_to_rgb(const guint8 *cmyk, guint8 *rgb, gsize n, gboolean inverted)
{
  for (gsize i = 0; i < n; i++, cmyk += 4, rgb += 3)
    for (int c = 0; c < 3; c++) {
      guint ink = inverted ? cmyk[c] : 255U - cmyk[c], key = inverted ? cmyk[3] : 255U - cmyk[3];
      rgb[c] = (guint8)(ink * key / 255);
    }
}

static void set_up(struct jpeg_decompress_struct *jpeg, guint reduction)
{
  jpeg->scale_denom = DCT;
  jpeg->scale_num = MAX(1, (DCT + reduction - 1) / reduction);
  jpeg->dct_method = JDCT_ISLOW;
  jpeg->do_fancy_upsampling = FALSE;
  if (jpeg->num_components == 4)
    jpeg->out_color_space = JCS_CMYK;
  else
    jpeg->out_color_space = jpeg->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
}

/* Whether libjpeg must hold all coefficients (2 bytes each) of a progressive picture. */
static gboolean is_too_large(struct jpeg_decompress_struct *jpeg)
{
  gint64 pixels = (gint64)jpeg->image_width * jpeg->image_height;
  return pixels > GD_CAP_IMAGE_PIXELS ||
         (jpeg_has_multiple_scans(jpeg) &&
          pixels > 2 * GD_CAP_IMAGE_SAMPLES / MAX(1, jpeg->num_components));
}

static void read_rows(Reader *reader)
{
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  gboolean inverted = jpeg->saw_Adobe_marker;
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW line = reader->line;
    jpeg_read_scanlines(jpeg, &line, 1);
    if (jpeg->output_components == 4)
      cmyk_to_rgb(reader->line, reader->rgb, jpeg->output_width, inverted);
    gd_rows_add(reader->rows, jpeg->output_components == 4 ? reader->rgb : reader->line);
  }
}

PIX *gd_jpeg_decode(const guint8 *data, gsize size, guint reduction, gboolean *damaged,
                    GError **error)
{
  Reader *reader = reader_new(data, size, error);
  if (reader == NULL)
    return NULL;
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->jump) != 0) {
    gboolean some = reader->rows != NULL && gd_rows_count(reader->rows) > 0;
    PIX *pix = some ? gd_rows_finish(g_steal_pointer(&reader->rows), damaged) : NULL;
    if (pix == NULL)
      set_damaged(reader, error);
    reader_free(reader);
    return pix;
  }
  set_up(jpeg, reduction);
  if (is_too_large(jpeg)) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "a JPEG of %u x %u pixels, more than guidang reads",
                jpeg->image_width, jpeg->image_height);
    reader_free(reader);
    return NULL;
  }
  jpeg_start_decompress(jpeg);
  guint rest = MAX(1, reduction * jpeg->scale_num / DCT); /* what DCT scaling leaves to do */
  gsize width = jpeg->output_width;
  reader->rows = gd_rows_new(jpeg->output_width, jpeg->output_height,
                             jpeg->output_components == 1 ? 1 : 3, rest, error);
  PIX *pix = NULL;
  if (reader->rows != NULL) {
    reader->line = g_malloc(width * (gsize)jpeg->output_components);
    reader->rgb = g_malloc(width * 3);
    read_rows(reader);
    if (jpeg->err->num_warnings > 0)
      *damaged = TRUE;
    pix = gd_rows_finish(g_steal_pointer(&reader->rows), damaged);
  }
  reader_free(reader);
  return pix;
}
