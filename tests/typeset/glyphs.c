/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glyphs.h"

/* The character that a damaged ToUnicode table gives for c. */
static gunichar damage(gunichar c, const char *kind)
{
  if (g_str_equal(kind, "private"))
    return 0xe000 + c % 0x1800; /* U+E000..: private use */
  if (c >= '0' && c <= '9')
    return '0' + (c - '0' + 3) % 10;
  if (g_str_equal(kind, "digits"))
    return c;
  if (c >= 0x4e00 && c < 0x9f00)
    return 0x4e00 + (c - 0x4e00 + 577) % 0x5000; /* another Chinese character */
  return c > 0x20 && c < 0x7f ? 0x21 + (c - 0x21 + 11) % 0x5e : c;
}

/* One glyph with the character that it stands for changed. */
static void show_run(cairo_t *cr, const char *text, PangoGlyphItem *run, double x, double y,
                     const char *kind)
{
  PangoFont *font = run->item->analysis.font;
  cairo_set_scaled_font(cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
    const char *at = text + run->item->offset + run->glyphs->log_clusters[i];
    char utf8[7] = {0};
    int bytes = g_unichar_to_utf8(damage(g_utf8_get_char(at), kind), utf8);
    cairo_glyph_t glyph = {info->glyph, x + (double)info->geometry.x_offset / PANGO_SCALE,
                           y + (double)info->geometry.y_offset / PANGO_SCALE};
    cairo_text_cluster_t cluster = {bytes, 1};
    if (info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
      cairo_show_text_glyphs(cr, utf8, bytes, &glyph, 1, &cluster, 1, 0);
    x += (double)info->geometry.width / PANGO_SCALE;
  }
}

static void show_damaged(cairo_t *cr, PangoLayout *layout, PangoLayoutLine *line, double x,
                         double y, const char *kind)
{
  const char *text = pango_layout_get_text(layout);
  for (GSList *i = line->runs; i != NULL; i = i->next) {
    PangoGlyphItem *run = i->data;
    show_run(cr, text, run, x, y, kind);
    x += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
  }
}

void ts_glyphs_lines(cairo_t *cr, PangoLayout *layout, const TsParams *params, double x, double y,
                     guint first, guint count)
{
  const char *kind = ts_param(params, "tounicode");
  gboolean damaged = !g_str_equal(kind, "right") && !g_str_equal(kind, "missing");
  gboolean outlines = ts_param_is(params, "text", "outlines");
  PangoLayoutIter *iter = pango_layout_get_iter(layout);
  double top = 0;
  guint i = 0;
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter, NULL, &logical);
    PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
    double line_x = x + (double)logical.x / PANGO_SCALE;
    double baseline = (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE;
    if (i == first)
      top = (double)logical.y / PANGO_SCALE;
    if (i >= first && i < first + count) {
      cairo_move_to(cr, line_x, y + baseline - top);
      if (outlines) {
        pango_cairo_layout_line_path(cr, line);
        cairo_fill(cr);
      } else if (damaged) {
        show_damaged(cr, layout, line, line_x, y + baseline - top, kind);
      } else {
        pango_cairo_show_layout_line(cr, line);
      }
    }
    i++;
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
}
