/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of documents by the digest of their report.json, kept in OUT/.guidang/index from
 * one run to the next: to digest a file takes a tenth of the time that reading it does, and an
 * output folder may hold tens of thousands.
 *
 * A record comes from the very bytes that its digest is of, so that a file which anybody has
 * changed since is simply not found here. Without the file, or with one that is damaged or of
 * another version, all is read as if there had never been one.
 */
#pragma once

#include "cli/record.h"

G_BEGIN_DECLS

typedef struct GdIndexCache GdIndexCache;

/* What the run before kept; empty if it is of no use. Never NULL. */
GdIndexCache *gd_index_cache_load(const char *out);

/* Of no record; what is put here is what gd_index_cache_save() writes. */
GdIndexCache *gd_index_cache_new(void);
void gd_index_cache_free(GdIndexCache *cache);

/* The record made of a file with that digest, NULL if there is none. Caller owns. */
GdRecord *gd_index_cache_find(const GdIndexCache *cache, const char *sha256);

/* Keeps a copy of record, which is gd_record_new() of the document in a file with that
 * digest. */
void gd_index_cache_put(GdIndexCache *cache, const char *sha256, const GdRecord *record);

/* Writes it, in the order of the digests: the same documents give the same bytes. A folder
 * that takes no such file costs time at the next run and nothing else, so no error is told. */
void gd_index_cache_save(const GdIndexCache *cache, const char *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdIndexCache, gd_index_cache_free)

G_END_DECLS
