/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/pdf.h"

#include "models/limits.h"

#include <string.h>

/* Points. A stroke that leaves its axis by no more is along it: a ruling of a
 * whole page width turned by a tenth of a degree does so. */
#define AXIS_TOLERANCE 1.0

/* Points. Filled areas this thin look like lines; the thickest rulings of
 * official forms are the doubled outer ones of about 2.25. */
#define THIN_FILL 3.0

/* Font sizes. The em box of CJK faces above and below the baseline (the 'ideo'
 * baseline of OpenType stands at -0.12). */
#define EM_ABOVE 0.88
#define EM_BELOW 0.12

/* Share of the em box above and below the ink of digits. */
#define INK_ABOVE 0.17
#define INK_BELOW 0.13

/* Share of a glyph's ink inside the clip: below the first nobody sees it, below the
 * second it may be another one than it seems. */
#define CLIPPED 0.1
#define CLIPPED_PART 0.85

/* Units of a Type 3 font that are one em where its box says nothing: those of Type 1. */
#define TYPE3_UNITS 1000.0

/* Points. Less than a reader sees: the sides of a rectangle may lean by it. */
#define CORNER 0.1

/* Points. A filled shape in this range of heights may be a glyph drawn as a
 * shape; smaller ones are specks, larger ones drawings. */
#define SHAPE_LEAST 2.0
#define SHAPE_MOST 40.0

/* Bytes of a message of the library that are kept: it may quote the file. */
#define MESSAGE_BYTES 100

/* What stands for the many colours of a shading. */
#define SHADING 0x808080

GdPdfPage *gd_pdf_page_new(double width, double height)
{
  GdPdfPage *page = g_new0(GdPdfPage, 1);
  page->width = width;
  page->height = height;
  page->glyphs = g_array_new(FALSE, TRUE, sizeof(GdGlyph));
  page->marks = g_array_new(FALSE, TRUE, sizeof(GdMark));
  return page;
}

void gd_pdf_page_free(GdPdfPage *page)
{
  if (page == NULL)
    return;
  g_array_unref(page->glyphs);
  g_array_unref(page->marks);
  if (page->rulings != NULL)
    g_array_unref(page->rulings);
  g_free(page->error);
  g_free(page);
}

static gboolean box_is_finite(GdBox box)
{
  return isfinite(box.x0) && isfinite(box.y0) && isfinite(box.x1) && isfinite(box.y1);
}

/* The part of box inside clip and page; FALSE if there is none. */
static gboolean clipped(const GdPdfPage *page, GdBox *box, GdBox clip)
{
  if (!box_is_finite(*box))
    return FALSE;
  box->x0 = fmax(fmax(box->x0, clip.x0), 0);
  box->y0 = fmax(fmax(box->y0, clip.y0), 0);
  box->x1 = fmin(fmin(box->x1, clip.x1), page->width);
  box->y1 = fmin(fmin(box->y1, clip.y1), page->height);
  return box->x0 <= box->x1 && box->y0 <= box->y1;
}

static GdBox stretched(GdBox box, double x, double y)
{
  return (GdBox){fmin(box.x0, x), fmin(box.y0, y), fmax(box.x1, x), fmax(box.y1, y)};
}

void gd_glyph_place(GdGlyph *glyph, GdPoint origin, GdPoint advance, GdPoint up, gboolean down)
{
  /* Across the line of writing, the box reaches from low to high times up (turned
   * where writing goes down). */
  GdPoint side = down ? (GdPoint){-up.y, up.x} : up;
  double low = down ? -0.5 : -EM_BELOW, high = down ? 0.5 : EM_ABOVE;
  GdPoint a = {origin.x + low * side.x, origin.y + low * side.y};
  GdPoint b = {origin.x + high * side.x, origin.y + high * side.y};
  glyph->box = stretched(gd_box(a.x, a.y, b.x, b.y), a.x + advance.x, a.y + advance.y);
  glyph->box = stretched(glyph->box, b.x + advance.x, b.y + advance.y);
  glyph->size = hypot(up.x, up.y);
  gboolean still = advance.x == 0 && advance.y == 0; /* a combining mark */
  double angle = still ? atan2(up.x, -up.y) : atan2(advance.y, advance.x);
  glyph->angle = angle * 180 / G_PI;
}

