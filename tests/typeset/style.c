/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "style.h"

#include <string.h>

#include "models/error.h"

/* Least advance of a character that is set downwards, in sizes: Chinese ones have 1. */
#define LEAST_ADVANCE 0.9

static const struct {
  const char *name, *family;
} faces[] = {
    {"song", "AR PL SungtiL GB"}, {"hei", "WenQuanYi Zen Hei"}, {"kai", "AR PL KaitiM GB"},
    {"serif", "DejaVu Serif"},    {"sans", "DejaVu Sans"},      {"mono", "DejaVu Sans Mono"},
};

static const char *family_of(const char *face)
{
  for (guint i = 0; i < G_N_ELEMENTS(faces); i++)
    if (g_str_equal(faces[i].name, face))
      return faces[i].family;
  g_assert_not_reached();
}

/* Without its font, a document would come out in another face on this machine. */
static gboolean check_faces(PangoContext *context, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(faces); i++) {
    PangoFontDescription *wanted = pango_font_description_from_string(faces[i].family);
    g_autoptr(PangoFont) font = pango_context_load_font(context, wanted);
    pango_font_description_free(wanted);
    PangoFontDescription *got = font != NULL ? pango_font_describe(font) : NULL;
    gboolean same =
        got != NULL && g_strcmp0(pango_font_description_get_family(got), faces[i].family) == 0;
    if (got != NULL)
      pango_font_description_free(got);
    if (!same) {
      g_set_error(error, GD_ERROR, GD_ERROR_IO, "font not installed: %s", faces[i].family);
      return FALSE;
    }
  }
  return TRUE;
}

static PangoContext *new_context(PangoGravity gravity)
{
  PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(context, 72); /* sizes in points of the page */
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("zh-cn"));
  pango_context_set_base_gravity(context, gravity);
  pango_context_set_gravity_hint(context, PANGO_GRAVITY_HINT_NATURAL);
  return context;
}

TsStyle *ts_style_new(const TsParams *params, GError **error)
{
  g_autoptr(TsStyle) style = g_new0(TsStyle, 1);
  style->context = new_context(PANGO_GRAVITY_SOUTH);
  style->vertical_context = new_context(PANGO_GRAVITY_EAST);
  style->params = params;
  if (!check_faces(style->context, error))
    return NULL;
  return g_steal_pointer(&style);
}

void ts_style_free(TsStyle *style)
{
  if (style == NULL)
    return;
  g_clear_object(&style->context);
  g_clear_object(&style->vertical_context);
  g_free(style);
}

char *ts_style_family(const TsStyle *style, const char *face)
{
  const char *latin = ts_param(style->params, "latin");
  if (g_str_equal(latin, "own"))
    return g_strdup(family_of(face));
  return g_strconcat(family_of(latin), ",", family_of(face), NULL);
}

static PangoLayout *plain_layout(PangoContext *context, const char *family, double size,
                                 gboolean bold, const char *text)
{
  PangoLayout *layout = pango_layout_new(context);
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family(font, family);
  pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
  if (bold)
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text, -1);
  return layout;
}

PangoLayout *ts_style_layout(const TsStyle *style, const char *face, double size, gboolean bold,
                             const char *text, double width, PangoAlignment alignment)
{
  g_autofree char *family = ts_style_family(style, face);
  PangoLayout *layout = plain_layout(style->context, family, size, bold, text);
  pango_layout_set_alignment(layout, alignment);
  pango_layout_set_auto_dir(layout, FALSE);
  if (width >= 0) {
    gboolean any = ts_param_is(style->params, "wrap", "char");
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, any ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  }
  return layout;
}

PangoLayout *ts_style_vertical(const TsStyle *style, const char *face, double size,
                               const char *text)
{
  g_autoptr(PangoLayout) layout =
      plain_layout(style->vertical_context, family_of(face), size, FALSE, text);
  double length, width;
  ts_layout_size(layout, &length, &width);
  if (length < LEAST_ADVANCE * size * (double)g_utf8_strlen(text, -1))
    return NULL;
  return g_steal_pointer(&layout);
}

void ts_layout_size(PangoLayout *layout, double *width, double *height)
{
  PangoRectangle logical;
  pango_layout_get_extents(layout, NULL, &logical);
  *width = (double)logical.width / PANGO_SCALE;
  *height = (double)logical.height / PANGO_SCALE;
}

double ts_layout_line_height(PangoLayout *layout)
{
  double width, height;
  ts_layout_size(layout, &width, &height);
  return height / pango_layout_get_line_count(layout);
}
