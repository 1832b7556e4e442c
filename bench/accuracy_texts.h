/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accuracy over texts: reports broken into text by tests/shred, converted in
 * this process, each cell compared with what was printed, way by way.
 */
#pragma once

#include "bench/measure.h"

G_BEGIN_DECLS

/* Strings lent; form, way, options: NULL for any. */
typedef struct {
  const char *program; /* the shredder */
  const char *folder;  /* where texts are made */
  const char *form;    /* id; NULL: any edition */
  const char *way;
  const char *const *options; /* of the shredder, forced */
  guint first, count;         /* seeds */
  guint lost;                 /* numbers left out of each text */
  gboolean list;              /* print each cell that is not right or not sure */
  gboolean keep;              /* the texts */
  gboolean gate, gate_silent; /* what the exit status judges */
} GdTextsWish;

/* Measures, prints, and gives the exit status: 0; 1 if a gate fails; 2 if texts cannot be made. */
int gd_accuracy_texts(const GdTextsWish *wish, const GdBenchData *data);

G_END_DECLS
