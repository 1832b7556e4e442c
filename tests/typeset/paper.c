/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <cairo-pdf.h>

#include "glyphs.h"
#include "models/error.h"
#include "patch.h"
#include "rng.h"

#define CROP_LEFT 31.0 /* points of the media box outside the crop box */
#define CROP_TOP 47.0
#define CROP_RIGHT 19.0
#define CROP_BOTTOM 23.0
#define PICTURE_DPI 130.0   /* of pages drawn as pictures */
#define BACKGROUND_CELLS 24 /* pixels across the background picture */
#define NUMBER_BELOW 26.0   /* points from the text area to the page number */
#define FURNITURE_SIZE 10.5 /* points: page numbers, running heads */

static gboolean crops(const TsPaper *p)
{
  return ts_param_is(p->file, "crop", "yes");
}

static guint rotation(const TsPaper *p)
{
  return (guint)ts_param_real(p->file, "rotate");
}

static gboolean through_recording(const TsPaper *p)
{
  return ts_param_is(p->file, "text", "image") || ts_param_is(p->file, "text", "covered");
}

static void set_page_size(TsPaper *p, TsRng *rng)
{
  const char *page = ts_param(p->params, "page");
  double odd_width = ts_rng_real(rng, 500, 700), odd_height = ts_rng_real(rng, 650, 1000);
  p->width = 595.28, p->height = 841.89;
  if (g_str_equal(page, "a4-landscape"))
    p->width = 841.89, p->height = 595.28;
  else if (g_str_equal(page, "a3-landscape"))
    p->width = 1190.55, p->height = 841.89;
  else if (g_str_equal(page, "letter"))
    p->width = 612, p->height = 792;
  else if (g_str_equal(page, "odd"))
    p->width = odd_width, p->height = odd_height;
  double x = ts_param_real(p->params, "margin_x"), y = ts_param_real(p->params, "margin_y");
  p->left = x, p->right = p->width - x;
  p->top = y, p->bottom = p->height - y;
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

TsPaper *ts_paper_new(const TsParams *params, const TsStyle *style, guint64 seed)
{
  TsPaper *p = g_new0(TsPaper, 1);
  p->file = p->params = params;
  p->style = style;
  p->seed = seed;
  p->bytes = g_byte_array_new();
  TsRng rng = ts_rng(seed, "page size");
  set_page_size(p, &rng);
  gboolean turned = rotation(p) % 180 != 0;
  double extra_x = crops(p) ? CROP_LEFT + CROP_RIGHT : 0;
  double extra_y = crops(p) ? CROP_TOP + CROP_BOTTOM : 0;
  p->surface = cairo_pdf_surface_create_for_stream(collect, p->bytes,
                                                   (turned ? p->height : p->width) + extra_x,
                                                   (turned ? p->width : p->height) + extra_y);
  /* 1.4 has no object streams: patch.c can find the objects */
  cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2025-01-01T08:00:00");
  p->pdf = cairo_create(p->surface);
  return p;
}

/* Drawing as displayed → the page's own space. */
static void enter_page_space(TsPaper *p)
{
  cairo_matrix_t turn;
  switch (rotation(p)) {
  case 90:
    cairo_matrix_init(&turn, 0, -1, 1, 0, 0, p->width);
    break;
  case 180:
    cairo_matrix_init(&turn, -1, 0, 0, -1, p->width, p->height);
    break;
  case 270:
    cairo_matrix_init(&turn, 0, 1, -1, 0, p->height, 0);
    break;
  default:
    cairo_matrix_init_identity(&turn);
  }
  cairo_identity_matrix(p->pdf);
  if (crops(p))
    cairo_translate(p->pdf, CROP_LEFT, CROP_TOP);
  cairo_transform(p->pdf, &turn);
}

/* What a printer leaves outside the crop box; it is not displayed. */
static void draw_outside(TsPaper *p)
{
  if (!crops(p))
    return;
  g_autoptr(PangoLayout) layout =
      ts_style_layout(p->style, "sans", 7, FALSE, "2468 1357 cut here 99", -1, PANGO_ALIGN_LEFT);
  ts_paper_lines(p, layout, p->width / 3, -14, 0, 1, FALSE);
}

static void draw_background(TsPaper *p)
{
  if (!ts_param_is(p->params, "background", "picture"))
    return;
  TsRng rng = ts_rng(p->seed, "background");
  cairo_surface_t *picture =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, BACKGROUND_CELLS, BACKGROUND_CELLS);
  guint32 *pixels = (guint32 *)(gpointer)cairo_image_surface_get_data(picture);
  int stride = cairo_image_surface_get_stride(picture) / 4;
  for (int i = 0; i < stride * BACKGROUND_CELLS; i++)
    pixels[i] = 0x010101u * (guint32)ts_rng_int(&rng, 236, 255);
  cairo_surface_mark_dirty(picture);
  cairo_save(p->cr);
  cairo_scale(p->cr, p->width / BACKGROUND_CELLS, p->height / BACKGROUND_CELLS);
  cairo_set_source_surface(p->cr, picture, 0, 0);
  cairo_paint(p->cr);
  cairo_restore(p->cr);
  cairo_surface_destroy(picture);
}

static char *page_number_text(const TsPaper *p)
{
  const char *style = ts_param(p->params, "page_number");
  const char *pattern = g_str_equal(style, "hyphen")    ? "-%u-"
                        : g_str_equal(style, "dash")    ? "— %u —"
                        : g_str_equal(style, "chinese") ? "第%u页"
                        : g_str_equal(style, "plain")   ? "%u"
                                                        : NULL;
  if (pattern == NULL)
    return NULL;
  g_auto(GStrv) around = g_strsplit(pattern, "%u", 2);
  return g_strdup_printf("%s%u%s", around[0], p->page, around[1]);
}

