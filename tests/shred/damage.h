/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes to printed tables (GPtrArray of ShTable*) before they are written:
 * what is missing, and what stands there twice.
 */
#pragma once

#include "options.h"
#include "printed.h"

G_BEGIN_DECLS

/* Prints some numbers twice in their rows, and in some texts a row twice.
 */
void sh_double(GPtrArray *tables, TsRng rng);

/* Titles and heads that options take away, tables in another order or twice. */
void sh_apply_options(GPtrArray *tables, const ShOptions *options, TsRng rng);

/* Puts Markdown's markup into labels. */
void sh_mark_up(GPtrArray *tables, TsRng rng);

/* Loses n numbers, none of those printed twice in a table. keeps_fields: the way can leave their
 * separators. */
void sh_lose(GPtrArray *tables, guint n, gboolean keeps_fields, TsRng rng);

G_END_DECLS
