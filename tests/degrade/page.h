/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page on its way from the typesetter to the archive: sheet, ink, position,
 * sensor, turn. Beside the picture it says where the page is in it.
 */
#pragma once

#include "tests/degrade/poppler_auto.h"

#include "tests/degrade/geometry.h"
#include "tests/degrade/levels.h"

G_BEGIN_DECLS

typedef struct {
  PIX *pix;             /* as stored: 1, 8 or 32 bits. Owned */
  double width, height; /* of the new page before its /Rotate, points */
  guint rotate;         /* its /Rotate */
  DgMatrix to_picture;  /* page space of the old page (points, origin top left) → px of pix,
                           their edges at whole numbers; bends left out */
  double bend;          /* the largest distance that bends move a point, px */
} DgScan;

/* Scans page number (from 1). Caller owns. */
DgScan *dg_scan_new(PopplerDocument *pdf, guint number, const DgParams *params, guint64 seed);
void dg_scan_free(DgScan *scan);

/* Page space of the old page → the new page in PDF's own space, before its /Rotate. */
DgMatrix dg_scan_to_page(const DgScan *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgScan, dg_scan_free)

G_END_DECLS