static void draw_furniture(TsPaper *p)
{
  g_autofree char *number = page_number_text(p);
  double width, height;
  if (number != NULL) {
    g_autoptr(PangoLayout) layout =
        ts_style_layout(p->style, "song", FURNITURE_SIZE, FALSE, number, -1, PANGO_ALIGN_LEFT);
    ts_layout_size(layout, &width, &height);
    double x = ts_param_is(p->params, "page_number_place", "centre") ? (p->width - width) / 2
               : p->page % 2 == 1                                    ? p->right - width
                                                                     : p->left;
    ts_paper_lines(p, layout, x, MIN(p->bottom + NUMBER_BELOW, p->height - 2 * height), 0, 1,
                   FALSE);
  }
  if (p->running_head != NULL) {
    g_autoptr(PangoLayout) layout = ts_style_layout(p->style, "song", FURNITURE_SIZE, FALSE,
                                                    p->running_head, -1, PANGO_ALIGN_LEFT);
    ts_layout_size(layout, &width, &height);
    ts_paper_lines(p, layout, (p->width - width) / 2, MAX(p->top - 2 * height, height), 0, 1,
                   FALSE);
  }
}

/* Puts a recorded page on the PDF: as drawn, as a picture, or one on the other. */
static void play_recording(TsPaper *p, cairo_surface_t *recording)
{
  double scale = PICTURE_DPI / 72;
  if (ts_param_is(p->file, "text", "covered")) {
    cairo_set_source_surface(p->pdf, recording, 0, 0);
    cairo_paint(p->pdf);
  }
  cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(p->width * scale),
                                                        (int)(p->height * scale));
  cairo_t *cr = cairo_create(picture);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, recording, 0, 0);
  cairo_paint(cr);
  cairo_destroy(cr);
  cairo_save(p->pdf);
  cairo_scale(p->pdf, 1 / scale, 1 / scale);
  cairo_set_source_surface(p->pdf, picture, 0, 0);
  cairo_paint(p->pdf);
  cairo_restore(p->pdf);
  cairo_surface_destroy(picture);
}

static void end_page(TsPaper *p)
{
  draw_furniture(p);
  if (p->cr != p->pdf) {
    play_recording(p, cairo_get_target(p->cr));
    cairo_destroy(p->cr);
  }
  p->cr = NULL;
  cairo_show_page(p->pdf);
}

void ts_paper_report(TsPaper *p, const TsParams *params, const TsStyle *style,
                     const char *running_head)
{
  if (p->cr != NULL)
    end_page(p);
  p->params = params;
  p->style = style;
  p->running_head = running_head;
}

void ts_paper_page(TsPaper *p)
{
  if (p->cr != NULL)
    end_page(p);
  p->page++;
  p->y = p->top;
  enter_page_space(p);
  p->cr = p->pdf;
  if (through_recording(p)) {
    cairo_rectangle_t extents = {0, 0, p->width, p->height};
    cairo_surface_t *recording =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    p->cr = cairo_create(recording);
    cairo_surface_destroy(recording);
  }
  draw_background(p);
  cairo_set_source_rgb(p->cr, 0, 0, 0);
  draw_outside(p);
}

void ts_paper_lines(TsPaper *p, PangoLayout *layout, double x, double y, guint first, guint count,
                    gboolean twice)
{
  static const double offset = 0.3; /* points between both strikes of bold text */
  for (guint strike = 0; strike < (twice ? 2u : 1u); strike++)
    ts_glyphs_lines(p->cr, layout, p->params, x + strike * offset, y, first, count);
}

void ts_paper_vertical(TsPaper *p, PangoLayout *layout, double x, double y)
{
  double width, height;
  ts_layout_size(layout, &width, &height);
  cairo_save(p->cr);
  cairo_translate(p->cr, x + height, y);
  cairo_rotate(p->cr, G_PI / 2);
  ts_glyphs_lines(p->cr, layout, p->params, 0, 0, 0, 1);
  cairo_restore(p->cr);
}

GBytes *ts_paper_finish(TsPaper *p, GError **error)
{
  if (p->cr != NULL)
    end_page(p);
  cairo_destroy(g_steal_pointer(&p->pdf));
  cairo_surface_finish(p->surface);
  if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cairo: %s",
                cairo_status_to_string(cairo_surface_status(p->surface)));
    return NULL;
  }
  gboolean turned = rotation(p) % 180 != 0;
  double width = turned ? p->height : p->width, height = turned ? p->width : p->height;
  GString *entries = g_string_new(NULL);
  if (rotation(p) != 0)
    g_string_append_printf(entries, " /Rotate %u", rotation(p));
  if (crops(p)) {
    const double box[] = {CROP_LEFT, CROP_BOTTOM, CROP_LEFT + width, CROP_BOTTOM + height};
    g_string_append(entries, " /CropBox [");
    for (guint i = 0; i < G_N_ELEMENTS(box); i++) {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf(entries, " %s", g_ascii_formatd(text, sizeof text, "%.2f", box[i]));
    }
    g_string_append(entries, " ]");
  }
  g_autofree char *keys = g_string_free(entries, FALSE);
  return ts_patch(p->bytes, keys, ts_param_is(p->file, "tounicode", "missing"), error);
}

void ts_paper_free(TsPaper *p)
{
  if (p == NULL)
    return;
  if (p->pdf != NULL)
    cairo_destroy(p->pdf);
  cairo_surface_destroy(p->surface);
  g_byte_array_unref(p->bytes);
  g_free(p);
}
