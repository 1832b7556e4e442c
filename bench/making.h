/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports, scans and texts for the benches, made by tests/typeset, tests/degrade and tests/shred in
 * a folder. All functions that make something: FALSE and an error if the program fails.
 */
#pragma once

#include "bench/truth.h"
#include "models/document.h"

G_BEGIN_DECLS

/* Strings lent; NULL: none, or any. */
typedef struct {
  const char *typeset, *degrade, *shred; /* the programs, as far as they are needed */
  const char *folder;                    /* where things are made */
  const char *form;                      /* id of a form */
  const char *const *set;                /* forced parameters of the typesetter */
  const char *const *scan_set;           /* of the degrader */
} GdMaking;

/* SEED.pdf and what says what stands in it (truth.h). */
gboolean gd_make_report(const GdMaking *making, guint seed, GError **error);

/* SEED.LEVEL.pdf of SEED.pdf; *path: its name, the caller's. */
gboolean gd_make_scan(const GdMaking *making, guint seed, const char *level, char **path,
                      GError **error);

/* Texts of the seeds from first on, with so many numbers left out of each. way, options (NULL: any)
 * of the shredder. */
gboolean gd_make_texts(const GdMaking *making, guint first, guint count, guint lost,
                       const char *way, const char *const *options, GError **error);

/* The text of a seed. Caller owns. */
char *gd_made_text(const GdMaking *making, guint seed);

/* Removes what was made of a seed; of a scan by its path. */
void gd_made_remove(const GdMaking *making, guint seed);
void gd_made_remove_scan(const char *path);

/* The document that begins on the page on which report d (from 1) begins or holds it, and begins on
 * none of the report before; NULL if there is none. Lent. */
const GdDocument *gd_made_document(const GPtrArray *documents, const GdTruth *truth, guint d);

G_END_DECLS
