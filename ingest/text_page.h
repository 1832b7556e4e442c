/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a text input while it is read: its lines (words without a box), its
 * pieces, its grids, each counted against a cap.
 */
#pragma once

#include "ingest/ingest.h"
#include "models/piece.h"

G_BEGIN_DECLS

typedef struct {
  GdPage *page;     /* owned until gd_text_page_finish() */
  GPtrArray *metas; /* of GdMeta*; owned */
  guint line;       /* number of the line that the next piece stands in */
  GdSeparator gap;  /* what stands before it, if it is the first of its line */
  GError *error;    /* the first thing that went wrong; nothing is added behind it. Owned */
} GdTextPage;

GdTextPage *gd_text_page_new(void);

/* Opens line number (from 1). */
void gd_text_page_open(GdTextPage *text, guint line);

/* Says what stands before the next line; the strongest of several counts. */
void gd_text_page_gap(GdTextPage *text, GdSeparator gap);

/* Adds a word of one line; none if it is empty. */
void gd_text_page_word(GdTextPage *text, const char *line);

/* Adds a piece to the open line: field 0 takes the gap, others stand behind before. Lent until
 * the page is freed; NULL if a cap is exceeded. */
GdPiece *gd_text_page_piece(GdTextPage *text, const char *piece, GdSeparator before, guint field);

/* Adds all fields (of GdLineField*, text_line.h) of the open line; line: as it is printed. */
void gd_text_page_fields(GdTextPage *text, const GPtrArray *fields, const char *line);

/* Takes a grid. FALSE if a cap is exceeded. */
gboolean gd_text_page_grid(GdTextPage *text, GdGrid *grid);

/* Adds one entry of page metadata. */
void gd_text_page_meta(GdTextPage *text, const char *name, const char *content);

/* Notes that a cap is exceeded: what there are too many of, how many may be, and its name. */
void gd_text_page_over(GdTextPage *text, const char *what, gint64 cap, const char *name);

/* The page, and if metas is not NULL its metadata; frees text. NULL and the error if there was
 * one. Caller owns both. */
GdPage *gd_text_page_finish(GdTextPage *text, GPtrArray **metas, GError **error);

void gd_text_page_free(GdTextPage *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTextPage, gd_text_page_free)

G_END_DECLS
