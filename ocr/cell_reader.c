/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value cells by both readers:
 *
 * 1. Ink of every cell; the digits' height of the table is the median over its lines.
 * 2. Strips; the classifier of glyphs reads each, the network several at a time.
 * 3. With effort: cells in doubt once more alone, since a neighbour on the line can
 *    disturb the network.
 * 4. Probabilities by the tables of calibration, lines joined, both readers weighed
 *    against each other (cell_verdict.c).
 */
#include "models/limits.h"
#include "ocr/cell_verdict.h"
#include "ocr/glyph_reader.h"
#include "ocr/lstm_reader.h"
#include "ocr/models_folder.h"
#include "ocr/strip_line.h"

/* Both readers' raw probabilities below which a cell is read again with effort. */
#define GD_SURE_RAW 0.95

struct GdCellReader {
  GdTess *tess;
  GdNet *net;
  GdCalibration *calibration;
};

/* A line of a cell as it is read. */
typedef struct {
  guint cell;
  PIX *strip; /* owned */
  GdCellOpinion by[GD_READERS];
} Line;

static void line_clear(gpointer line)
{
  pixDestroy(&((Line *)line)->strip);
  for (int i = 0; i < GD_READERS; i++)
    gd_cell_opinion_clear(&((Line *)line)->by[i]);
}

GdCellReader *gd_cell_reader_new(const char *models, GError **error)
{
  g_autofree char *folder = gd_models_folder(models, error);
  if (folder == NULL)
    return NULL;
  g_autoptr(GdCellReader) reader = g_new0(GdCellReader, 1);
  g_autofree char *weights = g_build_filename(folder, "gd_glyphs.net", NULL);
  g_autofree char *tables = g_build_filename(folder, "gd_cells.calibration", NULL);
  reader->net = gd_glyph_net_load(weights, error);
  if (reader->net == NULL)
    return NULL;
  reader->calibration = gd_calibration_load(tables, error);
  if (reader->calibration == NULL)
    return NULL;
  reader->tess = gd_tess_new(folder, "gd_cells", error);
  return reader->tess != NULL ? g_steal_pointer(&reader) : NULL;
}

void gd_cell_reader_free(GdCellReader *reader)
{
  if (reader == NULL)
    return;
  gd_tess_free(reader->tess);
  g_free(reader->net);
  gd_calibration_free(reader->calibration);
  g_free(reader);
}

static int by_value(gconstpointer a, gconstpointer b)
{
  const double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

/* Height of the digits in inches: the median over all lines; 0 if none has digits. */
static double usual_height(const GPtrArray *inks)
{
  g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < inks->len; i++) {
    const GdCellInk *ink = g_ptr_array_index(inks, i);
    for (guint k = 0; k < ink->lines->len; k++) {
      const double height = g_array_index(ink->lines, GdInkLine, k).height / ink->dpi;
      if (height > 0)
        g_array_append_val(heights, height);
    }
  }
  g_array_sort(heights, by_value);
  return heights->len > 0 ? g_array_index(heights, double, heights->len / 2) : 0;
}

/* Strips of all lines of all cells. A line too long for a strip is left out; its cell then
 * has fewer lines than its ink, and is unreadable. */
static GArray *cut_lines(const GPtrArray *inks)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(Line));
  g_array_set_clear_func(lines, line_clear);
  const double height = usual_height(inks);
  for (guint i = 0; i < inks->len; i++) {
    const GdCellInk *ink = g_ptr_array_index(inks, i);
    for (guint k = 0; k < ink->lines->len; k++) {
      Line line = {.cell = i};
      line.strip =
          gd_cell_ink_strip(ink, &g_array_index(ink->lines, GdInkLine, k), height * ink->dpi, NULL);
      if (line.strip != NULL)
        g_array_append_val(lines, line);
    }
  }
  return lines;
}

static void read_glyphs(const GdCellReader *reader, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    Line *line = &g_array_index(lines, Line, i);
    line->by[GD_READER_GLYPHS] = gd_glyph_read(reader->net, line->strip);
  }
}

/* Lines as many at a time as fit into one. */
static void read_lstm(GdCellReader *reader, GArray *lines)
{
  for (guint first = 0; first < lines->len; first += GD_LINE_CELLS) {
    PIX *strips[GD_LINE_CELLS];
    GdCellOpinion opinions[GD_LINE_CELLS];
    const guint n = MIN(GD_LINE_CELLS, lines->len - first);
    for (guint i = 0; i < n; i++)
      strips[i] = g_array_index(lines, Line, first + i).strip;
    gd_lstm_read(reader->tess, strips, n, FALSE, opinions);
    for (guint i = 0; i < n; i++)
      g_array_index(lines, Line, first + i).by[GD_READER_LSTM] = opinions[i];
  }
}

static gboolean in_doubt(const Line *line)
{
  const GdCellOpinion *a = &line->by[GD_READER_LSTM], *b = &line->by[GD_READER_GLYPHS];
  return !g_str_equal(a->text, b->text) || a->probability < GD_SURE_RAW ||
         b->probability < GD_SURE_RAW;
}

static void read_again(GdCellReader *reader, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    Line *line = &g_array_index(lines, Line, i);
    if (!in_doubt(line))
      continue;
    GdCellOpinion alone;
    gd_lstm_read(reader->tess, &line->strip, 1, TRUE, &alone);
    GdCellOpinion *before = &line->by[GD_READER_LSTM];
    gd_cell_opinion_add(&alone, before->text, before->probability / 2);
    gd_cell_opinion_clear(before);
    *before = alone;
  }
}

static void add_ink(GPtrArray *inks, const GdCellPicture *cell)
{
  GdCellInk *ink = gd_cell_ink_new(cell->pix, cell->dpi);
  ink->bilevel |= cell->bilevel;
  g_ptr_array_add(inks, ink);
}

GPtrArray *gd_cell_reader_read(GdCellReader *reader, const GdCellPicture *cells, guint n,
                               GdEffort effort)
{
  g_autoptr(GPtrArray) inks = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_ink_free);
  for (guint i = 0; i < n; i++)
    add_ink(inks, &cells[i]);
  g_autoptr(GArray) lines = cut_lines(inks);
  read_glyphs(reader, lines);
  read_lstm(reader, lines);
  if (effort == GD_EFFORT_THOROUGH)
    read_again(reader, lines);
  GPtrArray *readings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_reading_free);
  guint first = 0;
  for (guint i = 0; i < n; i++) {
    GdCellVerdict verdict = gd_cell_verdict_start(g_ptr_array_index(inks, i));
    for (; first < lines->len && g_array_index(lines, Line, first).cell == i; first++)
      gd_cell_verdict_add(&verdict, g_array_index(lines, Line, first).by);
    g_ptr_array_add(readings, gd_cell_verdict_end(&verdict, reader->calibration));
  }
  return readings;
}
