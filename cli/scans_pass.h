/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to the reading of scans (cli/scans.h): one pass over a page as its picture lies, which is
 * its rulings and the values of cells and pieces; what a page on its way holds.
 */
#pragma once

#include "models/page.h"
#include "ocr/ocr.h"
#include "raster/picture.h"

G_BEGIN_DECLS

/* One page on its way. */
typedef struct {
  GdPage *page;
  GdPicture *picture;
  GdOcr *ocr;
  gboolean prose;     /* it is read too */
  guint turned;       /* quarters clockwise that the sheet was turned by so far */
  GdHomography shown; /* the picture's map as ingest has it, turned with it: a pass changes it */
} GdScanWork;

/* What a pass over the page made of it. */
typedef struct {
  GPtrArray *values, *labels; /* of GdReadAnswer*; NULL if it was not read. Owned */
  GArray *areas;              /* of GdBox: tables without rulings. Owned */
  const char *why;            /* why not; static */
} GdScanPass;

void gd_scan_pass_clear(GdScanPass *pass);

/* Answers to requests of the page; NULL and an error if the reader itself cannot work. */
GPtrArray *gd_scan_ask(const GdScanWork *work, const GArray *requests, GError **error);

/* Rulings and values, and no labels yet; `why` is set where the page has more of them than guidang
 * reads. FALSE and an error if the reader itself cannot work. */
gboolean gd_scan_pass_cells(const GdScanWork *work, GdScanPass *pass, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GdScanPass, gd_scan_pass_clear)

G_END_DECLS
