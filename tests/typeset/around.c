/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "around.h"

#define TITLE_SIZE 20.0      /* points */
#define RED_HEAD_SIZE 26.0   /* points */
#define IMPRINT_SIZE 12.0    /* points */
#define INDEX_SIZE 10.0      /* points */
#define INDEX_PAD 4.0        /* points around its texts */
#define HEADING_ABOVE 8.0    /* points above a section heading */
#define SIGNATURE_INDENT 4.0 /* characters right of the signature */
#define UNIT_LINE 1.6        /* prose sizes that the line with a table's unit takes */
#define UNIT_SIZE 0.8        /* prose sizes: its own size */
#define RULE 0.8             /* points */

static double prose_size(const TsPaper *p)
{
  return ts_param_real(p->params, "prose_size");
}

static double text_width(const TsPaper *p)
{
  return p->right - p->left;
}

/* Room for a block of that height. */
static void need(TsPaper *p, double height)
{
  if (ts_paper_room(p) < height)
    ts_paper_page(p);
}

/* A whole layout at x; the pen goes below it. */
static void put(TsPaper *p, PangoLayout *layout, double x, gboolean twice)
{
  double width, height;
  ts_layout_size(layout, &width, &height);
  need(p, height);
  ts_paper_lines(p, layout, x, p->y, 0, (guint)pango_layout_get_line_count(layout), twice);
  p->y += height;
}

/* Text right of x (or, if right, left of it) on the pen's line; the pen stays. */
static void put_beside(TsPaper *p, const char *face, double size, const char *text, double x,
                       gboolean right)
{
  g_autoptr(PangoLayout) layout =
      ts_style_layout(p->style, face, size, FALSE, text, -1, PANGO_ALIGN_LEFT);
  double width, height;
  ts_layout_size(layout, &width, &height);
  ts_paper_lines(p, layout, right ? x - width : x, p->y, 0, 1, FALSE);
}

static void rule(TsPaper *p, double width, gboolean red)
{
  cairo_save(p->cr);
  cairo_set_source_rgb(p->cr, red ? 0.85 : 0, 0, 0);
  cairo_set_line_width(p->cr, width);
  cairo_move_to(p->cr, p->left, p->y);
  cairo_line_to(p->cr, p->right, p->y);
  cairo_stroke(p->cr);
  cairo_restore(p->cr);
}

/* One row of the index block: label, text, label, text. */
static void draw_index_row(TsPaper *p, const char *const *cells)
{
  double half = text_width(p) / 2, label = INDEX_SIZE * 6, row = 0;
  double x[] = {p->left, p->left + label, p->left + half, p->left + half + label, p->right};
  PangoLayout *layouts[4];
  double width, heights[4];
  for (guint c = 0; c < 4; c++) {
    layouts[c] = ts_style_layout(p->style, "song", INDEX_SIZE, FALSE, cells[c],
                                 x[c + 1] - x[c] - 2 * INDEX_PAD, PANGO_ALIGN_LEFT);
    ts_layout_size(layouts[c], &width, &heights[c]);
    row = MAX(row, heights[c] + 2 * INDEX_PAD);
  }
  for (guint c = 0; c < 4; c++) {
    ts_paper_lines(p, layouts[c], x[c] + INDEX_PAD, p->y + (row - heights[c]) / 2, 0,
                   (guint)pango_layout_get_line_count(layouts[c]), FALSE);
    g_object_unref(layouts[c]);
    if (ts_param_is(p->params, "index_block", "grid")) {
      cairo_set_line_width(p->cr, RULE);
      cairo_rectangle(p->cr, x[c], p->y, x[c + 1] - x[c], row);
      cairo_stroke(p->cr);
    }
  }
  p->y += row;
}

static void draw_index(TsPaper *p, const TsFacts *f)
{
  if (f->index_number == NULL)
    return;
  g_autofree char *year = g_strdup_printf("%u年度", f->year);
  draw_index_row(
      p, (const char *const[]){"索引号：", f->index_number, "公开类别：", f->index_openness});
  draw_index_row(p, (const char *const[]){"发布机构：", f->agency, "所属时间：", year});
  p->y += 2 * INDEX_SIZE;
}

static void draw_red_head(TsPaper *p, const TsFacts *f)
{
  if (f->document_number == NULL)
    return;
  double size = prose_size(p);
  if (f->urgency != NULL) {
    put_beside(p, "hei", size, f->urgency, p->left, FALSE);
    p->y += size * 2;
  }
  g_autofree char *name = g_strconcat(f->agency, "文件", NULL);
  g_autoptr(PangoLayout) head = ts_style_layout(p->style, "song", RED_HEAD_SIZE, FALSE, name,
                                                text_width(p), PANGO_ALIGN_CENTER);
  cairo_set_source_rgb(p->cr, 0.85, 0, 0);
  put(p, head, p->left, TRUE);
  cairo_set_source_rgb(p->cr, 0, 0, 0);
  p->y += size;
  if (f->signer != NULL) {
    g_autofree char *signer = g_strconcat("签发人：", f->signer_printed, NULL);
    put_beside(p, "kai", size, f->document_number_printed, p->left + size, FALSE);
    put_beside(p, "kai", size, signer, p->right - size, TRUE);
    p->y += size * 1.5;
  } else {
    g_autoptr(PangoLayout) number =
        ts_style_layout(p->style, "kai", size, FALSE, f->document_number_printed, text_width(p),
                        PANGO_ALIGN_CENTER);
    put(p, number, p->left, FALSE);
  }
  p->y += 4;
  rule(p, 1.5, TRUE);
  p->y += size * 2;
}

