/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One input file, as it arrived and as ingest read it. A file may hold several
 * reports (GdDocument); all of them refer to one GdSource.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

/* One entry of the metadata of an HTML page, as its head gives it: <title> under the name
 * "title", <meta name= content=> under its name (ArticleTitle, PubDate, ContentSource, SiteName,
 * ColumnName … on sites of Chinese agencies). Nobody sees them on the page. Owned. */
typedef struct {
  char *name;    /* as written */
  char *content; /* NFC, white space collapsed, not empty */
} GdMeta;

GdMeta *gd_meta_new(const char *name, const char *content);
void gd_meta_free(GdMeta *meta);

typedef struct {
  gatomicrefcount refs;
  char *path;       /* as named by the user, or folder joined with file name. Owned */
  char *kind;       /* "pdf" … ; NULL while unknown. Owned */
  char *sha256;     /* 64 lower-case hex digits; NULL if the file cannot be read. Owned */
  guint64 size;     /* bytes */
  guint n_pages;    /* of the file; pages below may be fewer when some were not read */
  GPtrArray *pages; /* of GdPage*, in order. Owned */
  GPtrArray *metas; /* kind html: of GdMeta*, in order; else NULL. Owned */
  /* where it came out of, each NULL if it did not. Owned */
  char *container; /* path of the archive or message */
  char *member;    /* path inside it */
  char *message_id, *sender, *received;
} GdSource;

GdSource *gd_source_new(const char *path);
GdSource *gd_source_ref(GdSource *source);
void gd_source_unref(GdSource *source);

/* The document id of a source: file stem, cleaned of what a file system or a
 * spreadsheet dislikes, "-", first 8 digits of sha256. Caller frees. */
char *gd_source_document_id(const GdSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdSource, gd_source_unref)

G_END_DECLS
