/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a long table can stand in a stream at all, told without aligning it: the pairs of
 * neighbouring characters of its labels must be there. Alignment costs time in proportion to
 * the rows of all forms, and users may have many forms; most stand in no given document.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

/* Plans with fewer rows are aligned without asking: it costs little. */
#define GD_LONG_PLAN 40

/* A set of pairs of characters, hashed: it may say of a few that they are in it though they
 * are not. */
typedef struct GdPairs GdPairs;

/* The pairs in the labels of a stream. Caller owns. */
GdPairs *gd_pairs_new(const GdStream *stream);
void gd_pairs_free(GdPairs *pairs);

/* FALSE if the plan is long and so few of its rows have labels that may stand in the stream
 * that it is not worth aligning. */
gboolean gd_plan_may_stand(const GdPlan *plan, const GdPairs *pairs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPairs, gd_pairs_free)

G_END_DECLS
