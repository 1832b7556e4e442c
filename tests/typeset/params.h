/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout description of a document: named parameters, each drawn from the
 * seed by its own stream, or forced by --set. The list of all parameters with
 * their choices and weights stands in params.c; a choice of weight 0 is never
 * drawn, only forced (damaged text layers). params are printed in layout.json.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct TsParams TsParams;

/* Draws every parameter. forced: name → value (strings), may be NULL. NULL and
 * an error of GD_ERROR_USAGE for an unknown name or a value outside its choices. */
TsParams *ts_params_new(guint64 seed, GHashTable *forced, GError **error);
void ts_params_free(TsParams *params);

/* The value as text. The name must exist. Lent. */
const char *ts_param(const TsParams *params, const char *name);

/* Whether the value is that text. */
gboolean ts_param_is(const TsParams *params, const char *name, const char *value);

/* The value as a number. */
double ts_param_real(const TsParams *params, const char *name);

/* Writes all parameters as the members of the current JSON object. */
void ts_params_write(const TsParams *params, JsonBuilder *json);

/* Prints the list of parameters for --help. */
void ts_params_help(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsParams, ts_params_free)

G_END_DECLS
