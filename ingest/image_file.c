/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page is as large as its picture at the resolution that the file names. Where it names none,
 * or an absurd one (phones write 72), a picture with the proportions of A4 is taken as A4, any
 * other one as 300 dpi, if that gives a size that paper has.
 */
#include "ingest/image_file.h"

#include "ingest/image_part.h"
#include "ingest/image_tiff.h"
#include "models/limits.h"

#include <leptonica/allheaders.h>
#include <stdio.h>

/* Pixels of an inch that scanners have; below, nobody can read the print. */
#define LEAST_DPI 90.0
#define MOST_DPI 2500.0
#define USUAL_DPI 300.0

/* Inches: the longer side of paper, from A5 to A2. */
#define SHORTEST 7.0
#define LONGEST 24.0

/* Points of A4, and how far the proportions of a picture may be from it: 4:3 of phones is within.
 */
#define A4_SHORT 595.28
#define A4_LONG 841.89
#define LIKE_A4 0.08

typedef enum { TIFF_FILE, PNG_FILE, JPEG_FILE } Format;

struct GdImageFile {
  Format format;
  GdTiff *tiff;
  GMappedFile *mapped; /* of PNG and JPEG */
};

static const guint8 *data_of(const GdImageFile *file)
{
  return (const guint8 *)g_mapped_file_get_contents(file->mapped);
}

static gsize size_of(const GdImageFile *file)
{
  return g_mapped_file_get_length(file->mapped);
}

GdImageFile *gd_image_file_open(const char *path, GError **error)
{
  g_autoptr(GdImageFile) file = g_new0(GdImageFile, 1);
  g_autoptr(GError) why = NULL;
  file->mapped = g_mapped_file_new(path, FALSE, &why);
  if (file->mapped == NULL || size_of(file) < 4) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, why != NULL ? why->message : "too short");
    return NULL;
  }
  guint8 first = data_of(file)[0];
  file->format = first == 0xFF ? JPEG_FILE : first == 0x89 ? PNG_FILE : TIFF_FILE;
  if (file->format == TIFF_FILE) {
    g_clear_pointer(&file->mapped, g_mapped_file_unref);
    file->tiff = gd_tiff_open(path, error);
    return file->tiff != NULL ? g_steal_pointer(&file) : NULL;
  }
  if (size_of(file) > GD_CAP_IMAGE_BYTES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "a picture of more than %lld bytes",
                GD_CAP_IMAGE_BYTES);
    return NULL;
  }
  return g_steal_pointer(&file);
}

void gd_image_file_close(GdImageFile *file)
{
  if (file == NULL)
    return;
  gd_tiff_close(file->tiff);
  g_clear_pointer(&file->mapped, g_mapped_file_unref);
  g_free(file);
}

static gboolean read_head(GdImageFile *file, guint number, GdImageHead *head, GError **error)
{
  gboolean good = FALSE;
  if (file->format == TIFF_FILE)
    good = gd_tiff_head(file->tiff, number, head, error);
  else if (file->format == PNG_FILE)
    good = gd_png_head(data_of(file), size_of(file), head, error);
  else
    good = gd_jpeg_head(data_of(file), size_of(file), head, error);
  if (good && (head->width <= 0 || head->height <= 0)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "a picture without pixels");
    return FALSE;
  }
  return good;
}

static gboolean is_dpi(double dpi)
{
  return dpi >= LEAST_DPI && dpi <= MOST_DPI;
}

/* The size of a page in points, before its picture is turned. */
static void page_size(const GdImageHead *head, double *width, double *height)
{
  double w = (double)head->width, h = (double)head->height;
  double longest = fmax(w / head->dpi_x, h / head->dpi_y);
  if (is_dpi(head->dpi_x) && is_dpi(head->dpi_y) && longest <= GD_CAP_PAGE_POINTS / 72) {
    *width = 72 * w / head->dpi_x;
    *height = 72 * h / head->dpi_y;
    return;
  }
  double proportion = fmax(w, h) / fmin(w, h), a4 = A4_LONG / A4_SHORT;
  longest = fmax(w, h) / USUAL_DPI;
  double dpi = USUAL_DPI;
  if (fabs(proportion / a4 - 1) <= LIKE_A4 || longest < SHORTEST || longest > LONGEST)
    dpi = 72 * fmax(w, h) / A4_LONG;
  *width = 72 * w / dpi;
  *height = 72 * h / dpi;
}

/* The same as displayed. */
static void shown_size(const GdImageHead *head, double *width, double *height)
{
  if (head->orientation >= 5)
    page_size(head, height, width);
  else
    page_size(head, width, height);
}

static PIX *decode(GdImageFile *file, guint number, guint reduction, gboolean *bilevel,
                   gboolean *damaged, GError **error)
{
  *bilevel = *damaged = FALSE;
  if (file->format == TIFF_FILE)
    return gd_tiff_decode(file->tiff, number, reduction, bilevel, damaged, error);
  if (file->format == PNG_FILE)
    return gd_png_decode(data_of(file), size_of(file), reduction, bilevel, damaged, error);
  return gd_jpeg_decode(data_of(file), size_of(file), reduction, damaged, error);
}

GdPicture *gd_image_file_page(GdImageFile *file, guint number, double dpi, GError **error)
{
  GdImageHead head;
  if (!read_head(file, number, &head, error))
    return NULL;
  double width, height;
  page_size(&head, &width, &height);
  double have = 72 * fmin((double)head.width / width, (double)head.height / height);
  gboolean bilevel, damaged;
  PIX *pix = decode(file, number, gd_rows_reduction(have, dpi), &bilevel, &damaged, error);
  if (pix == NULL)
    return NULL;
  pix = gd_image_orient(pix, head.orientation);
  shown_size(&head, &width, &height);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)gd_part_free);
  GdHomography place = gd_homography_scale(width, height, 0, 0);
  g_ptr_array_add(parts, gd_part_new(pix, bilevel, damaged, &place));
  return gd_parts_compose(parts, width, height, error);
}

static guint count_pages(GdImageFile *file)
{
  return file->format == TIFF_FILE ? gd_tiff_pages(file->tiff) : 1;
}

gboolean gd_image_file_read(GdSource *source, GError **error)
{
  g_autoptr(GdImageFile) file = gd_image_file_open(source->path, error);
  if (file == NULL)
    return FALSE;
  source->n_pages = count_pages(file);
  if (source->n_pages == 0 || source->n_pages > GD_CAP_PAGES) {
    g_set_error(error, GD_ERROR, source->n_pages == 0 ? GD_ERROR_NO_PAGES : GD_ERROR_CAP,
                source->n_pages == 0 ? "a document without pages"
                                     : "more pages than guidang reads (%u)",
                GD_CAP_PAGES);
    return FALSE;
  }
  for (guint number = 1; number <= source->n_pages; number++) {
    GdImageHead head;
    double width = 0, height = 0;
    g_autoptr(GError) why = NULL;
    if (read_head(file, number, &head, source->n_pages == 1 ? error : &why))
      shown_size(&head, &width, &height);
    else if (source->n_pages == 1)
      return FALSE;
    GdPage *page = gd_page_new(number, width, height);
    page->kind = GD_PAGE_SCAN;
    page->readable = FALSE;
    page->reason = g_strdup(why != NULL ? why->message : "a picture");
    g_ptr_array_add(source->pages, page);
  }
  return TRUE;
}
