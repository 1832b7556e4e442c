/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accuracy over scans: typeset reports degraded by tests/degrade, converted in
 * this process, each cell compared with what was printed, level by level.
 */
#pragma once

#include "bench/measure.h"

G_BEGIN_DECLS

/* Strings lent. */
typedef struct {
  const char *typeset, *degrade; /* the programs */
  const char *folder;            /* where reports and scans are made */
  const char *form;              /* id, NULL: any edition */
  const char *const *levels;     /* of the degrader, NULL: the twelve of the figures */
  const char *const *set;        /* forced parameters of the typesetter, or NULL */
  const char *const *scan_set;   /* forced parameters of the degrader, or NULL */
  guint first, count;            /* seeds, of reports and of scans */
  gboolean list;                 /* print each cell that is not right or not sure */
  gboolean keep;                 /* reports and scans */
  gboolean gate, gate_silent;    /* what the exit status judges */
} GdScansWish;

/* Measures, prints, and gives the exit status: 0; 1 if a gate fails; 2 if scans cannot be made. */
int gd_accuracy_scans(const GdScansWish *wish, const GdBenchData *data);

G_END_DECLS
