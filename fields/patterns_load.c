/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pattern files → GdFieldPatterns.
 *
 * 1. Read every *.json of the folder, by name.
 * 2. In each: parts first, each may use those above it; then shapes, labels, fields.
 * 3. Anything unknown, missing or of the wrong type is an error that names file and key.
 * 4. When all are read: every shape must be there; labels are sorted longest first.
 */
#include "fields/patterns.h"
#include "fields/reading.h"
#include "models/json.h"
#include "models/limits.h"
#include <string.h>

/* Ranks of rules; more would be a mistake. */
#define RANK_MAX 100

typedef struct {
  GdFieldPatterns *patterns;
  GHashTable *parts; /* name → text, both owned */
} Loader;

static void load_shapes(Loader *loader, const GdJson *shapes)
{
  if (gd_json_has(shapes))
    gd_json_keys(shapes, gd_shape_names);
  for (guint i = 0; i < GD_N_SHAPES && gd_json_is_object(shapes); i++) {
    GdJson shape = gd_json_member(shapes, gd_shape_names[i], FALSE);
    GRegex *regex = gd_pattern_read(&shape, loader->parts);
    if (regex == NULL)
      continue;
    if (loader->patterns->shapes[i] != NULL)
      gd_json_fail(&shape, "another file gives this shape already");
    g_clear_pointer(&loader->patterns->shapes[i], g_regex_unref);
    loader->patterns->shapes[i] = regex;
  }
}

/* Adds the texts of an array, squeezed, to the set's labels and to own (may be NULL). */
static void load_labels(Loader *loader, const GdJson *array, GPtrArray *own)
{
  guint n = gd_json_length(array);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(array, i);
    const char *text = gd_json_string(&element);
    if (text == NULL)
      return;
    char *label = gd_squeeze(text, NULL);
    g_ptr_array_add(loader->patterns->labels, label);
    if (own != NULL)
      g_ptr_array_add(own, g_strdup(label));
  }
}

static void rule_free(gpointer data)
{
  GdRule *rule = data;
  g_clear_pointer(&rule->pattern, g_regex_unref);
  g_clear_pointer(&rule->labels, g_ptr_array_unref);
  g_clear_pointer(&rule->metas, g_ptr_array_unref);
  g_free(rule);
}

static void field_rules_free(gpointer data)
{
  GdFieldRules *field = data;
  g_free(field->name);
  g_ptr_array_unref(field->rules);
  g_free(field);
}

/* Names of metadata. Caller owns; NULL if at is absent. */
static GPtrArray *load_metas(const GdJson *at)
{
  if (!gd_json_has(at))
    return NULL;
  GPtrArray *metas = g_ptr_array_new_with_free_func(g_free);
  guint n = gd_json_length(at);
  for (guint i = 0; i < n; i++) {
    GdJson name = gd_json_element(at, i);
    const char *text = gd_json_string(&name);
    if (text != NULL)
      g_ptr_array_add(metas, g_strdup(text));
  }
  return metas;
}

static void load_rule(Loader *loader, const GdJson *at, GdFieldRules *field)
{
  static const char *const known[] = {"fact", "pattern", "labels", "meta",  "take",
                                      "zone", "status",  "rank",   "check", NULL};
  static const char *const statuses[] = {"ok", "doubtful", "alone", NULL};
  gd_json_keys(at, known);
  GdJson fact = gd_json_member(at, "fact", FALSE), pattern = gd_json_member(at, "pattern", FALSE);
  GdJson labels = gd_json_member(at, "labels", FALSE), zone = gd_json_member(at, "zone", FALSE);
  GdJson status = gd_json_member(at, "status", FALSE), rank = gd_json_member(at, "rank", FALSE);
  GdJson metas = gd_json_member(at, "meta", FALSE), take = gd_json_member(at, "take", FALSE);
  GdJson check = gd_json_member(at, "check", FALSE);
  if (gd_json_has(&fact) + gd_json_has(&pattern) + gd_json_has(&labels) + gd_json_has(&metas) != 1)
    gd_json_fail(at, "needs exactly one of the keys fact, pattern, labels, meta");
  if (gd_json_has(&pattern) != gd_json_has(&zone))
    gd_json_fail(at, "the keys pattern and zone go together");
  if (gd_json_has(&take) && !gd_json_has(&metas))
    gd_json_fail(&take, "goes with the key meta only");
  GdRule *rule = g_new0(GdRule, 1);
  g_ptr_array_add(field->rules, rule);
  rule->fact = gd_json_choice(&fact, gd_fact_names, GD_FACT_NONE);
  rule->zone = gd_json_choice(&zone, gd_zone_names, GD_ZONE_HEAD);
  rule->doubtful = gd_json_choice(&status, statuses, 0) > 0;
  rule->alone = gd_json_choice(&status, statuses, 0) == 2;
  rule->check = gd_json_boolean(&check);
  rule->rank = (guint)gd_json_integer(&rank, 1, RANK_MAX, 1);
  rule->pattern = gd_pattern_read(&pattern, loader->parts);
  if (rule->pattern != NULL && g_regex_get_string_number(rule->pattern, "value") < 0)
    gd_json_fail(&pattern, "has no group \"value\"");
  rule->metas = load_metas(&metas);
  rule->take = gd_json_choice(&take, gd_take_names, GD_TAKE_WHOLE);
  if (gd_json_has(&labels)) {
    rule->labels = g_ptr_array_new_with_free_func(g_free);
    load_labels(loader, &labels, rule->labels);
  }
}

