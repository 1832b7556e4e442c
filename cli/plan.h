/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to do with one input, given what the output folder holds already.
 */
#pragma once

#include "cli/index.h"
#include "cli/inputs.h"

G_BEGIN_DECLS

typedef enum {
  GD_PLAN_CONVERT,
  GD_PLAN_FAIL,      /* it cannot even be opened: error says why */
  GD_PLAN_UNCHANGED, /* converted before from the same content by the same recipe */
  GD_PLAN_DUPLICATE, /* another input of this run has the same name and content */
} GdPlanKind;

typedef struct {
  GdPlanKind kind;
  GdSource *source; /* identified, unless GD_PLAN_FAIL. Owned */
  char *id;         /* of its document, or of the one it duplicates. Owned */
  GError *error;    /* GD_PLAN_FAIL only */
} GdPlan;

void gd_plan_clear(GdPlan *plan);

typedef struct GdPlanner GdPlanner;

/* Lends index, inputs and recipe. force: nothing counts as unchanged. */
GdPlanner *gd_planner_new(GdIndex *index, const GdInputs *inputs, const char *recipe,
                          gboolean force);
void gd_planner_free(GdPlanner *planner);

/* The plan for one file of the inputs; files must be asked for in order, so that
 * plans do not depend on how fast conversions end. */
GdPlan gd_planner_next(GdPlanner *planner, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPlanner, gd_planner_free)

G_END_DECLS
