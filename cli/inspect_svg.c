/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page as SVG, in points of the page as displayed:
 *
 *     <g>, turned by quarters if the sheet lies
 *       picture
 *       layer of grids      borders of cells; dividers that are inferred, dashed
 *       layer of words
 *       layer of rulings
 *       layer of cells      matched to a form, by status
 *
 * Shapes are mapped from page space to the page as displayed (GdPage.displayed), so that
 * on a skewed or photographed sheet they lie where the ink is. Each shape has a <title>: what
 * a viewer shows when the pointer is over it.
 */
#include <leptonica/allheaders.h>
#include <math.h>

#include "cli/inspect_parts.h"
#include "export/review_html.h"
#include "models/limits.h"

/* Pixels of an inch: characters of 9 points are 16 pixels high. */
#define DPI 130.0
/* Of JPEG, 1..100: small, and characters stay clean. */
#define QUALITY 70
/* Levels of grey of a rendered page: edges of characters need no more. */
#define GREYS 16

typedef struct {
  GString *out;
  const GdInspection *inspection;
  const GdPage *page;
  double width, height; /* of the page as displayed, points */
  guint shapes;
} Canvas;

static void put_number(GString *out, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double bounded = fmax(-1e6, fmin(1e6, number)); /* homographies may lead far away */
  g_ascii_formatd(digits, sizeof digits, "%.1f", bounded);
  g_string_append(out, digits);
}

static void put_point(const Canvas *canvas, char command, double x, double y)
{
  GdPoint point = gd_homography_apply(&canvas->page->displayed, (GdPoint){x, y});
  g_string_append_c(canvas->out, command);
  put_number(canvas->out, point.x);
  g_string_append_c(canvas->out, ' ');
  put_number(canvas->out, point.y);
}

/* Opens a shape of that class; FALSE if there are too many. */
static gboolean begin_shape(Canvas *canvas, const char *klass)
{
  if (canvas->shapes >= GD_CAP_INSPECT_SHAPES)
    return FALSE;
  canvas->shapes++;
  g_string_append_printf(canvas->out, "<path class=\"%s\" d=\"", klass);
  return TRUE;
}

static void put_outline(const Canvas *canvas, GdBox box)
{
  put_point(canvas, 'M', box.x0, box.y0);
  put_point(canvas, 'L', box.x1, box.y0);
  put_point(canvas, 'L', box.x1, box.y1);
  put_point(canvas, 'L', box.x0, box.y1);
  g_string_append_c(canvas->out, 'Z');
}