/* The field of that name, made if it is new. Lent. */
static GdFieldRules *field_of(GdFieldPatterns *patterns, const char *name)
{
  for (guint i = 0; i < patterns->fields->len; i++) {
    GdFieldRules *field = patterns->fields->pdata[i];
    if (g_str_equal(field->name, name))
      return field;
  }
  GdFieldRules *field = g_new0(GdFieldRules, 1);
  field->name = g_strdup(name);
  field->rules = g_ptr_array_new_with_free_func(rule_free);
  g_ptr_array_add(patterns->fields, field);
  return field;
}

static void load_field(Loader *loader, const GdJson *at)
{
  static const char *const known[] = {"name", "ranked", "seen", "normaliser", "rules", NULL};
  gd_json_keys(at, known);
  GdJson name_at = gd_json_member(at, "name", TRUE);
  GdJson ranked = gd_json_member(at, "ranked", FALSE), rules = gd_json_member(at, "rules", TRUE);
  GdJson normaliser = gd_json_member(at, "normaliser", FALSE);
  GdJson seen = gd_json_member(at, "seen", FALSE);
  const char *name = gd_json_string(&name_at);
  if (name == NULL)
    return;
  GdFieldRules *field = field_of(loader->patterns, name);
  field->ranked = field->ranked || gd_json_boolean(&ranked);
  field->seen = field->seen || gd_json_boolean(&seen);
  field->normaliser = gd_json_choice(&normaliser, gd_normaliser_names, field->normaliser);
  guint n = gd_json_length(&rules);
  for (guint i = 0; i < n; i++) {
    GdJson rule = gd_json_element(&rules, i);
    load_rule(loader, &rule, field);
  }
}

static void load_root(Loader *loader, const GdJson *root)
{
  static const char *const known[] = {"$schema", "id",           "title",  "notice", "parts",
                                      "shapes",  "other_labels", "fields", NULL};
  gd_json_keys(root, known);
  GdJson parts = gd_json_member(root, "parts", FALSE);
  GdJson shapes = gd_json_member(root, "shapes", FALSE);
  GdJson labels = gd_json_member(root, "other_labels", FALSE);
  GdJson fields = gd_json_member(root, "fields", FALSE);
  gd_pattern_read_parts(&parts, loader->parts);
  load_shapes(loader, &shapes);
  load_labels(loader, &labels, NULL);
  guint n = gd_json_length(&fields);
  for (guint i = 0; i < n; i++) {
    GdJson field = gd_json_element(&fields, i);
    load_field(loader, &field);
  }
}

static gboolean load_file(GdFieldPatterns *patterns, const char *path, GError **error)
{
  g_autoptr(GHashTable) parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GdJsonFile) file = gd_json_file_load(path, GD_CAP_FORM_BYTES, error);
  if (file == NULL)
    return FALSE;
  Loader loader = {patterns, parts};
  GdJson root = gd_json_root(file);
  load_root(&loader, &root);
  return gd_json_file_ok(file, error);
}

static int by_text(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_length_down(gconstpointer a, gconstpointer b)
{
  gsize la = strlen(*(char *const *)a), lb = strlen(*(char *const *)b);
  return la != lb ? (la < lb ? 1 : -1) : by_text(a, b);
}

/* Paths of the pattern files of a folder, by name. NULL and GD_ERROR_IO. Caller owns. */
static GPtrArray *pattern_files(const char *folder, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, &wrong);
  if (dir == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: %s", folder, wrong->message);
    return NULL;
  }
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (g_str_has_suffix(name, ".json") && !g_str_has_suffix(name, ".schema.json"))
      g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(paths, by_text);
  return paths;
}

GdFieldPatterns *gd_field_patterns_load(const char *folder, GError **error)
{
  g_autoptr(GPtrArray) paths = pattern_files(folder, error);
  if (paths == NULL)
    return NULL;
  g_autoptr(GdFieldPatterns) patterns = g_new0(GdFieldPatterns, 1);
  patterns->fields = g_ptr_array_new_with_free_func(field_rules_free);
  patterns->labels = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < paths->len; i++)
    if (!load_file(patterns, paths->pdata[i], error))
      return NULL;
  for (guint shape = 0; shape < GD_N_SHAPES; shape++) {
    if (patterns->shapes[shape] == NULL) {
      g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: no file gives the shape \"%s\"", folder,
                  gd_shape_names[shape]);
      return NULL;
    }
  }
  g_ptr_array_sort(patterns->labels, by_length_down);
  return g_steal_pointer(&patterns);
}

void gd_field_patterns_free(GdFieldPatterns *patterns)
{
  if (patterns == NULL)
    return;
  for (guint shape = 0; shape < GD_N_SHAPES; shape++)
    g_clear_pointer(&patterns->shapes[shape], g_regex_unref);
  g_clear_pointer(&patterns->fields, g_ptr_array_unref);
  g_clear_pointer(&patterns->labels, g_ptr_array_unref);
  g_free(patterns);
}
