/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can happen to a page between the printer and the archive's file, as named
 * parameters. Each is drawn from the seed by a stream of its own (once for a
 * document, or once for each page), so that forcing one leaves all others as
 * they were. A level (office, fax …) is a set of domains to draw from; the table
 * of all parameters and the table of levels stand in levels.c.
 *
 * A domain is a list of items, "item:weight item:weight"; an item is a word, a
 * number, or a range "low..high" to draw uniformly from. A missing weight is 1.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct DgParams DgParams;

/* Names of the levels, NULL-terminated. Lent. */
const char *const *dg_level_names(void);

/* Draws all parameters of a page (from 1) of a document. forced: name → value
 * (strings), may be NULL. NULL and GD_ERROR_USAGE for an unknown level, an unknown
 * name or a value that no level could have drawn. */
DgParams *dg_params_new(const char *level, guint64 seed, guint page, GHashTable *forced,
                        GError **error);
void dg_params_free(DgParams *params);

/* The value as text, whether it is that text, and as a number (0 for a word). The
 * name must exist. Lent. */
const char *dg_param(const DgParams *params, const char *name);
gboolean dg_param_is(const DgParams *params, const char *name, const char *value);
double dg_param_real(const DgParams *params, const char *name);

/* Appends "page,name,value" lines. */
void dg_params_write(const DgParams *params, guint page, GString *csv);

/* Prints "level,name,domain" for each level and parameter. */
void dg_params_list(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgParams, dg_params_free)

G_END_DECLS
