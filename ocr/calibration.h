/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: from the figure that a reader gives to the share of such
 * readings that are right. The tables were fitted by isotonic regression (Zadrozny
 * and Elkan, KDD 2002) on cells that no reader was trained on
 * (models/training/calibrate.c), and stand beside the models in a text file of
 * lines "table raw probability", raw rising.
 */
#pragma once

#include "models/error.h"

G_BEGIN_DECLS

typedef enum {
  GD_TABLE_LSTM,   /* the network's confidence in its least sure symbol */
  GD_TABLE_GLYPHS, /* the share of the best way to cut */
  GD_TABLE_AGREE,  /* both read the same: the mean of the two above */
  GD_TABLE_DIFFER, /* they do not: the higher less the lower */
  GD_TABLES,
} GdTable;

/* "lstm", "glyphs", "agree", "differ". Static. */
const char *gd_table_name(GdTable table);

typedef struct {
  double raw, probability; /* 0..1 */
} GdKnot;

typedef struct {
  GArray *knots[GD_TABLES]; /* of GdKnot, raw rising. Owned */
} GdCalibration;

/* GD_ERROR_IO if there is no such file, GD_ERROR_DAMAGED if it is no such table. */
GdCalibration *gd_calibration_load(const char *path, GError **error);

/* The tables that change nothing. */
GdCalibration *gd_calibration_none(void);
void gd_calibration_free(GdCalibration *calibration);

/* 0..1, rising with raw; straight between the knots. */
double gd_calibrate(const GdCalibration *calibration, GdTable table, double raw);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCalibration, gd_calibration_free)

G_END_DECLS
