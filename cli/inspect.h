/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each stage saw of one file, for people: `guidang inspect`.
 *
 *     ingest, ocr   words, rulings, kind of each page
 *     tables        grids, cells of forms with their readings
 *     fields        header fields
 *
 * As HTML (pictures of the pages, with layers over them to switch on and off), as one
 * page in SVG, or as text for a terminal. All text that comes from the file is escaped;
 * characters that steer a screen or the direction of writing become U+FFFD. Nothing in
 * these files leads elsewhere.
 */
#pragma once

#include "cli/pictures.h"
#include "models/document.h"
#include "models/grid.h"
#include "models/messages.h"

G_BEGIN_DECLS

/* All lent. */
typedef struct {
  const GdSource *source;
  const GPtrArray *documents; /* of GdDocument* */
  const GPtrArray *grids;     /* of GdGrid*: those that the documents do not own, see
                                 gd_tables_recognise_seen() */
  GdPictures *pictures;
  GdLang lang;
  guint page; /* show only this one; 0: all, at most GD_CAP_INSPECT_PAGES */
} GdInspection;

/* A file of HTML, at most some 60 MB. Caller frees. */
GString *gd_inspect_html(const GdInspection *inspection);

/* The page inspection->page (which the source has) as a file of SVG. Caller frees. */
GString *gd_inspect_svg(const GdInspection *inspection);

/* Lines for a terminal, grids drawn with characters. Caller frees. */
GString *gd_inspect_text(const GdInspection *inspection);

/* How those files begin, within the first GD_INSPECT_MARK_BYTES: what guidang wrote it may
 * write over. */
#define GD_INSPECT_MARK "guidang inspect"
#define GD_INSPECT_MARK_BYTES 200

G_END_DECLS
