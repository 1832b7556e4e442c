/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value cells by both readers:
 *
 * 1. Ink of every cell; the digits' height of the table is the median over its lines.
 * 2. Strips; the classifier of glyphs reads each, the network several at a time.
 * 3. With effort: cells that the readers differ on once more alone, since a neighbour on the
 *    line can disturb the network.
 * 4. With more effort: whether other pictures of the cell say the same (cell_confirm.h).
 * 5. Probabilities by the tables of calibration, lines joined, both readers weighed
 *    against each other (cell_verdict.c).
 */
#include "models/limits.h"
#include "ocr/cell_confirm.h"
#include "ocr/cell_verdict.h"
#include "ocr/models_folder.h"

struct GdCellReader {
  GdLineNet *lstm;
  GdNet *net;
  GdCalibration *calibration;
};

GdCellReader *gd_cell_reader_new(const char *models, GError **error)
{
  g_autofree char *folder = gd_models_folder(models, error);
  if (folder == NULL)
    return NULL;
  g_autoptr(GdCellReader) reader = g_new0(GdCellReader, 1);
  g_autofree char *weights = g_build_filename(folder, "gd_glyphs.net", NULL);
  g_autofree char *network = g_build_filename(folder, "gd_cells.traineddata", NULL);
  g_autofree char *tables = g_build_filename(folder, "gd_cells.calibration", NULL);
  reader->net = gd_glyph_net_load(weights, error);
  if (reader->net == NULL)
    return NULL;
  reader->calibration = gd_calibration_load(tables, error);
  if (reader->calibration == NULL)
    return NULL;
  reader->lstm = gd_line_net_load(network, error);
  return reader->lstm != NULL ? g_steal_pointer(&reader) : NULL;
}

void gd_cell_reader_free(GdCellReader *reader)
{
  if (reader == NULL)
    return;
  gd_line_net_free(reader->lstm);
  g_free(reader->net);
  gd_calibration_free(reader->calibration);
  g_free(reader);
}

static void add_ink(GPtrArray *inks, const GdCellPicture *cell)
{
  GdCellInk *ink = gd_cell_ink_new(cell->pix, cell->dpi, cell->rim);
  ink->bilevel |= cell->bilevel;
  ink->whole = cell->whole;
  ink->sealed = cell->sealed;
  g_ptr_array_add(inks, ink);
}

GPtrArray *gd_cell_reader_read(GdCellReader *reader, const GdCellPicture *cells, guint n,
                               GdEffort effort)
{
  const GdCellModels models = {reader->lstm, reader->net};
  g_autoptr(GPtrArray) inks = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_ink_free);
  for (guint i = 0; i < n; i++)
    add_ink(inks, &cells[i]);
  const double height = gd_cell_lines_height(inks), contrast = gd_cell_lines_contrast(inks);
  g_autoptr(GArray) lines = gd_cell_lines_cut(inks, height, GD_STRIP_USUAL);
  gd_cell_lines_read(&models, lines, effort == GD_EFFORT_THOROUGH);
  g_autofree guint8 *confirmed =
      effort == GD_EFFORT_CONFIRM ? gd_cells_confirm(&models, inks, lines, height) : NULL;
  if (effort != GD_EFFORT_QUICK)
    gd_cell_lines_read_again(&models, lines);
  GPtrArray *readings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_reading_free);
  guint first = 0;
  for (guint i = 0; i < n; i++) {
    GdCellVerdict verdict = gd_cell_verdict_start(g_ptr_array_index(inks, i), contrast);
    for (; first < lines->len && g_array_index(lines, GdCellLine, first).cell == i; first++)
      gd_cell_verdict_add(&verdict, g_array_index(lines, GdCellLine, first).by);
    GdCellReading *reading = gd_cell_verdict_end(&verdict, reader->calibration);
    reading->confirmed = confirmed != NULL && confirmed[i] && reading->agree;
    g_ptr_array_add(readings, reading);
  }
  return readings;
}
