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

/* A regular expression that is compiled when it is first matched: those of a form's prose
 * take as long to compile as all else of the form to load. Safe to share by threads. */
typedef struct GdLazyPattern GdLazyPattern;

/* The same as gd_pattern_read(). checked: it is compiled at once, so that a malformed one, or
 * one without the named group (NULL: none is asked for), is a mistake of the file. */
GdLazyPattern *gd_lazy_pattern_read(const GdJson *at, GHashTable *parts, const char *group,
                                    gboolean checked);
void gd_lazy_pattern_free(GdLazyPattern *pattern);

/* gd_pattern_match(); a malformed pattern matches nothing. */
gboolean gd_lazy_pattern_match(GdLazyPattern *pattern, const char *text, GMatchInfo **match);

G_END_DECLS