void gd_glyph_clip(GdGlyph *glyph, GdBox clip)
{
  gboolean flat = fabs(remainder(glyph->angle, 180)) <= 45;
  GdBox core = glyph->box;
  double height = gd_box_height(core);
  if (flat) {
    core.y0 += INK_ABOVE * height;
    core.y1 -= INK_BELOW * height;
  }
  double share = gd_box_area(core) > 0 ? gd_box_shared(core, clip) / gd_box_area(core) : 1;
  if (!gd_box_has(clip, gd_box_centre(glyph->box)) || share < CLIPPED)
    glyph->invisible = TRUE;
  else if (share < CLIPPED_PART)
    glyph->suspect = TRUE;
}

double gd_type3_em(const double *matrix, const double *bbox)
{
  double em = fabs(matrix[3]) * fabs(bbox[3] - bbox[1]);
  if (!(em > 0 && isfinite(em)))
    em = fabs(matrix[3]) * TYPE3_UNITS;
  return em > 0 && isfinite(em) ? em : 1;
}

GdPdfPart gd_pdf_part(const GdPoint *corners, guint n, gboolean curved)
{
  GdPdfPart part = {GD_BOX_NONE, !curved && (n == 4 || n == 5)};
  for (guint i = 0; i < n; i++) {
    GdPoint p = corners[i], q = corners[i > 0 ? i - 1 : 0];
    if (i == 0)
      part.box = (GdBox){p.x, p.y, p.x, p.y};
    part.box = stretched(part.box, p.x, p.y);
    if (fabs(p.x - q.x) > CORNER && fabs(p.y - q.y) > CORNER)
      part.rectangle = FALSE;
  }
  return part;
}

void gd_pdf_page_add_glyph(GdPdfPage *page, const GdGlyph *glyph)
{
  if (page->glyphs->len >= GD_CAP_PAGE_GLYPHS) {
    page->over = "glyphs of a page";
    return;
  }
  GdPoint centre = gd_box_centre(glyph->box);
  GdBox sheet = {0, 0, page->width, page->height};
  if (!box_is_finite(glyph->box) || !isfinite(glyph->size) || !gd_box_has(sheet, centre))
    return;
  GdGlyph kept = *glyph;
  kept.order = ++page->order;
  g_array_append_val(page->glyphs, kept);
}

static void add_mark(GdPdfPage *page, const GdMark *mark)
{
  if (page->marks->len >= GD_CAP_PAGE_SEGMENTS) {
    page->over = "line segments of a page";
    return;
  }
  GdMark kept = *mark;
  kept.order = ++page->order;
  g_array_append_val(page->marks, kept);
}

/* A shape, if it is as small as a glyph. */
static void add_shape(GdPdfPage *page, GdBox box, guint32 colour, GdBox clip)
{
  if (gd_box_height(box) >= SHAPE_LEAST && gd_box_height(box) <= SHAPE_MOST &&
      gd_box_width(box) <= SHAPE_MOST && clipped(page, &box, clip))
    add_mark(page, &(GdMark){.kind = GD_MARK_SHAPE, .box = box, .colour = colour});
}

void gd_pdf_page_add_line(GdPdfPage *page, GdPoint from, GdPoint to, double width, guint32 colour,
                          GdBox clip)
{
  if (++page->n_segments > GD_CAP_PAGE_SEGMENTS) {
    page->over = "line segments of a page";
    return;
  }
  GdBox box = gd_box(from.x, from.y, to.x, to.y);
  gboolean flat = gd_box_height(box) <= AXIS_TOLERANCE;
  gboolean upright = gd_box_width(box) <= AXIS_TOLERANCE;
  if (!(flat || upright))
    add_shape(page, box, colour, clip);
  if (!box_is_finite(box) || !(flat || upright))
    return;
  GdPoint centre = gd_box_centre(box);
  if (flat && gd_box_width(box) >= gd_box_height(box))
    box.y0 = box.y1 = centre.y;
  else
    box.x0 = box.x1 = centre.x;
  if (clipped(page, &box, clip))
    add_mark(page, &(GdMark){.kind = GD_MARK_LINE, .box = box, .width = width, .colour = colour});
}

