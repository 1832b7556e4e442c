/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The documents of an output folder, as small records: read once when a run
 * starts, kept up to date while it converts.
 */
#pragma once

#include "cli/record.h"

G_BEGIN_DECLS

typedef struct GdIndex GdIndex;

/* Reads OUT/documents/ID/report.json for every ID, or knows it from the run before
 * (index_cache.h). One that breaks its schema
 * is left out, and an error that names it is added to broken (of GError*). */
GdIndex *gd_index_load(const char *out, GPtrArray *broken);
void gd_index_free(GdIndex *index);

/* The record of that document, NULL if there is none. Lent. */
GdRecord *gd_index_lookup(GdIndex *index, const char *id);

/* Records of one source path, in no particular order; an array of GdRecord*,
 * lent, which the caller frees. */
GPtrArray *gd_index_of_source(GdIndex *index, const char *source);

/* Takes the record; replaces one of the same id. Returns it, lent. */
GdRecord *gd_index_put(GdIndex *index, GdRecord *record);

/* The file moved: records of path from with that content are now records of to. */
void gd_index_move(GdIndex *index, const char *from, const char *to, const char *sha256);
void gd_index_remove(GdIndex *index, const char *id);

/* All records by source path, then order in the file, then id; an array of
 * GdRecord*, lent, which the caller frees. */
GPtrArray *gd_index_sorted(GdIndex *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdIndex, gd_index_free)

G_END_DECLS
