/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All documents of an output folder → the tables over all of them.
 */
#pragma once

#include "cli/index.h"
#include "cli/knowledge.h"
#include "export/corrections.h"

G_BEGIN_DECLS

/* Findings about a document against the same agency's report of the year before. */
typedef struct GdYears GdYears;

/* Lends out, index and forms. */
GdYears *gd_years_new(const char *out, GdIndex *index, const GdFormSet *forms);
void gd_years_free(GdYears *years);

/* Of GdFinding*; NULL if there is no year before. Caller owns. */
GPtrArray *gd_years_relate(const GdYears *years, const GdDocument *document);

/* What a collection tells. */
typedef struct {
  GPtrArray *kept;      /* of char*: tables that a person edited, see gd_collection_finish() */
  GPtrArray *broken;    /* of GError*: reports that cannot be read any more and are left out */
  GPtrArray *undecided; /* of char*: messages about decisions that no document shows */
  guint by_status[3];   /* documents by GdDocumentStatus, findings over years counted */
} GdCollected;

GdCollected *gd_collected_new(void);
void gd_collected_free(GdCollected *collected);

/* Rewrites documents.csv, values.csv … from the report.json of every document in
 * index, in output order, with findings over several years of one agency. One
 * document is in memory at a time (two while they are compared). corrections: what
 * people decided; findings over several years that they confirmed are marked. Keeps the index
 * for the next run, see index_cache.h. */
gboolean gd_collect(const char *out, GdIndex *index, const GdKnowledge *knowledge,
                    const GdExportOptions *options, const GdCorrections *corrections,
                    GdCollected *collected, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdYears, gd_years_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCollected, gd_collected_free)

G_END_DECLS
