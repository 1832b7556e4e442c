/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream that the matcher reads. Whatever the input was, its text becomes
 * tokens, and tokens stand in units: the row of a grid, or a line of text
 * between grids. One matcher serves them all.
 */
#pragma once

#include "models/grid.h"
#include "models/lines.h"
#include "models/source.h"
#include "tables/label.h"

G_BEGIN_DECLS

typedef enum {
  GD_TOKEN_LABEL, /* words */
  GD_TOKEN_VALUE, /* a number, or a mark for none; it has a label if it can be one (12件) */
  GD_TOKEN_EMPTY, /* a cell without text */
} GdTokenKind;

typedef struct {
  GdTokenKind kind;
  const char *text;   /* lent by the cell */
  GdBox box;          /* page space; of the cell, or of the words */
  GdCell *cell;       /* NULL outside grids. Lent by the grid */
  GdLabelText *label; /* folded; NULL if the text cannot be a label. Owned */
} GdToken;

typedef struct {
  guint page;           /* from 1 */
  GdGrid *grid;         /* NULL: a line of text. Lent by the stream */
  guint row;            /* of the grid */
  gboolean first, last; /* row of its grid */
  gboolean furniture;   /* page number, running head */
  gboolean prose;       /* a line too long for a label */
  GArray *tokens;       /* of GdToken, left to right. Owned */
} GdUnit;

typedef struct {
  GPtrArray *units; /* of GdUnit*, in reading order. Owned */
  GPtrArray *grids; /* of GdGrid*, all pages. Owned */
  GPtrArray *texts; /* of GdCell*: lines of text that are no table rows. Owned */
} GdStream;

/* How to take ruled grids that may be coarse (alignment.h). */
typedef enum {
  GD_COARSE_KEEP,     /* as the rulings say */
  GD_COARSE_DISSOLVE, /* as lines of text */
} GdCoarse;

/* Finds the grids of all readable pages and puts their rows and the lines
 * between them in order. n_coarse (may be NULL) receives how many grids may be
 * coarse. */
GdStream *gd_stream_new(const GdSource *source, GdCoarse coarse, guint *n_coarse);
void gd_stream_free(GdStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdStream, gd_stream_free)

static inline const GdToken *gd_unit_token(const GdUnit *unit, guint i)
{
  return &g_array_index(unit->tokens, GdToken, i);
}

G_END_DECLS
