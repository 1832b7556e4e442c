/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a value cell → a number, a mark for none, or a doubt. Strict:
 * what is not plainly a number is at most doubtful. Nothing is folded here,
 * since compatibility folding would turn 12① into 121.
 */
#pragma once

#include "models/form.h"
#include "models/value.h"

G_BEGIN_DECLS

typedef enum {
  GD_READING_EMPTY,  /* nothing stands there */
  GD_READING_MARK,   /* a mark for none: - — / 无 */
  GD_READING_NUMBER, /* plainly a number of the leaf's type */
  GD_READING_DOUBT,  /* a number at best; `why` says what is odd */
} GdReadingKind;

typedef struct {
  GdReadingKind kind;
  gboolean has_number; /* always with NUMBER, sometimes with DOUBT */
  GdNumber number;
  char *unit;      /* printed in the cell, NULL if none; caller frees */
  const char *why; /* static; NULL unless DOUBT */
} GdReading;

/* Reads text (NFC) as a value of the leaf. */
GdReading gd_value_read(const char *text, const GdFormLeaf *leaf);

G_END_DECLS
