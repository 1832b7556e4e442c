/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: from how likely each class is at each column of a line (line_net.h) to the
 * letters of the line.
 */
#pragma once

#include "ocr/line_net.h"

G_BEGIN_DECLS

/* Other letters that are told of one place. */
#define GD_LINE_OTHERS 3

typedef struct {
  const char *text; /* UTF-8, of the net. Lent */
  float confidence; /* 0..1, not calibrated */
} GdLineChoice;

/* A letter of the line. */
typedef struct {
  const char *text; /* UTF-8, of the net. Lent */
  float confidence; /* 0..1, not calibrated */
  double x;         /* where the network saw it: pixels of the picture that was given */
  gboolean spaced;  /* a space stands before it */
  guint n_others;
  GdLineChoice others[GD_LINE_OTHERS]; /* what else may stand there, the likelier first */
} GdLineLetter;

/* The letters, left to right, without spaces. others: with other letters, which takes several
 * times as long. Caller owns (of GdLineLetter). */
GArray *gd_line_decode(const GdLineNet *net, const GdLineColumns *columns, gboolean others);

G_END_DECLS
