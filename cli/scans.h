/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carries between the stages what scanned pages need: the picture of each from
 * ingest, its rulings from raster, requests of tables to ocr and the answers back. A source
 * without scanned pages costs nothing here.
 *
 *     picture ─▶ rulings ─▶ requests: values ─▶ requests: labels, prose ─▶ words
 *        ▲                                             │
 *        └────────── the sheet turned upright ◀────────┘ little to read, or badly
 */
#pragma once

#include "cli/scans_kept.h"
#include "fields/fields.h"
#include "ingest/images.h"
#include "ingest/ingest.h"
#include "ocr/ocr.h"
#include "tables/tables.h"

G_BEGIN_DECLS

/* Resolution of the pictures: characters of 9 points have 37 pixels. */
#define GD_SCAN_DPI 300.0

/* What is read besides tables. */
typedef enum {
  GD_PROSE_ALL,
  GD_PROSE_FIELDS, /* on the first and the last page, where header fields stand */
  GD_PROSE_NONE,
} GdScansProse;

typedef struct {
  GdIngestOptions ingest;
  GdScansProse prose;
  GdKeptPictures *kept;   /* gets the pictures of pages that are read; may be NULL. Lent */
  const GdFormSet *forms; /* whose labels may stand on the pages; NULL: not known. Lent */
} GdScansOptions;

/* Whether a page of the source is to be read as a picture: a scan that is whole. Pages
 * whose text layer cannot be trusted are not. */
guint gd_scans_count(const GdSource *source);

/* Reads these pages: sets words, rulings, size and `displayed`, and makes the page readable if
 * anything was read on it. A page that cannot be read stays unreadable, its reason
 * says why. *ocr is made when it is first needed (may be NULL then), and kept for the next source;
 * the caller owns it. */
void gd_scans_read(GdSource *source, const GdScansOptions *options, GdOcr **ocr);

/* Reads the pages between the first and the last on which nothing was read so far, with their
 * prose: what they hold may be the title of a further report. Otherwise as above. */
void gd_scans_read_rest(GdSource *source, const GdScansOptions *options, GdOcr **ocr);

/* The documents of a source whose pages were read as above. If a table stands there twice and prose
 * was left out, it is read where titles may stand; if documents ask for a second look at cells
 * (GdDocument.requests), it is taken; either way the tables are recognised once more. ocr: NULL if
 * no page was read as a picture. grids: see gd_tables_recognise_seen(). Caller owns (of
 * GdDocument*). */
GPtrArray *gd_scans_recognise(GdSource *source, const GdScansOptions *options,
                              const GdFormSet *forms, GdOcr *ocr, GPtrArray **grids);

/* The picture of a page that was read, laid as the page was; NULL if it cannot be had again.
 * *images is opened when first needed. Caller owns both. */
GdPicture *gd_scans_picture(GdSource *source, const GdPage *page, const GdScansOptions *options,
                            GdImages **images);

/* Reads the header fields of the documents (fields/fields.h); then takes a second look at the words
 * of those that are doubtful, were read in pictures and may be certain after it, and reads all of
 * them once more. ocr as above. */
void gd_scans_read_fields(GdSource *source, const GdScansOptions *options, GdOcr *ocr,
                          const GPtrArray *documents, const GdFieldPatterns *patterns);

G_END_DECLS
