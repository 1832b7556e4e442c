/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Header fields of official documents (GB/T 9704-2012): 文号, 签发人, dates,
 * agency, title … Patterns are data: models/fields/ (JSON).
 */
#pragma once

#include "models/document.h"

G_BEGIN_DECLS

typedef struct GdFieldPatterns GdFieldPatterns;

/* Loads every *.json of folder (DATA/fields). NULL and GD_ERROR_FORM naming file
 * and key, or GD_ERROR_IO. */
GdFieldPatterns *gd_field_patterns_load(const char *folder, GError **error);
void gd_field_patterns_free(GdFieldPatterns *patterns);

/* Whether that field may be `ok` where it was read in a picture, if all of its characters are seen
 * again (GdWord.seen_again). */
gboolean gd_field_is_seen(const GdFieldPatterns *patterns, const char *name);

/* Reads the header fields of one report from its pages (first_page..last_page of
 * its source) into document->fields; may add findings. */
void gd_fields_read(GdDocument *document, const GdFieldPatterns *patterns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdFieldPatterns, gd_field_patterns_free)

G_END_DECLS
