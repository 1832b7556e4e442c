/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Identify the file (size, SHA-256). Its document id follows: name + digest.
 * 2. Two files can have one id. Equal content: one is a duplicate of the other
 *    (the first by path counts). Other content (files that cannot be read have
 *    no digest): the later one's id gets a digest of its path.
 *    A file whose document was made from a path that no longer has that content
 *    has moved: the document is now its own, and is made again under its path.
 * 3. A document converted before from the same path and content, by the same
 *    recipe and without failing, is unchanged.
 */
#include "cli/plan.h"

#include "ingest/ingest.h"

/* Digits of the digest of a path that set apart two ids. */
#define PATH_DIGITS 8

struct GdPlanner {
  GdIndex *index;
  const char *recipe;
  gboolean force;
  GHashTable *paths; /* char* of the inputs, lent: all files of this run */
  GHashTable *taken; /* id → SHA-256 or "": owned; ids given out in this run */
};

GdPlanner *gd_planner_new(GdIndex *index, const GdInputs *inputs, const char *recipe,
                          gboolean force)
{
  GdPlanner *planner = g_new0(GdPlanner, 1);
  planner->index = index;
  planner->recipe = recipe;
  planner->force = force;
  planner->paths = g_hash_table_new(g_str_hash, g_str_equal);
  planner->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < inputs->files->len; i++)
    g_hash_table_add(planner->paths, g_ptr_array_index(inputs->files, i));
  return planner;
}

void gd_planner_free(GdPlanner *planner)
{
  if (planner == NULL)
    return;
  g_hash_table_unref(planner->paths);
  g_hash_table_unref(planner->taken);
  g_free(planner);
}

void gd_plan_clear(GdPlan *plan)
{
  g_clear_pointer(&plan->source, gd_source_unref);
  g_clear_pointer(&plan->id, g_free);
  g_clear_error(&plan->error);
}

static gboolean is_same_content(const char *a, const char *b)
{
  return a[0] != '\0' && g_str_equal(a, b);
}

/* Whether the file at path has that content today. */
static gboolean holds(const char *path, const char *sha256)
{
  g_autoptr(GdSource) other = gd_source_new(path);
  return gd_ingest_identify(other, NULL) && g_strcmp0(other->sha256, sha256) == 0;
}

static gboolean is_fresh(const GdPlanner *planner, const GdRecord *record)
{
  return !planner->force && record->status != GD_DOCUMENT_FAILED &&
         g_str_equal(record->recipe, planner->recipe);
}

/* Whether all documents made from source, of this content, are fresh. */
static gboolean is_source_fresh(const GdPlanner *planner, const char *source, const char *sha256)
{
  g_autoptr(GPtrArray) records = gd_index_of_source(planner->index, source);
  guint n = 0;
  for (guint i = 0; i < records->len; i++) {
    const GdRecord *record = g_ptr_array_index(records, i);
    if (!is_same_content(record->sha256, sha256))
      continue;
    if (!is_fresh(planner, record))
      return FALSE;
    n++;
  }
  return n > 0;
}

static void part_ids(GdPlan *plan, const char *path)
{
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, path, -1);
  char *parted = g_strdup_printf("%s-%.*s", plan->id, PATH_DIGITS, digest);
  g_free(plan->id);
  plan->id = parted;
}

/* Decides for a file whose id belongs to a document made from another path. */
static void plan_namesake(GdPlanner *planner, GdPlan *plan, const GdRecord *record,
                          const char *path, const char *sha256)
{
  if (!is_same_content(record->sha256, sha256)) {
    part_ids(plan, path);
    return;
  }
  if (plan->kind == GD_PLAN_FAIL || !holds(record->source, sha256)) {
    g_autofree char *from = g_strdup(record->source);
    g_autofree char *to = g_utf8_make_valid(path, -1);
    gd_index_move(planner->index, from, to, sha256);
    return;
  }
  if (g_hash_table_contains(planner->paths, record->source))
    plan->kind = GD_PLAN_DUPLICATE;
  else if (is_source_fresh(planner, record->source, sha256))
    plan->kind = GD_PLAN_UNCHANGED;
}

GdPlan gd_planner_next(GdPlanner *planner, const char *path)
{
  GdPlan plan = {.kind = GD_PLAN_CONVERT, .source = gd_source_new(path)};
  if (!gd_ingest_identify(plan.source, &plan.error))
    plan.kind = GD_PLAN_FAIL;
  plan.id = gd_source_document_id(plan.source);
  const char *sha256 = plan.source->sha256 != NULL ? plan.source->sha256 : "";

  const char *taken = g_hash_table_lookup(planner->taken, plan.id);
  if (taken != NULL && is_same_content(taken, sha256)) {
    plan.kind = GD_PLAN_DUPLICATE;
    return plan;
  }
  if (taken != NULL)
    part_ids(&plan, path);

  g_autofree char *key = g_utf8_make_valid(path, -1); /* as records have it */
  const GdRecord *record = gd_index_lookup(planner->index, plan.id);
  if (record != NULL && !g_str_equal(record->source, key))
    plan_namesake(planner, &plan, record, path, sha256);
  else if (record != NULL && plan.kind == GD_PLAN_CONVERT && is_source_fresh(planner, key, sha256))
    plan.kind = GD_PLAN_UNCHANGED;
  if (plan.kind != GD_PLAN_DUPLICATE)
    g_hash_table_insert(planner->taken, g_strdup(plan.id), g_strdup(sha256));
  return plan;
}
