/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages as ingest leaves them: words and rulings in page space. A page owns no
 * picture; pictures are asked for and released.
 */
#pragma once

#include "models/geometry.h"

G_BEGIN_DECLS

typedef enum {
  GD_PAGE_TEXT_LAYER, /* drawn text that can be trusted */
  GD_PAGE_SCAN,       /* a picture; any text layer is somebody else's OCR */
  GD_PAGE_MIXED,      /* trusted text beside pictures that may hold more */
  GD_PAGE_TEXT,       /* a text input: no page was ever seen */
} GdPageKind;

/* "text-layer", "scan", "mixed", "text". Static. Contract. */
const char *gd_page_kind_name(GdPageKind kind);

typedef enum {
  GD_SOURCE_TEXT_LAYER, /* visible text of the page */
  GD_SOURCE_HIDDEN,     /* invisible or covered text: an opinion, never the truth */
  GD_SOURCE_OCR,        /* read by guidang */
  GD_SOURCE_TEXT,       /* a text input */
} GdWordSource;

/* A text that may be printed in a place, as readers saw it. */
typedef struct {
  char *text;         /* "" if nothing is printed there. Owned */
  double probability; /* 0..1; those of one place add up to 1 at most, the rest being that it is
                         something else */
  guint pointed : 1;  /* its point is ink that no reader has read */
} GdAlternative;

GdAlternative *gd_alternative_new(const char *text, double probability);
void gd_alternative_free(GdAlternative *alternative);

/* A run of characters on one line that no ruling and no wide gap divides. */
typedef struct {
  GdBox box;         /* page space */
  char *text;        /* NFC, not empty; U+FFFD for what has no Unicode value. Owned */
  double confidence; /* 0..1 */
  double size;       /* font size, points */
  GdWordSource source;
  guint unreadable : 1;    /* holds a glyph without a trustworthy Unicode value */
  guint uneven : 1;        /* holds digits of clearly different size or height (7², 12①) */
  guint confirmed : 1;     /* of a picture: a second look has read the same (request.h) */
  GPtrArray *alternatives; /* of GdAlternative*: all that readers made of the place, text
                              included; NULL: text is all that is known. Owned */
  GPtrArray *rivals;       /* of char*, one for each character of text: the letter that another
                              reader saw there (U+FFFD: none it knows) and those it considered,
                              likeliest first, as one string; NULL: not known. NULL: of none
                              known. Owned */
  char *known;             /* of a label in a picture: the known label that the whole of it is,
                              whatever was read, folded; NULL: none, or not clearly. Owned */
  char *seen_again;        /* of a picture: for each byte of text '1' if every reader of every other
                              picture of its character saw the same, else '0'; NULL: none did. Owned */
} GdWord;

typedef enum { GD_HORIZONTAL, GD_VERTICAL } GdDirection;

/* A straight line of a table, drawn or seen. Horizontal: y = at, x in [from,to];
 * vertical: x = at, y in [from,to]. Points. */
typedef struct {
  GdDirection direction;
  double at, from, to;
  double width;     /* of the line, points; 0 for the edge of a shaded area */
  gboolean is_edge; /* the edge of a shaded area: weaker evidence than a line */
  gboolean mended;  /* seen, but most of it is worn away */
} GdRuling;

typedef struct {
  guint number;         /* from 1 */
  double width, height; /* points, as displayed */
  GdPageKind kind;
  char *reason;      /* why this kind, in English. Owned */
  gboolean readable; /* FALSE: its words are not to be trusted (finding `page N not read`) */
  /* Page space → the page as displayed, points. Not the identity on scans that are skewed or
   * photographed: their page space is the sheet laid straight (raster/picture.h). */
  GdHomography displayed;
  GPtrArray *words;  /* of GdWord*, in reading order: top to bottom, left to right. Owned */
  GArray *rulings;   /* of GdRuling, merged; horizontal first, then by at. Owned */
  GPtrArray *pieces; /* kind text: of GdPiece* (piece.h), in reading order; else NULL. Its words
                        are then its lines, one word each, without a box. Owned */
  GPtrArray *grids;  /* kind text, of HTML: of GdGrid*, one for each table; else NULL. Its boxes
                        are in rows and columns (x0 = column, x1 = column + span), not points.
                        Owned */
} GdPage;

GdWord *gd_word_new(GdBox box, const char *text, GdWordSource source);
void gd_word_free(GdWord *word);
GdPage *gd_page_new(guint number, double width, double height);
void gd_page_free(GdPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdWord, gd_word_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPage, gd_page_free)

G_END_DECLS
