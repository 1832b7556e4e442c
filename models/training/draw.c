/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws one cell as a table prints it: the text somewhere in a box with rulings,
 * of which the cut leaves some; at GD_OVERSAMPLE times the scan's resolution.
 */
#include <math.h>
#include <string.h>

#include "models/error.h"
#include "models/training/wear.h"

typedef struct {
  TsRng *rng;
  cairo_t *cr;
  double unit;          /* pixels of a point, oversampled */
  double width, height; /* of the cell, pixels, oversampled */
} Drawing;

GPtrArray *gd_sample_faces(const char *path, GError **error)
{
  g_autofree char *content = NULL;
  if (!g_file_get_contents(path, &content, NULL, error))
    return NULL;
  g_autoptr(GPtrArray) faces = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
  g_autoptr(GObject) owner =
      G_OBJECT(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  PangoContext *context = PANGO_CONTEXT(owner);
  for (char **line = lines; *line != NULL; line++) {
    g_strstrip(*line);
    if (**line == '\0' || **line == '#')
      continue;
    PangoFontDescription *wanted = pango_font_description_new();
    pango_font_description_set_family(wanted, *line);
    g_autoptr(PangoFont) font = pango_context_load_font(context, wanted);
    PangoFontDescription *got = font != NULL ? pango_font_describe(font) : NULL;
    const gboolean same =
        got != NULL && strstr(pango_font_description_get_family(got), *line) != NULL;
    pango_font_description_free(wanted);
    pango_font_description_free(got);
    if (!same) {
      g_set_error(error, GD_ERROR, GD_ERROR_IO, "font not installed: %s", *line);
      return NULL;
    }
    g_ptr_array_add(faces, g_strdup(*line));
  }
  return g_steal_pointer(&faces);
}

/* Digits as wide as Chinese characters, as some typists enter them. Caller frees. */
static char *full_width(const char *text)
{
  g_autoptr(GString) wide = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    g_string_append_unichar(wide, g_ascii_isdigit((char)c) && c < 128 ? c + 0xFEE0 : c);
  }
  return g_string_free(g_steal_pointer(&wide), FALSE);
}

