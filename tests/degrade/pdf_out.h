/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a PDF of pictures, as plainly as scanners do. The same input gives the
 * same bytes: no dates, no identifiers.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct DgPdf DgPdf;

DgPdf *dg_pdf_new(void);
void dg_pdf_free(DgPdf *pdf);

typedef struct {
  double width, height; /* points, before rotate */
  guint rotate;         /* /Rotate: 0, 90, 180, 270 */
  guint picture_width, picture_height;
  const GPtrArray *pieces; /* of DgPiece* */
  const char *layer;       /* operators of invisible text (dg_layer_new()), or NULL */
  gboolean layer_under;    /* drawn before the picture */
} DgPdfPage;

void dg_pdf_add(DgPdf *pdf, const DgPdfPage *page);

/* The file. Call it once. Caller owns. */
GBytes *dg_pdf_finish(DgPdf *pdf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgPdf, dg_pdf_free)

G_END_DECLS
