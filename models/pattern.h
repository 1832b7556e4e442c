/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regular expressions in data files: header fields (models/fields/) and what the
 * text says of a form's numbers (models/forms/). They are PCRE2 (GRegex), with a
 * limit on backtracking: one that runs away does not match. A file may name
 * pieces ("parts") once; {{name}} puts one in.
 */
#pragma once

#include "models/json.h"

G_BEGIN_DECLS

/* Compiles a regular expression with the limit on backtracking. NULL and the
 * error of GRegex if it is malformed. */
GRegex *gd_pattern_compile(const char *pattern, GError **error);

/* Whether regex matches text (any part of it, unless anchored). *match may be
 * NULL; else it is set on TRUE only, and the caller frees it. */
gboolean gd_pattern_match(const GRegex *regex, const char *text, GMatchInfo **match);

/* Reads the members of an object (absent: none) into parts, a table of name →
 * text that owns both; each may use those above it. */
void gd_pattern_read_parts(const GdJson *at, GHashTable *parts);

/* The regular expression at at, parts put in. NULL if at is absent or wrong. */
GRegex *gd_pattern_read(const GdJson *at, GHashTable *parts);

G_END_DECLS
