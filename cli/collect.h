/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All documents of an output folder → the tables over all of them.
 */
#pragma once

#include "cli/index.h"
#include "cli/knowledge.h"

G_BEGIN_DECLS

/* Rewrites documents.csv, values.csv … from the report.json of every document in
 * index, in output order, with findings over several years of one agency. One
 * document is in memory at a time (two while they are compared). *kept: tables
 * that a person edited, see gd_collection_finish(). broken: errors (GError*) of
 * reports that cannot be read any more and are left out. */
gboolean gd_collect(const char *out, GdIndex *index, const GdKnowledge *knowledge,
                    const GdExportOptions *options, GPtrArray **kept, GPtrArray *broken,
                    GError **error);

G_END_DECLS
