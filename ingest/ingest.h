/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever arrives → pages with words and rulings.
 */
#pragma once

#include "models/source.h"

G_BEGIN_DECLS

typedef struct {
  const char *password; /* for encrypted PDFs; NULL: none */
} GdIngestOptions;

/* What a file is, by its first bytes and, where they do not tell, its name. */
typedef enum {
  GD_KIND_UNKNOWN,
  GD_KIND_PDF,
  GD_KIND_OFD,    /* read by nobody yet, but named: */
  GD_KIND_OFFICE, /* DOCX, XLSX, PPTX and their old binary forms */
  GD_KIND_WPS,
  GD_KIND_RAR,
  GD_KIND_ZIP,
  GD_KIND_7Z,
  GD_KIND_IMAGE, /* TIFF, PNG, JPEG */
  GD_KIND_TEXT,  /* plain text */
  GD_KIND_EML,
  GD_KIND_MARKDOWN,
  GD_KIND_HTML,
} GdKind;

/* The kind of the file at path. Errors: GD_ERROR_IO, GD_ERROR_EMPTY. */
gboolean gd_ingest_kind(const char *path, GdKind *kind, GError **error);

/* The ending of a path that promises a PDF, an OFD or a picture (".pdf"); NULL for other names.
 * Static. Text under such a name is what a site or a mail program sent in its place:
 * gd_ingest_read() refuses it. Under other names (.doc, .asp, none) text and pages are read for
 * what they are. */
const char *gd_ingest_promise(const char *path);

/* Reads size and SHA-256 of source->path into source. Errors: GD_ERROR_IO,
 * GD_ERROR_EMPTY, GD_ERROR_CAP (GD_CAP_FILE_BYTES). */
gboolean gd_ingest_identify(GdSource *source, GError **error);

/* Reads an identified source: fills kind, n_pages and pages. A page that cannot
 * be read or trusted is kept with readable = FALSE and a reason. Errors: any of
 * GD_ERROR_UNKNOWN, _UNSUPPORTED (names the kind), _DAMAGED, _ENCRYPTED,
 * _NO_PAGES, _CAP. */
gboolean gd_ingest_read(GdSource *source, const GdIngestOptions *options, GError **error);

G_END_DECLS