/* Closes it with a title of one line, or of several. */
static void end_shape(const Canvas *canvas, const char *const *lines)
{
  g_string_append(canvas->out, "\"><title>");
  for (guint i = 0; lines[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c(canvas->out, '\n');
    gd_html_put(canvas->out, lines[i]);
  }
  g_string_append(canvas->out, "</title></path>\n");
}

static void put_word(Canvas *canvas, const GdWord *word)
{
  static const char *const sources[] = {N_("text layer"), N_("hidden text"), N_("read by guidang"),
                                        N_("text")};
  GdLang lang = canvas->inspection->lang;
  if (!begin_shape(canvas, word->source == GD_SOURCE_HIDDEN ? "word hidden" : "word"))
    return;
  put_outline(canvas, word->box);
  char size[G_ASCII_DTOSTR_BUF_SIZE], confidence[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(size, sizeof size, "%.1f", word->size);
  g_ascii_formatd(confidence, sizeof confidence, "%.2f", word->confidence);
  g_autofree char *about = g_strdup_printf(gd_tr(lang, "%s, size %s, confidence %s"),
                                           gd_tr(lang, sources[word->source]), size, confidence);
  const char *lines[] = {word->text, about, NULL, NULL};
  if (word->unreadable)
    lines[2] = gd_tr(lang, "characters without a trustworthy meaning");
  else if (word->uneven)
    lines[2] = gd_tr(lang, "digits of different sizes");
  end_shape(canvas, lines);
}

static void put_ruling(Canvas *canvas, const GdRuling *ruling)
{
  GdLang lang = canvas->inspection->lang;
  gboolean across = ruling->direction == GD_HORIZONTAL;
  if (!begin_shape(canvas, ruling->is_edge ? "ruling edge" : "ruling"))
    return;
  put_point(canvas, 'M', across ? ruling->from : ruling->at, across ? ruling->at : ruling->from);
  put_point(canvas, 'L', across ? ruling->to : ruling->at, across ? ruling->at : ruling->to);
  char at[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(at, sizeof at, "%.1f", ruling->at);
  g_ascii_formatd(width, sizeof width, "%.2f", ruling->width);
  g_autofree char *line = g_strdup_printf(
      ruling->is_edge ? gd_tr(lang, "edge of a shaded area at %s") : gd_tr(lang, "line at %s"), at);
  g_autofree char *wide = g_strdup_printf(gd_tr(lang, "width %s"), width);
  const char *lines[] = {line, wide, NULL};
  end_shape(canvas, lines);
}

/* Why the text of a cell is not simply its text. */
static char *flags_of(const GdInspection *inspection, const GdCell *cell)
{
  const struct {
    gboolean is_set;
    const char *name;
  } flags[] = {
      {cell->unreadable, N_("unreadable characters")},
      {cell->uneven, N_("digits of different sizes")},
      {cell->overflow, N_("text reaches over the border")},
      {cell->split_number, N_("a number over two lines")},
      {cell->crowded, N_("several numbers")},
      {cell->ragged, N_("not a rectangle")},
  };
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(flags); i++)
    if (flags[i].is_set)
      g_string_append_printf(names, "%s%s", names->len > 0 ? "; " : "",
                             gd_tr(inspection->lang, flags[i].name));
  return g_string_free(names, FALSE);
}

static void put_grid(Canvas *canvas, const GdGrid *grid, guint number)
{
  GdLang lang = canvas->inspection->lang;
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    if (!begin_shape(canvas, "grid"))
      return;
    put_outline(canvas, cell->box);
    g_autofree char *place = g_strdup_printf(gd_tr(lang, "grid %u, row %u, column %u"), number,
                                             cell->row + 1, cell->column + 1);
    g_autofree char *spans = g_strdup_printf(gd_tr(lang, "%u rows high, %u columns wide"),
                                             cell->row_span, cell->column_span);
    g_autofree char *flags = flags_of(canvas->inspection, cell);
    const char *lines[] = {place, cell->text, spans, flags[0] != '\0' ? flags : NULL, NULL};
    end_shape(canvas, lines);
  }
  for (guint direction = 0; direction < 2; direction++)
    for (guint i = 0; i < grid->dividers[direction]->len; i++) {
      const GdDivider *divider = &g_array_index(grid->dividers[direction], GdDivider, i);
      gboolean across = direction == GD_HORIZONTAL;
      if (divider->drawn || !begin_shape(canvas, "divider"))
        continue;
      put_point(canvas, 'M', across ? grid->box.x0 : divider->at,
                across ? divider->at : grid->box.y0);
      put_point(canvas, 'L', across ? grid->box.x1 : divider->at,
                across ? divider->at : grid->box.y1);
      char doubt[G_ASCII_DTOSTR_BUF_SIZE];
      g_ascii_formatd(doubt, sizeof doubt, "%.2f", divider->doubt);
      g_autofree char *line = g_strdup_printf(gd_tr(lang, "inferred divider, doubt %s"), doubt);
      const char *lines[] = {line, NULL};
      end_shape(canvas, lines);
    }
}

static void put_values(Canvas *canvas)
{
  const GPtrArray *documents = canvas->inspection->documents;
  for (guint d = 0; d < documents->len; d++) {
    const GdDocument *document = documents->pdata[d];
    for (guint i = 0; i < document->values->len; i++) {
      const GdValue *value = document->values->pdata[i];
      if (value->page != canvas->page->number || gd_box_is_none(value->box))
        continue;
      g_autofree char *klass = g_strdup_printf("cell s-%s", gd_status_name(value->status));
      if (!begin_shape(canvas, klass))
        return;
      put_outline(canvas, value->box);
      g_auto(GStrv) lines = gd_inspect_value_lines(canvas->inspection, document, value);
      end_shape(canvas, (const char *const *)lines);
    }
  }
}

static void begin_layer(const Canvas *canvas, const char *klass)
{
  g_string_append_printf(canvas->out, "<g class=\"layer %s\">\n", klass);
}

static void put_layers(Canvas *canvas)
{
  const GdPage *page = canvas->page;
  g_autoptr(GPtrArray) grids = gd_inspect_grids(canvas->inspection, page->number);
  begin_layer(canvas, "grids");
  for (guint i = 0; i < grids->len; i++)
    put_grid(canvas, grids->pdata[i], i + 1);
  g_string_append(canvas->out, "</g>\n");
  begin_layer(canvas, "words");
  for (guint i = 0; i < page->words->len; i++)
    put_word(canvas, page->words->pdata[i]);
  g_string_append(canvas->out, "</g>\n");
  begin_layer(canvas, "rulings");
  for (guint i = 0; i < page->rulings->len; i++)
    put_ruling(canvas, &g_array_index(page->rulings, GdRuling, i));
  g_string_append(canvas->out, "</g>\n");
  begin_layer(canvas, "cells");
  put_values(canvas);
  g_string_append(canvas->out, "</g>\n");
}

/* Shrinks a picture that has more pixels than are shown. Caller owns. */
static PIX *fitted(const GdPicture *picture)
{
  double pixels = (double)gd_picture_width(picture) * gd_picture_height(picture);
  double scale = fmin(sqrt(GD_CAP_INSPECT_PIXELS / pixels), 1.2 * DPI / picture->dpi);
  return scale < 1 ? pixScale(picture->pix, (float)scale, (float)scale) : pixClone(picture->pix);
}

/* The bytes of a file: PNG where the page was drawn or is black and white, else JPEG. *type:
 * static. NULL if it cannot be made. Caller frees. */
static GBytes *encode(const GdPicture *picture, gboolean drawn, const char **type)
{
  PIX *pix = fitted(picture);
  l_uint8 *bytes = NULL;
  size_t size = 0;
  gboolean good = FALSE;
  if (pix != NULL && pixGetDepth(pix) == 8 && (drawn || picture->bilevel)) {
    PIX *few = pixThresholdTo4bpp(pix, GREYS, 0);
    *type = "image/png";
    good = few != NULL && pixWriteMemPng(&bytes, &size, few, 0) == 0;
    pixDestroy(&few);
  } else if (pix != NULL) {
    *type = "image/jpeg";
    good = pixWriteMemJpeg(&bytes, &size, pix, QUALITY, 0) == 0;
  }
  pixDestroy(&pix);
  return good ? g_bytes_new_with_free_func(bytes, size, free, bytes) : NULL;
}

/* Sets the size of the canvas, and returns the picture as an element; empty if there is none.
 * Caller frees. */
static GString *picture_of(Canvas *canvas)
{
  const GdPage *page = canvas->page;
  GString *image = g_string_new(NULL);
  GdBox sheet = gd_homography_box(&page->displayed, (GdBox){0, 0, page->width, page->height});
  canvas->width = fmin(fmax(sheet.x1, 1), GD_CAP_PAGE_POINTS);
  canvas->height = fmin(fmax(sheet.y1, 1), GD_CAP_PAGE_POINTS);
  double dpi = fmin(DPI, 72 * sqrt(GD_CAP_INSPECT_PIXELS / (canvas->width * canvas->height)));
  g_autoptr(GdPicture) picture = gd_pictures_page(canvas->inspection->pictures, page->number, dpi);
  if (picture == NULL)
    return image;
  GdBox shown = gd_homography_box(
      &picture->to_page, (GdBox){0, 0, gd_picture_width(picture), gd_picture_height(picture)});
  canvas->width = shown.x1;
  canvas->height = shown.y1;
  const char *type = NULL;
  g_autoptr(GBytes) bytes = encode(picture, page->kind != GD_PAGE_SCAN, &type);
  if (bytes == NULL)
    return image;
  gsize length;
  const guchar *data = g_bytes_get_data(bytes, &length);
  g_autofree char *base64 = g_base64_encode(data, length);
  g_string_append(image, "<image class=\"picture\" preserveAspectRatio=\"none\" width=\"");
  put_number(image, canvas->width);
  g_string_append(image, "\" height=\"");
  put_number(image, canvas->height);
  g_string_append_printf(image, "\" href=\"data:%s;base64,%s\"/>\n", type, base64);
  return image;
}

/* Quarters of a turn clockwise by which the sheet lies on the page as displayed. */
static guint quarters_of(const GdPage *page)
{
  GdPoint from =
      gd_homography_apply(&page->displayed, (GdPoint){page->width / 2, page->height / 2});
  GdPoint to =
      gd_homography_apply(&page->displayed, (GdPoint){page->width / 2 + 1, page->height / 2});
  double turn = atan2(to.y - from.y, to.x - from.x) / G_PI_2;
  return isfinite(turn) ? (guint)((int)lround(turn) + 4) % 4 : 0;
}

/* The map that sets the sheet upright: the transform of its group. */
static void put_turn(const Canvas *canvas, guint quarters)
{
  static const char *const turns[4] = {"", "rotate(-90)", "rotate(180)", "rotate(90)"};
  if (quarters == 0)
    return;
  g_string_append(canvas->out, " transform=\"translate(");
  put_number(canvas->out, quarters == 1 ? 0 : quarters == 2 ? canvas->width : canvas->height);
  g_string_append_c(canvas->out, ' ');
  put_number(canvas->out, quarters == 1 ? canvas->width : quarters == 2 ? canvas->height : 0);
  g_string_append_printf(canvas->out, ") %s\"", turns[quarters]);
}

void gd_inspect_put_svg(GString *out, const GdInspection *inspection, const GdPage *page,
                        gboolean alone)
{
  Canvas canvas = {.out = out, .inspection = inspection, .page = page};
  g_autoptr(GString) image = picture_of(&canvas);
  guint quarters = quarters_of(page);
  gboolean lies = quarters % 2 == 1;
  g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"page\" viewBox=\"0 0 ");
  put_number(out, lies ? canvas.height : canvas.width);
  g_string_append_c(out, ' ');
  put_number(out, lies ? canvas.width : canvas.height);
  g_string_append(out, "\">\n");
  if (alone) {
    g_string_append_printf(out, "<style>%s</style>\n", gd_inspect_shapes_style);
    gd_inspect_put_patterns(out);
  }
  g_string_append(out, "<g");
  put_turn(&canvas, quarters);
  g_string_append(out, ">\n<rect class=\"sheet\" width=\"");
  put_number(out, canvas.width);
  g_string_append(out, "\" height=\"");
  put_number(out, canvas.height);
  g_string_append(out, "\"/>\n");
  g_string_append_len(out, image->str, (gssize)image->len);
  put_layers(&canvas);
  g_string_append(out, "</g>\n</svg>\n");
}

GString *gd_inspect_svg(const GdInspection *inspection)
{
  GString *out =
      g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " GD_INSPECT_MARK " -->\n");
  const GdPage *page = gd_source_page(inspection->source, inspection->page);
  gd_inspect_put_svg(out, inspection, page, TRUE);
  return out;
}
