/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads value cells, each by two readers (models/request.h says what they give):
 *
 * - a recurrent network (line_net.h) sees the whole line of the cell;
 * - a classifier of single glyphs (glyph_net.h) sees pieces between cuts.
 *
 * A reader is for one thread, and reused.
 */
#pragma once

#include "models/request.h"
#include "ocr/lept.h"

G_BEGIN_DECLS

/* A cell's picture: 8 bpp grey, upright, lent; rulings at its edges do no harm. */
typedef struct {
  PIX *pix;         /* may be NULL: read as unreadable */
  double dpi;       /* pixels of an inch of paper; 0 if unknown */
  gboolean bilevel; /* its source has black and white only: pale ink leaves no trace */
  gboolean whole;   /* what it holds is a whole number without a sign, or a mark for none */
  gboolean sealed;  /* a seal was cleared there: pale ink of print may have gone with it */
  double rim;       /* inches of paper around a piece of text that no ruling bounds; 0: a cell */
} GdCellPicture;

typedef struct GdCellReader GdCellReader;

/* Loads the models of folder models (NULL: tessdata in gd_data_dir()).
 * GD_ERROR_IO if a model is missing, GD_ERROR_DAMAGED if it is none. */
GdCellReader *gd_cell_reader_new(const char *models, GError **error);
void gd_cell_reader_free(GdCellReader *reader);

/* Reads n cells, best those of one table together: they share their digits' height.
 * Caller owns the array (of GdCellReading*, one for each cell in order). */
GPtrArray *gd_cell_reader_read(GdCellReader *reader, const GdCellPicture *cells, guint n,
                               GdEffort effort);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCellReader, gd_cell_reader_free)

G_END_DECLS
