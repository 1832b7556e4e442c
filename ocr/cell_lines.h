/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: the lines of text of many cells, as strips, read by both readers.
 */
#pragma once

#include "models/request.h"
#include "ocr/cell_ink.h"
#include "ocr/glyph_net.h"
#include "ocr/line_net.h"

G_BEGIN_DECLS

/* The models that both readers use. Lent. */
typedef struct {
  const GdLineNet *lstm;
  const GdNet *net;
} GdCellModels;

/* A line of a cell as it is read. */
typedef struct {
  guint cell;     /* index of its ink */
  PIX *strip;     /* owned */
  gboolean alone; /* the network has read it by itself, with alternatives */
  GdCellOpinion by[GD_READERS];
} GdCellLine;

/* Height of the digits in inches: the median over all lines; 0 if none has digits. inks: of
 * GdCellInk*. */
double gd_cell_lines_height(const GPtrArray *inks);

/* Levels of grey between paper and ink: the lower quartile over the cells with a line, 255 if none
 * has one. */
double gd_cell_lines_contrast(const GPtrArray *inks);

/* Strips of all lines of all cells, not read yet. A line too long for a strip is left out; its cell
 * then has fewer lines than its ink, and is unreadable. height: inches, 0 if unknown. Caller owns
 * (of GdCellLine). */
GArray *gd_cell_lines_cut(const GPtrArray *inks, double height, GdStripLook look);

/* Reads them, as many at a time as fit into one line of the network. alternatives: with other texts
 * of the network where a reader is not sure. */
void gd_cell_lines_read(const GdCellModels *models, GArray *lines, gboolean alternatives);

/* Reads once more alone, with alternatives, those that readers differ on, or that one of them is
 * far from sure of: a neighbour on the line can disturb the network. Those that were read alone
 * are left. */
void gd_cell_lines_read_again(const GdCellModels *models, GArray *lines);

G_END_DECLS