void gd_pdf_page_add_image(GdPdfPage *page, GdBox box, gboolean opaque, GdBox clip)
{
  if (++page->n_images > GD_CAP_PAGE_IMAGES) {
    page->over = "pictures of a page";
    return;
  }
  if (clipped(page, &box, clip))
    add_mark(page, &(GdMark){.kind = GD_MARK_IMAGE, .box = box, .opaque = opaque});
}

void gd_pdf_page_add_error(GdPdfPage *page, const char *message)
{
  if (page->error == NULL)
    page->error = g_utf8_make_valid(message, (gssize)strnlen(message, MESSAGE_BYTES));
}

static void add_area(GdPdfPage *page, GdBox box, guint32 colour, gboolean opaque, GdBox clip)
{
  if (clipped(page, &box, clip))
    add_mark(page, &(GdMark){.kind = GD_MARK_FILL, .box = box, .colour = colour, .opaque = opaque});
}

/* TRUE if inner lies inside outer and leaves a margin as thin as a line. */
static gboolean is_frame(GdBox outer, GdBox inner)
{
  double margins[] = {inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1,
                      outer.y1 - inner.y1};
  for (guint i = 0; i < G_N_ELEMENTS(margins); i++)
    if (!(margins[i] >= 0 && margins[i] <= THIN_FILL))
      return FALSE;
  return gd_box_width(inner) > THIN_FILL && gd_box_height(inner) > THIN_FILL;
}

static void add_frame(GdPdfPage *page, GdBox outer, GdBox inner, guint32 colour, GdBox clip)
{
  GdBox sides[] = {{outer.x0, outer.y0, outer.x1, inner.y0},
                   {outer.x0, inner.y1, outer.x1, outer.y1},
                   {outer.x0, outer.y0, inner.x0, outer.y1},
                   {inner.x1, outer.y0, outer.x1, outer.y1}};
  for (guint i = 0; i < G_N_ELEMENTS(sides); i++)
    add_area(page, sides[i], colour, FALSE, clip);
}

void gd_pdf_page_add_fill(GdPdfPage *page, const GdPdfPart *parts, guint n, guint32 colour,
                          gboolean opaque, GdBox clip)
{
  for (guint i = 0; i < n; i++) {
    if (++page->n_segments > GD_CAP_PAGE_SEGMENTS) {
      page->over = "line segments of a page";
      return;
    }
    GdBox box = parts[i].box;
    double thin = fmin(gd_box_width(box), gd_box_height(box));
    gboolean pair = i + 1 < n && parts[i].rectangle && parts[i + 1].rectangle;
    if (pair && is_frame(box, parts[i + 1].box)) {
      add_frame(page, box, parts[++i].box, colour, clip);
    } else if (pair && is_frame(parts[i + 1].box, box)) {
      add_frame(page, parts[i + 1].box, box, colour, clip);
      i++;
    } else if (parts[i].rectangle || thin <= THIN_FILL) {
      add_area(page, box, colour, opaque && parts[i].rectangle, clip);
    } else {
      add_shape(page, box, colour, clip);
      if (fmax(gd_box_width(box), gd_box_height(box)) > SHAPE_MOST && clipped(page, &box, clip))
        add_mark(page, &(GdMark){.kind = GD_MARK_AREA, .box = box, .colour = colour});
    }
  }
}

void gd_pdf_page_add_shading(GdPdfPage *page, GdBox box)
{
  GdBox sheet = {0, 0, page->width, page->height};
  if (++page->n_segments > GD_CAP_PAGE_SEGMENTS)
    page->over = "line segments of a page";
  else if (clipped(page, &box, sheet))
    add_mark(page, &(GdMark){.kind = GD_MARK_AREA, .box = box, .colour = SHADING});
}
