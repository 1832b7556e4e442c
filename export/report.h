/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report.json: the record of a document written down. One list of keys for each
 * kind of object says which member of which struct a key holds; writer and
 * reader both follow these lists, so what is written is what is read.
 *
 * Strings that are NULL, boxes that are none, numbers that are not there and
 * lists that are NULL are left out; all other keys are always written.
 */
#pragma once

#include "models/document.h"

G_BEGIN_DECLS

/* Value of the key "format": the schema of report.json. */
#define GD_REPORT_FORMAT "guidang-report-1"

typedef enum {
  GD_KEY_TEXT,     /* char* */
  GD_KEY_PATH,     /* char* of any bytes: a name of the file system */
  GD_KEY_UINT,     /* guint */
  GD_KEY_SIZE,     /* guint64 */
  GD_KEY_DOUBLE,   /* double */
  GD_KEY_BOOLEAN,  /* gboolean */
  GD_KEY_BOX,      /* GdBox, as [x0, y0, x1, y1] */
  GD_KEY_TEXTS,    /* GPtrArray* of char* */
  GD_KEY_NUMBER,   /* GdNumber as exact text; whether there is one at `also` */
  GD_KEY_CHOICE,   /* an enum, by its name */
  GD_KEY_EVIDENCE, /* guint of GdEvidence flags, by their names */
  GD_KEY_HEX,      /* bytes of the path at `offset`, where they are not UTF-8 */
  GD_KEY_OTHER,    /* written and read by hand: what holds further objects */
} GdKeyKind;

typedef struct {
  const char *key;
  GdKeyKind kind;
  gsize offset;               /* of the member in the struct */
  gsize also;                 /* GD_KEY_NUMBER: offset of has_number */
  const char *(*name)(guint); /* GD_KEY_CHOICE: name of each choice */
  guint n_choices;
  gboolean required; /* a text that is always written: "" for NULL */
} GdKey;

/* Each list ends with a key of NULL. */
extern const GdKey gd_keys_document[];
extern const GdKey gd_keys_source[];
extern const GdKey gd_keys_page[];
extern const GdKey gd_keys_field[];
extern const GdKey gd_keys_value[];
extern const GdKey gd_keys_extra_row[];
extern const GdKey gd_keys_finding[];
extern const GdKey gd_keys_grid[];
extern const GdKey gd_keys_cell[];
extern const GdKey gd_keys_divider[];

/* Names of the marks of a grid cell, in the order of gd_cell_marks(). */
#define GD_N_CELL_MARKS 5
extern const char *const gd_cell_mark_names[GD_N_CELL_MARKS];

/* The marks of a cell as bits, and back. */
guint gd_cell_marks(const GdCell *cell);
void gd_cell_set_marks(GdCell *cell, guint marks);

/* The whole report.json. Caller frees. */
GString *gd_report_to_json(const GdDocument *document, const char *recipe);

G_END_DECLS