static PangoLayout *make_layout(TsRng *rng, const GPtrArray *faces, const char *text, double unit)
{
  g_autoptr(GObject) owner =
      G_OBJECT(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  PangoContext *context = PANGO_CONTEXT(owner);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  PangoLayout *layout = pango_layout_new(context);
  PangoFontDescription *font = pango_font_description_new();
  const char *first = g_ptr_array_index(faces, (guint)ts_rng_int(rng, 0, faces->len - 1));
  const char *second = g_ptr_array_index(faces, (guint)ts_rng_int(rng, 0, faces->len - 1));
  g_autofree char *family = g_strdup_printf("%s,%s", first, second);
  pango_font_description_set_family(font, family);
  const double size = ts_rng_chance(rng, 0.8) ? ts_rng_real(rng, 8, 12.5) : ts_rng_real(rng, 6, 18);
  pango_font_description_set_absolute_size(font, size * unit * PANGO_SCALE);
  if (ts_rng_chance(rng, 0.12))
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  g_autofree char *wide = ts_rng_chance(rng, 0.03) ? full_width(text) : g_strdup(text);
  pango_layout_set_text(layout, wide, -1);
  if (ts_rng_chance(rng, 0.3)) {
    PangoAttrList *list = pango_attr_list_new();
    const double spacing = ts_rng_real(rng, -0.07, 0.15) * size * unit;
    pango_attr_list_insert(list, pango_attr_letter_spacing_new((int)(spacing * PANGO_SCALE)));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
  }
  return layout;
}

static void line_to_edge(Drawing *d, double x0, double y0, double x1, double y1)
{
  if (ts_rng_chance(d->rng, 0.15))
    return;
  cairo_set_line_width(d->cr, ts_rng_real(d->rng, 0.25, 1.4) * d->unit);
  if (ts_rng_chance(d->rng, 0.15)) {
    const double dashes[] = {ts_rng_real(d->rng, 1, 12) * d->unit,
                             ts_rng_real(d->rng, 0.3, 3) * d->unit};
    cairo_set_dash(d->cr, dashes, 2, 0);
  }
  cairo_move_to(d->cr, x0, y0);
  cairo_line_to(d->cr, x1, y1);
  cairo_stroke(d->cr);
  cairo_set_dash(d->cr, NULL, 0, 0);
}

/* The four rulings, where the cut through them, not quite exact, leaves some. */
static void draw_rulings(Drawing *d)
{
  double at[4];
  for (int i = 0; i < 4; i++)
    at[i] = ts_rng_real(d->rng, -1.5, 1.3) * d->unit;
  const double far = 40 * d->unit;
  line_to_edge(d, at[0], -far, at[0], d->height + far);
  line_to_edge(d, d->width - at[1], -far, d->width - at[1], d->height + far);
  line_to_edge(d, -far, at[2], d->width + far, at[2]);
  line_to_edge(d, -far, d->height - at[3], d->width + far, d->height - at[3]);
}

/* The turn that is left of a page once it is straightened, about the middle of the cell. */
static cairo_matrix_t turn(TsRng *rng, double width, double height)
{
  const double angle =
      ts_rng_chance(rng, 0.8) ? ts_rng_real(rng, -0.006, 0.006) : ts_rng_real(rng, -0.02, 0.02);
  cairo_matrix_t matrix;
  cairo_matrix_init_translate(&matrix, width / 2, height / 2);
  cairo_matrix_rotate(&matrix, angle);
  cairo_matrix_translate(&matrix, -width / 2, -height / 2);
  return matrix;
}

/* Makes text of that width narrower or wider, and lean, about x, y in its middle. */
static cairo_matrix_t slant(TsRng *rng, double x, double y, const cairo_matrix_t *after)
{
  const double lean =
      ts_rng_chance(rng, 0.9) ? ts_rng_real(rng, -0.02, 0.02) : ts_rng_real(rng, -0.25, 0.05);
  const double wide = ts_rng_chance(rng, 0.6) ? 1 : ts_rng_real(rng, 0.75, 1.1);
  const cairo_matrix_t leaning = {wide, 0, lean, 1, 0, 0};
  cairo_matrix_t matrix;
  cairo_matrix_init_translate(&matrix, x, y);
  cairo_matrix_multiply(&matrix, &leaning, &matrix);
  cairo_matrix_translate(&matrix, -x, -y);
  cairo_matrix_multiply(&matrix, &matrix, after);
  return matrix;
}

/* Where each character stands after drawing at x, y; pixels as scanned. */
static GArray *find_glyphs(PangoLayout *layout, const char *text, double x, double y,
                           const cairo_matrix_t *matrix)
{
  GArray *glyphs = g_array_new(FALSE, TRUE, sizeof(GdSampleGlyph));
  PangoLayoutIter *iter = pango_layout_get_iter(layout);
  const char *drawn = pango_layout_get_text(layout);
  do {
    PangoRectangle ink;
    const int index = pango_layout_iter_get_index(iter);
    pango_layout_iter_get_cluster_extents(iter, &ink, NULL);
    if (drawn[index] == '\0' || ink.width == 0)
      continue;
    double x0 = x + (double)ink.x / PANGO_SCALE, x1 = x0 + (double)ink.width / PANGO_SCALE;
    double y0 = y + (ink.y + ink.height / 2.0) / PANGO_SCALE, y1 = y0;
    cairo_matrix_transform_point(matrix, &x0, &y0);
    cairo_matrix_transform_point(matrix, &x1, &y1);
    const glong offset = g_utf8_pointer_to_offset(drawn, drawn + index);
    GdSampleGlyph glyph = {g_utf8_get_char(g_utf8_offset_to_pointer(text, offset)),
                           x0 / GD_OVERSAMPLE, x1 / GD_OVERSAMPLE, (y0 + y1) / 2 / GD_OVERSAMPLE};
    g_array_append_val(glyphs, glyph);
  } while (pango_layout_iter_next_cluster(iter));
  pango_layout_iter_free(iter);
  return glyphs;
}

static GdField field_of(cairo_surface_t *surface)
{
  cairo_surface_flush(surface);
  GdField field =
      gd_field_new(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
  const guint8 *data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < field.height; y++)
    for (int x = 0; x < field.width; x++)
      field.v[(gsize)y * field.width + x] = 1 - data[(gsize)y * stride + x] / 255.0F;
  return field;
}

/* Places text in the cell, draws both. */
static GdField draw_cell(Drawing *d, PangoLayout *layout, GdSample *sample)
{
  PangoRectangle logical;
  pango_layout_get_extents(layout, NULL, &logical);
  const double text_width = (double)logical.width / PANGO_SCALE;
  const double text_height = (double)logical.height / PANGO_SCALE;
  const double side = ts_rng_real(d->rng, 1.5, 25) * d->unit;
  const double room = text_height * (ts_rng_chance(d->rng, 0.5) ? ts_rng_real(d->rng, 0.15, 0.6)
                                                                : ts_rng_real(d->rng, 0.3, 2.5));
  d->width = MAX(text_width, 3 * d->unit) + 2 * side;
  d->height = text_height + room;
  const int columns = GD_OVERSAMPLE * (int)ceil(d->width / GD_OVERSAMPLE);
  const int rows = GD_OVERSAMPLE * (int)ceil(d->height / GD_OVERSAMPLE);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, columns, rows);
  d->cr = cairo_create(surface);
  cairo_matrix_t matrix = turn(d->rng, d->width, d->height);
  cairo_set_matrix(d->cr, &matrix);
  draw_rulings(d);
  const double margin = 1.5 * d->unit, slack = d->width - text_width - 2 * margin;
  const gint64 where = ts_rng_int(d->rng, 0, 5);
  const double x = margin + slack * (where == 0 ? 0.02 : where == 1 ? 0.98 : 0.5);
  const double y = (d->height - text_height) / 2 + ts_rng_real(d->rng, -0.3, 0.3) * room;
  matrix = slant(d->rng, x + text_width / 2, y + text_height / 2, &matrix);
  cairo_set_matrix(d->cr, &matrix);
  cairo_move_to(d->cr, x, y);
  pango_cairo_show_layout(d->cr, layout);
  sample->glyphs = find_glyphs(layout, sample->text, x, y, &matrix);
  cairo_destroy(d->cr);
  GdField field = field_of(surface);
  cairo_surface_destroy(surface);
  return field;
}

GdSample *gd_sample_new(TsRng *rng, const GPtrArray *faces, const char *text, GdWear wear)
{
  static const double resolutions[] = {150, 200, 200, 200, 240, 300, 300, 400};
  GdSample *sample = g_new0(GdSample, 1);
  sample->text = g_strdup(text);
  sample->dpi =
      resolutions[ts_rng_int(rng, 0, G_N_ELEMENTS(resolutions) - 1)] * ts_rng_real(rng, 0.93, 1.07);
  Drawing d = {.rng = rng, .unit = sample->dpi * GD_OVERSAMPLE / 72};
  g_autoptr(PangoLayout) layout = make_layout(rng, faces, text, d.unit);
  GdField field = draw_cell(&d, layout, sample);
  sample->pix = gd_wear(rng, &field, sample->dpi, wear);
  gd_field_clear(&field);
  return sample;
}

void gd_sample_free(GdSample *sample)
{
  if (sample == NULL)
    return;
  pixDestroy(&sample->pix);
  g_array_unref(sample->glyphs);
  g_free(sample->text);
  g_free(sample);
}
