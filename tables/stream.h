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

/* Lines longer than this, in characters, are prose: the longest label of a known
 * form has some 40. */
#define GD_PROSE_CHARS 48

typedef enum {
  GD_TOKEN_LABEL, /* words */
  GD_TOKEN_VALUE, /* a number, or a mark for none; it has a label if it can be one (12件) */
  GD_TOKEN_EMPTY, /* a cell without text */
} GdTokenKind;

/* A place in a line that is not known: of HTML, and where marks were taken off the line. */
#define GD_NO_PLACE G_MAXUINT

typedef struct {
  GdTokenKind kind;
  const char *text;   /* lent by the cell */
  GdBox box;          /* page space; of the cell, or of the words */
  GdCell *cell;       /* NULL outside grids. Lent by the grid */
  GdLabelText *label; /* folded; NULL if the text cannot be a label. Owned */
  guint line, field;  /* of a text input, see GdPiece; else 0 */
  guint at;           /* the same: characters before it in its line; GD_NO_PLACE: not known */
} GdToken;

typedef struct {
  guint page;           /* from 1 */
  GdGrid *grid;         /* NULL: a line of text. Lent by the stream */
  guint row;            /* of the grid */
  gboolean first, last; /* row of its grid */
  gboolean scanned;     /* read from a picture */
  gboolean furniture;   /* page number, running head */
  gboolean is_short;    /* of an HTML grid: its cells cover fewer columns than most rows' */
  gboolean prose;       /* a line too long for a label */
  gboolean digits;      /* holds a number, not only words and marks for none */
  gboolean boxless; /* of a text input: one word of a label, or numbers in a row (text_stream.h) */
  const char *line; /* boxless: the whole piece that its first token is part of. Lent */
  GArray *tokens;   /* of GdToken, left to right. Owned */
} GdUnit;

typedef struct {
  GPtrArray *units; /* of GdUnit*, in reading order. Owned */
  GPtrArray *grids; /* of GdGrid*, all pages. Owned */
  GPtrArray *texts; /* of GdCell*: lines of text that are no table rows. Owned */
  guint bars;       /* pieces of a text input that a bar parts from the one before */
  guint cut_at;     /* line of a text input from which on it is not read, being longer than
                       GD_CAP_TEXT_TOKENS; 0: read whole */
} GdStream;

/* How to take grids that may not be what they seem: ruled ones that may be coarse
 * (alignment.h), those of HTML, whose cells may be anything. A bit for each grid in the order they
 * are found in, the last one for all that follow: 0 as the rulings or the cells say, 1 as lines of
 * text or a stream of pieces. HTML is taken as it says only if no bit is set. */
typedef guint64 GdCoarse;

#define GD_COARSE_KEEP ((GdCoarse)0)
#define GD_COARSE_DISSOLVE (~GD_COARSE_KEEP)
#define GD_COARSE_BITS 64

/* Finds the grids of all readable pages and puts their rows and the lines
 * between them in order. n_coarse (may be NULL) receives how many grids may be
 * coarse. */
GdStream *gd_stream_new(const GdSource *source, GdCoarse coarse, guint *n_coarse);
void gd_stream_free(GdStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdStream, gd_stream_free)

/* A unit without tokens, owned by the caller; and one token more. text, cell and
 * grid are lent. */
GdUnit *gd_unit_new(guint page, GdGrid *grid, guint row);
GdToken *gd_unit_add(GdUnit *unit, const char *text, GdBox box, GdCell *cell);

/* Adds one row of a filled grid (lent), whose cells stand in order of rows; *next is
 * its first cell, and then the one behind its last. */
void gd_stream_add_row(GdStream *stream, GdGrid *grid, guint row, guint *next);

static inline const GdToken *gd_unit_token(const GdUnit *unit, guint i)
{
  return &g_array_index(unit->tokens, GdToken, i);
}

G_END_DECLS
