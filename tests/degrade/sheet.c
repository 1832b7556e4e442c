/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/sheet.h"

#include "tests/typeset/rng.h"

#define THROUGH_SCALE 0.25 /* the other side is rendered coarsely: paper blurs it */
#define LAST_BAND_POINTS 60

/* A white surface on which user space is the page in points. */
static cairo_surface_t *new_surface(PopplerPage *page, guint width, guint height, cairo_t **cr)
{
  double page_width, page_height;
  poppler_page_get_size(page, &page_width, &page_height);
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, (gint)width, (gint)height);
  *cr = cairo_create(surface);
  cairo_set_source_rgb(*cr, 1, 1, 1);
  cairo_paint(*cr);
  cairo_scale(*cr, width / page_width, height / page_height);
  return surface;
}

/* The page behind this one (the one before, on the last page), mirrored. */
static void shine_through(cairo_t *cr, PopplerDocument *pdf, guint number, double amount,
                          guint width, guint height)
{
  gint other =
      (gint)number < poppler_document_get_n_pages(pdf) ? (gint)number : MAX((gint)number - 2, 0);
  g_autoptr(DgPage) page = poppler_document_get_page(pdf, other);
  guint w = MAX((guint)(width * THROUGH_SCALE), 1), h = MAX((guint)(height * THROUGH_SCALE), 1);
  cairo_t *behind = NULL;
  cairo_surface_t *surface = new_surface(page, w, h, &behind);
  poppler_page_render(page, behind);
  cairo_save(cr);
  cairo_identity_matrix(cr);
  cairo_translate(cr, width, 0);
  cairo_scale(cr, -(double)width / w, (double)height / h);
  cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source_surface(cr, surface, 0, 0);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_paint_with_alpha(cr, amount);
  cairo_restore(cr);
  cairo_destroy(behind);
  cairo_surface_destroy(surface);
}

static void draw_bands(cairo_t *cr, PopplerPage *page, guint n, TsRng *rng)
{
  double width, height;
  poppler_page_get_size(page, &width, &height);
  cairo_save(cr);
  cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
  for (; n > 0; n--) {
    cairo_set_source_rgb(cr, ts_rng_real(rng, 0.6, 1), ts_rng_real(rng, 0.6, 1),
                         ts_rng_real(rng, 0.4, 1));
    double size = ts_rng_real(rng, 8, LAST_BAND_POINTS);
    if (ts_rng_chance(rng, 0.7))
      cairo_rectangle(cr, 0, ts_rng_real(rng, 0, height - size), width, size);
    else
      cairo_rectangle(cr, ts_rng_real(rng, 0, width - size), 0, size, height);
    cairo_fill(cr);
  }
  cairo_restore(cr);
}

DgPicture *dg_sheet_draw(PopplerDocument *pdf, guint number, const DgParams *params, guint64 seed,
                         guint width, guint height)
{
  g_autofree char *stream = g_strdup_printf("sheet %u", number);
  TsRng rng = ts_rng(seed, stream);
  g_autoptr(DgPage) page = poppler_document_get_page(pdf, (gint)number - 1);
  cairo_t *cr = NULL;
  cairo_surface_t *surface = new_surface(page, width, height, &cr);
  cairo_save(cr);
  poppler_page_render(page, cr);
  cairo_restore(cr);
  draw_bands(cr, page, (guint)dg_param_real(params, "bands"), &rng);
  double bleed = dg_param_real(params, "bleed");
  if (bleed > 0)
    shine_through(cr, pdf, number, bleed, width, height);
  dg_seals_draw(cr, page, params, seed, number);
  cairo_destroy(cr);
  DgPicture *sheet =
      dg_picture_from_surface(surface, dg_param_is(params, "colour", "colour") ? 3 : 1);
  cairo_surface_destroy(surface);
  return sheet;
}
