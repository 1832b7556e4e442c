/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The round red seal of an agency: a ring, a star, the name along the ring, a word
 * below the star. Its ink is uneven, and multiplies with what lies under it.
 *
 *        . - ~ - .
 *      /  府  人  \
 *     | 政    *   民 |
 *      \   专用章  /
 *        ` - . - '
 */
#include <math.h>
#include <string.h>

#include "tests/degrade/sheet.h"
#include "tests/typeset/rng.h"

#define PX_PER_POINT 4.0 /* of the seal's own surface: 288 dpi */
#define LEAST_MM 38.0    /* diameters of agencies' seals */
#define LARGEST_MM 46.0
#define POINTS_PER_MM (72 / 25.4)
#define BLOTCHES 120

static const char *const faces[] = {"AR PL SungtiL GB", "AR PL KaitiM GB", NULL};
static const char *const names[] = {"某某市人民政府", "某某县某某局",   "某某区人民政府办公室",
                                    "某某省某某厅",   "某某镇人民政府", NULL};
static const char *const words[] = {"", "", "专用章", "政府信息公开", "办公室", NULL};

static void show_char(cairo_t *cr, const char *from, double size)
{
  char text[8] = "";
  g_utf8_strncpy(text, from, 1);
  cairo_text_extents_t extents;
  cairo_set_font_size(cr, size);
  cairo_text_extents(cr, text, &extents);
  cairo_move_to(cr, -extents.x_bearing - extents.width / 2, size * 0.36);
  cairo_show_text(cr, text);
}

static void draw_star(cairo_t *cr, double radius)
{
  for (guint i = 0; i < 10; i++) {
    double r = i % 2 == 0 ? radius : radius * 0.382, angle = G_PI * i / 5 - G_PI / 2;
    cairo_line_to(cr, r * cos(angle), r * sin(angle));
  }
  cairo_close_path(cr);
  cairo_fill(cr);
}

/* The name from the lower left over the top to the lower right. */
static void draw_name(cairo_t *cr, const char *name, double radius)
{
  glong n = g_utf8_strlen(name, -1);
  double span = fmin(1.5 * G_PI, 0.55 * (double)n), step = n > 1 ? span / (double)(n - 1) : 0;
  double size = fmin(radius * 0.3, step * radius * 0.72);
  for (glong i = 0; i < n; i++) {
    cairo_save(cr);
    cairo_rotate(cr, -span / 2 + step * (double)i);
    cairo_translate(cr, 0, -radius * 0.76);
    show_char(cr, g_utf8_offset_to_pointer(name, i), size);
    cairo_restore(cr);
  }
}

static void draw_word(cairo_t *cr, const char *word, double radius)
{
  glong n = g_utf8_strlen(word, -1);
  double size = fmin(radius * 0.2, 1.2 * radius / (double)MAX(n, 1));
  for (glong i = 0; i < n; i++) {
    cairo_save(cr);
    cairo_translate(cr, ((double)i - (double)(n - 1) / 2) * size * 1.05, radius * 0.5);
    show_char(cr, g_utf8_offset_to_pointer(word, i), size);
    cairo_restore(cr);
  }
}

/* Takes ink away in blotches. */
static void wear(cairo_t *cr, double radius, TsRng *rng)
{
  cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
  for (guint i = 0; i < BLOTCHES; i++) {
    cairo_set_source_rgba(cr, 0, 0, 0, ts_rng_real(rng, 0.05, 0.4));
    cairo_arc(cr, ts_rng_real(rng, -radius, radius), ts_rng_real(rng, -radius, radius),
              ts_rng_real(rng, 0.005, 0.1) * radius, 0, 2 * G_PI);
    cairo_fill(cr);
  }
}

/* The seal alone, its middle in the middle of the surface. Caller destroys. */
static cairo_surface_t *make_seal(double radius, TsRng *rng)
{
  gint size = (gint)(2.1 * radius * PX_PER_POINT);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr = cairo_create(surface);
  cairo_translate(cr, size / 2.0, size / 2.0);
  cairo_scale(cr, PX_PER_POINT, PX_PER_POINT);
  cairo_rotate(cr, ts_rng_real(rng, -0.3, 0.3));
  cairo_set_source_rgb(cr, ts_rng_real(rng, 0.72, 0.95), ts_rng_real(rng, 0, 0.22),
                       ts_rng_real(rng, 0.02, 0.25));
  cairo_set_line_width(cr, ts_rng_real(rng, 2, 3.6));
  cairo_arc(cr, 0, 0, radius - 2, 0, 2 * G_PI);
  cairo_stroke(cr);
  cairo_select_font_face(cr, ts_rng_pick(rng, faces), CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_BOLD);
  draw_star(cr, radius * ts_rng_real(rng, 0.26, 0.36));
  draw_name(cr, ts_rng_pick(rng, names), radius);
  draw_word(cr, ts_rng_pick(rng, words), radius);
  wear(cr, radius, rng);
  cairo_destroy(cr);
  return surface;
}

/* Whether the character at index i is the last of a date, …年…月…日. */
static gboolean ends_date(const gunichar *text, glong i)
{
  gboolean month = FALSE;
  for (glong k = i - 1; text[i] == 0x65e5 && k >= 0 && i - k < 14; k--) {
    month = month || text[k] == 0x6708;
    if (month && text[k] == 0x5e74)
      return TRUE;
  }
  return FALSE;
}

/* A place that the kind asks for; anywhere if the page has no such place. */
static void choose_place(PopplerPage *page, const char *kind, TsRng *rng, double *x, double *y)
{
  double width, height;
  poppler_page_get_size(page, &width, &height);
  *x = ts_rng_real(rng, 0.15, 0.85) * width;
  *y = ts_rng_real(rng, 0.1, 0.9) * height;
  PopplerRectangle *boxes = NULL;
  guint n = 0, found = 0;
  g_autofree char *text = poppler_page_get_text(page);
  if (text == NULL || !poppler_page_get_text_layout(page, &boxes, &n))
    return;
  glong length = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &length);
  for (glong i = 0; i < MIN(length, (glong)n); i++) {
    gboolean fits = g_str_equal(kind, "date")    ? ends_date(chars, i)
                    : g_str_equal(kind, "table") ? g_unichar_isdigit(chars[i])
                                                 : FALSE;
    if (!fits || ts_rng_int(rng, 0, found++) != 0) /* each is equally likely */
      continue;
    *x = (boxes[i].x1 + boxes[i].x2) / 2 + ts_rng_real(rng, -30, 30);
    *y = (boxes[i].y1 + boxes[i].y2) / 2 + ts_rng_real(rng, -20, 20);
  }
  g_free(boxes);
}

void dg_seals_draw(cairo_t *cr, PopplerPage *page, const DgParams *params, guint64 seed,
                   guint number)
{
  g_autofree char *stream = g_strdup_printf("seals %u", number);
  TsRng rng = ts_rng(seed, stream);
  for (guint n = (guint)dg_param_real(params, "seals"); n > 0; n--) {
    double radius = ts_rng_real(&rng, LEAST_MM, LARGEST_MM) * POINTS_PER_MM / 2, x, y;
    cairo_surface_t *seal = make_seal(radius, &rng);
    choose_place(page, dg_param(params, "seal_place"), &rng, &x, &y);
    cairo_save(cr);
    cairo_translate(cr, x - 1.05 * radius, y - 1.05 * radius);
    cairo_scale(cr, 1 / PX_PER_POINT, 1 / PX_PER_POINT);
    cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
    cairo_set_source_surface(cr, seal, 0, 0);
    cairo_paint_with_alpha(cr, dg_param_real(params, "seal_alpha"));
    cairo_restore(cr);
    cairo_surface_destroy(seal);
  }
}