void ts_draw_front(TsPaper *p, const TsFacts *f)
{
  draw_index(p, f);
  draw_red_head(p, f);
  for (guint i = 0; i < 2; i++)
    if (f->title_lines[i] != NULL) {
      g_autoptr(PangoLayout) title =
          ts_style_layout(p->style, i == 0 ? "hei" : "song", TITLE_SIZE, FALSE, f->title_lines[i],
                          text_width(p), PANGO_ALIGN_CENTER);
      put(p, title, p->left, FALSE);
    }
  p->y += prose_size(p) * 1.5;
  if (f->addressee != NULL) {
    g_autofree char *text = g_strconcat(f->addressee, "：", NULL);
    g_autoptr(PangoLayout) layout =
        ts_style_layout(p->style, ts_param(p->params, "prose_face"), prose_size(p), FALSE, text,
                        text_width(p), PANGO_ALIGN_LEFT);
    put(p, layout, p->left, FALSE);
  }
}

double ts_prose_leading(const TsPaper *p)
{
  return prose_size(p) * ts_param_real(p->params, "prose_leading");
}

guint ts_draw_paragraph_lines(TsPaper *p, const char *text, guint most)
{
  double size = prose_size(p), leading = ts_prose_leading(p);
  g_autoptr(PangoLayout) layout = ts_style_layout(p->style, ts_param(p->params, "prose_face"), size,
                                                  FALSE, text, text_width(p), PANGO_ALIGN_LEFT);
  pango_layout_set_indent(layout, (int)(2 * size * PANGO_SCALE));
  guint n = MIN((guint)pango_layout_get_line_count(layout), most);
  for (guint i = 0; i < n; i++) {
    need(p, leading);
    ts_paper_lines(p, layout, p->left, p->y, i, 1, FALSE);
    p->y += leading;
  }
  return n;
}

void ts_draw_paragraph(TsPaper *p, const char *text)
{
  ts_draw_paragraph_lines(p, text, G_MAXUINT);
}

double ts_heading_height(const TsPaper *p, const char *text)
{
  g_autoptr(PangoLayout) layout =
      ts_style_layout(p->style, "hei", prose_size(p), FALSE, text, text_width(p), PANGO_ALIGN_LEFT);
  double width, height;
  ts_layout_size(layout, &width, &height);
  return height + 2 * HEADING_ABOVE;
}

void ts_draw_heading(TsPaper *p, const char *text, double keep)
{
  g_autoptr(PangoLayout) layout =
      ts_style_layout(p->style, "hei", prose_size(p), FALSE, text, text_width(p), PANGO_ALIGN_LEFT);
  pango_layout_set_indent(layout, (int)(2 * prose_size(p) * PANGO_SCALE));
  need(p, ts_heading_height(p, text) + keep);
  p->y += HEADING_ABOVE;
  put(p, layout, p->left, ts_param_is(p->params, "twice", "heads"));
  p->y += HEADING_ABOVE;
}

double ts_unit_line_height(const TsPaper *p)
{
  return prose_size(p) * UNIT_LINE;
}

void ts_draw_unit_line(TsPaper *p, const char *text)
{
  put_beside(p, ts_param(p->params, "prose_face"), prose_size(p) * UNIT_SIZE, text, p->right, TRUE);
  p->y += ts_unit_line_height(p);
}

static void draw_imprint(TsPaper *p, const TsFacts *f)
{
  if (f->printed_by == NULL)
    return;
  double row = IMPRINT_SIZE * 2;
  g_autofree char *copied = g_strconcat("抄送：", f->copied_to, "。", NULL);
  g_autofree char *day = g_strconcat(f->printed_on_printed, "印发", NULL);
  need(p, 3 * row);
  p->y = MAX(p->y, p->bottom - 2.2 * row);
  rule(p, RULE * 1.4, FALSE);
  p->y += IMPRINT_SIZE / 2;
  put_beside(p, "song", IMPRINT_SIZE, copied, p->left + IMPRINT_SIZE, FALSE);
  p->y += row - IMPRINT_SIZE / 2;
  rule(p, RULE, FALSE);
  p->y += IMPRINT_SIZE / 2;
  put_beside(p, "song", IMPRINT_SIZE, f->printed_by, p->left + IMPRINT_SIZE, FALSE);
  put_beside(p, "song", IMPRINT_SIZE, day, p->right - IMPRINT_SIZE, TRUE);
  p->y += row - IMPRINT_SIZE / 2;
  rule(p, RULE * 1.4, FALSE);
}

void ts_draw_back(TsPaper *p, const TsFacts *f)
{
  double size = prose_size(p), x = p->right - SIGNATURE_INDENT * size;
  const char *face = ts_param(p->params, "prose_face");
  if (f->date_printed != NULL || f->openness_note != NULL)
    need(p, size * 8);
  p->y += size * 2;
  if (ts_param_is(p->params, "signature", "both")) {
    put_beside(p, face, size, f->agency, x, TRUE);
    p->y += size * 1.8;
  }
  if (f->date_printed != NULL) {
    put_beside(p, face, size, f->date_printed, x, TRUE);
    p->y += size * 2;
  }
  if (f->openness_note != NULL) {
    put_beside(p, face, size, f->openness_note, p->left + 2 * size, FALSE);
    p->y += size * 2;
  }
  draw_imprint(p, f);
}
