/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/ and to the training of its models: a stretch of a line of a label → the
 * inputs of the net of labels.
 */
#pragma once

#include "ocr/label_lines.h"

G_BEGIN_DECLS

/* Zones of a patch across and down, directions of edges in each; and what is told of the
 * stretch as it stands in its line. */
#define GD_LABEL_ZONES 8
#define GD_LABEL_DIRECTIONS 8
#define GD_LABEL_FACTS 6
#define GD_LABEL_INPUTS (GD_LABEL_ZONES * GD_LABEL_ZONES * GD_LABEL_DIRECTIONS + GD_LABEL_FACTS)

/* Ink of a line, 0 paper to 255, row by row. */
typedef struct {
  int width, height;
  double character; /* height of a Chinese character, pixels */
  guint8 *v;        /* owned */
} GdLabelInk;

GdLabelInk gd_label_ink(const GdLabelLine *line);
void gd_label_ink_clear(GdLabelInk *ink);

/* What of the columns x0..x1-1 is inked; x1, y1 beyond. */
typedef struct {
  int x0, x1, y0, y1;
} GdLabelBody;

/* FALSE if there is no ink but specks. */
gboolean gd_label_body(const GdLabelInk *ink, int x0, int x1, GdLabelBody *body);

/* The body's edges by zone and direction, each 0..2. */
void gd_label_patch(const GdLabelInk *ink, const GdLabelBody *body, float inputs[GD_LABEL_INPUTS]);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GdLabelInk, gd_label_ink_clear)

G_END_DECLS
