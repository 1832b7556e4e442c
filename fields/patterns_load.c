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
#include "models/error.h"
#include "models/limits.h"
#include <json-glib/json-glib.h>
#include <string.h>

/* Bytes of a pattern after its parts are put in; the longest shipped has about 3000. */
#define PATTERN_BYTES_MAX 65536

typedef struct {
  GdFieldPatterns *patterns;
  const char *file;  /* of which we speak */
  GHashTable *parts; /* name → text, both owned */
} Loader;

G_GNUC_PRINTF(3, 4)
static gboolean fail(const Loader *loader, GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: %s", loader->file, what);
  return FALSE;
}

/* FALSE and an error if object has a key that is not in known. */
static gboolean check_keys(const Loader *loader, JsonObject *object, const char *where,
                           const char *const *known, GError **error)
{
  g_autoptr(GList) members = json_object_get_members(object);
  for (GList *m = members; m != NULL; m = m->next)
    if (!g_strv_contains(known, m->data))
      return fail(loader, error, "unknown key \"%s\" in %s", (char *)m->data, where);
  return TRUE;
}

/* Lent text of a member; NULL without error if it is absent and not needed. */
static gboolean get_text(const Loader *loader, JsonObject *object, const char *key, gboolean needed,
                         const char **out, GError **error)
{
  JsonNode *node = json_object_get_member(object, key);
  *out = NULL;
  if (node == NULL)
    return needed ? fail(loader, error, "key \"%s\" is missing", key) : TRUE;
  if (json_node_get_value_type(node) != G_TYPE_STRING)
    return fail(loader, error, "key \"%s\" must be a string", key);
  *out = json_node_get_string(node);
  return TRUE;
}

static gboolean get_flag(const Loader *loader, JsonObject *object, const char *key, gboolean *out,
                         GError **error)
{
  JsonNode *node = json_object_get_member(object, key);
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type(node) != G_TYPE_BOOLEAN)
    return fail(loader, error, "key \"%s\" must be true or false", key);
  *out = json_node_get_boolean(node);
  return TRUE;
}

/* *out = index of the member's text in names; left alone if it is absent. */
static gboolean get_name(const Loader *loader, JsonObject *object, const char *key,
                         const char *const *names, guint n, guint *out, GError **error)
{
  const char *text;
  if (!get_text(loader, object, key, FALSE, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < n; i++) {
    if (g_str_equal(names[i], text)) {
      *out = i;
      return TRUE;
    }
  }
  return fail(loader, error, "key \"%s\": \"%s\" is none of those known", key, text);
}

/* Lent object or array of a member; *out NULL without error if it is absent. */
static gboolean get_object(const Loader *loader, JsonObject *object, const char *key,
                           JsonObject **out, GError **error)
{
  JsonNode *node = json_object_get_member(object, key);
  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT(node))
    return fail(loader, error, "key \"%s\" must be an object", key);
  *out = json_node_get_object(node);
  return TRUE;
}

static gboolean get_array(const Loader *loader, JsonObject *object, const char *key,
                          JsonArray **out, GError **error)
{
  JsonNode *node = json_object_get_member(object, key);
  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY(node))
    return fail(loader, error, "key \"%s\" must be an array", key);
  *out = json_node_get_array(node);
  return TRUE;
}

/* pattern with every {{name}} replaced. NULL and an error that names key. */
static char *put_parts_in(const Loader *loader, const char *key, const char *pattern,
                          GError **error)
{
  g_autoptr(GString) whole = g_string_new(NULL);
  while (*pattern != '\0') {
    const char *open = strstr(pattern, "{{");
    const char *close = open != NULL ? strstr(open, "}}") : NULL;
    if (close == NULL)
      break;
    g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
    const char *part = g_hash_table_lookup(loader->parts, name);
    if (part == NULL) {
      fail(loader, error, "key \"%s\" names an unknown part {{%s}}", key, name);
      return NULL;
    }
    g_string_append_len(whole, pattern, open - pattern);
    g_string_append(whole, part);
    pattern = close + 2;
    if (whole->len > PATTERN_BYTES_MAX) {
      fail(loader, error, "key \"%s\" is too long", key);
      return NULL;
    }
  }
  g_string_append(whole, pattern);
  return g_string_free(g_steal_pointer(&whole), FALSE);
}

static GRegex *compile(const Loader *loader, const char *key, const char *pattern, GError **error)
{
  g_autofree char *whole = put_parts_in(loader, key, pattern, error);
  if (whole == NULL)
    return NULL;
  g_autoptr(GError) wrong = NULL;
  GRegex *regex = gd_pattern_compile(whole, &wrong);
  if (regex == NULL)
    fail(loader, error, "key \"%s\" is no regular expression: %s", key, wrong->message);
  return regex;
}

static gboolean load_parts(Loader *loader, JsonObject *parts, GError **error)
{
  g_autoptr(GList) members = parts != NULL ? json_object_get_members(parts) : NULL;
  for (GList *m = members; m != NULL; m = m->next) {
    const char *text;
    if (!get_text(loader, parts, m->data, TRUE, &text, error))
      return FALSE;
    char *whole = put_parts_in(loader, m->data, text, error);
    if (whole == NULL)
      return FALSE;
    g_hash_table_insert(loader->parts, g_strdup(m->data), whole);
  }
  return TRUE;
}

static gboolean load_shapes(Loader *loader, JsonObject *shapes, GError **error)
{
  g_autoptr(GList) members = shapes != NULL ? json_object_get_members(shapes) : NULL;
  for (GList *m = members; m != NULL; m = m->next) {
    const char *text;
    guint shape = 0;
    while (shape < GD_N_SHAPES && !g_str_equal(gd_shape_names[shape], m->data))
      shape++;
    if (shape == GD_N_SHAPES)
      return fail(loader, error, "unknown key \"%s\" in shapes", (char *)m->data);
    if (loader->patterns->shapes[shape] != NULL)
      return fail(loader, error, "shape \"%s\" is given twice", (char *)m->data);
    if (!get_text(loader, shapes, m->data, TRUE, &text, error))
      return FALSE;
    GRegex *regex = compile(loader, m->data, text, error);
    if (regex == NULL)
      return FALSE;
    loader->patterns->shapes[shape] = regex;
  }
  return TRUE;
}

/* Adds the texts of an array, squeezed, to the set's labels and to own (may be NULL). */
static gboolean load_labels(Loader *loader, const char *key, JsonArray *array, GPtrArray *own,
                            GError **error)
{
  guint n = array != NULL ? json_array_get_length(array) : 0;
  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element(array, i);
    if (json_node_get_value_type(node) != G_TYPE_STRING)
      return fail(loader, error, "key \"%s\" must hold strings", key);
    char *label = gd_squeeze(json_node_get_string(node), NULL);
    g_ptr_array_add(loader->patterns->labels, label);
    if (own != NULL)
      g_ptr_array_add(own, g_strdup(label));
  }
  return TRUE;
}

static void rule_free(gpointer data)
{
  GdRule *rule = data;
  g_clear_pointer(&rule->pattern, g_regex_unref);
  g_clear_pointer(&rule->labels, g_ptr_array_unref);
  g_free(rule);
}

static void field_rules_free(gpointer data)
{
  GdFieldRules *field = data;
  g_free(field->name);
  g_ptr_array_unref(field->rules);
  g_free(field);
}

/* Reads the keys of a rule that are not fact, pattern or labels. */
static gboolean load_rule_options(Loader *loader, JsonObject *object, GdRule *rule, GError **error)
{
  static const char *const statuses[] = {"ok", "doubtful"};
  guint status = 0, zone = GD_N_ZONES;
  if (!get_name(loader, object, "status", statuses, G_N_ELEMENTS(statuses), &status, error) ||
      !get_name(loader, object, "zone", gd_zone_names, GD_N_ZONES, &zone, error) ||
      !get_flag(loader, object, "check", &rule->check, error))
    return FALSE;
  if ((rule->pattern != NULL) != (zone != GD_N_ZONES))
    return fail(loader, error, "keys \"pattern\" and \"zone\" go together");
  rule->doubtful = status == 1;
  rule->zone = zone;
  rule->rank = 1;
  JsonNode *rank = json_object_get_member(object, "rank");
  if (rank == NULL)
    return TRUE;
  if (json_node_get_value_type(rank) != G_TYPE_INT64 || json_node_get_int(rank) < 1 ||
      json_node_get_int(rank) > 100)
    return fail(loader, error, "key \"rank\" must be a whole number from 1 to 100");
  rule->rank = (guint)json_node_get_int(rank);
  return TRUE;
}

static gboolean load_rule(Loader *loader, JsonObject *object, GdFieldRules *field, GError **error)
{
  static const char *const known[] = {"fact",   "pattern", "labels", "zone",
                                      "status", "rank",    "check",  NULL};
  GdRule *rule = g_new0(GdRule, 1);
  g_ptr_array_add(field->rules, rule);
  guint fact = GD_FACT_NONE;
  const char *pattern;
  JsonArray *labels;
  if (!check_keys(loader, object, "a rule", known, error) ||
      !get_name(loader, object, "fact", gd_fact_names, GD_N_FACTS, &fact, error) ||
      !get_text(loader, object, "pattern", FALSE, &pattern, error) ||
      !get_array(loader, object, "labels", &labels, error))
    return FALSE;
  if ((fact != GD_FACT_NONE) + (pattern != NULL) + (labels != NULL) != 1)
    return fail(loader, error,
                "a rule of field \"%s\" needs exactly one of \"fact\", \"pattern\", \"labels\"",
                field->name);
  rule->fact = fact;
  if (pattern != NULL) {
    rule->pattern = compile(loader, "pattern", pattern, error);
    if (rule->pattern == NULL)
      return FALSE;
    if (g_regex_get_string_number(rule->pattern, "value") < 0)
      return fail(loader, error, "key \"pattern\" of field \"%s\" has no group \"value\"",
                  field->name);
  }
  if (labels != NULL) {
    rule->labels = g_ptr_array_new_with_free_func(g_free);
    if (!load_labels(loader, "labels", labels, rule->labels, error))
      return FALSE;
  }
  return load_rule_options(loader, object, rule, error);
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

static gboolean load_field(Loader *loader, JsonObject *object, GError **error)
{
  static const char *const known[] = {"name", "ranked", "normaliser", "rules", NULL};
  const char *name;
  JsonArray *rules;
  if (!check_keys(loader, object, "a field", known, error) ||
      !get_text(loader, object, "name", TRUE, &name, error) ||
      !get_array(loader, object, "rules", &rules, error))
    return FALSE;
  GdFieldRules *field = field_of(loader->patterns, name);
  guint normaliser = field->normaliser;
  if (!get_flag(loader, object, "ranked", &field->ranked, error) ||
      !get_name(loader, object, "normaliser", gd_normaliser_names, GD_N_NORMALISERS, &normaliser,
                error))
    return FALSE;
  field->normaliser = normaliser;
  guint n = rules != NULL ? json_array_get_length(rules) : 0;
  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element(rules, i);
    if (!JSON_NODE_HOLDS_OBJECT(node))
      return fail(loader, error, "key \"rules\" must hold objects");
    if (!load_rule(loader, json_node_get_object(node), field, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean load_fields(Loader *loader, JsonArray *fields, GError **error)
{
  guint n = fields != NULL ? json_array_get_length(fields) : 0;
  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element(fields, i);
    if (!JSON_NODE_HOLDS_OBJECT(node))
      return fail(loader, error, "key \"fields\" must hold objects");
    if (!load_field(loader, json_node_get_object(node), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean load_root(Loader *loader, JsonObject *root, GError **error)
{
  static const char *const known[] = {"$schema", "id",           "title",  "notice", "parts",
                                      "shapes",  "other_labels", "fields", NULL};
  const char *text;
  JsonObject *parts, *shapes;
  JsonArray *labels, *fields;
  return check_keys(loader, root, "the file", known, error) &&
         get_text(loader, root, "id", TRUE, &text, error) &&
         get_object(loader, root, "parts", &parts, error) &&
         get_object(loader, root, "shapes", &shapes, error) &&
         get_array(loader, root, "other_labels", &labels, error) &&
         get_array(loader, root, "fields", &fields, error) && load_parts(loader, parts, error) &&
         load_shapes(loader, shapes, error) &&
         load_labels(loader, "other_labels", labels, NULL, error) &&
         load_fields(loader, fields, error);
}

static gboolean load_file(GdFieldPatterns *patterns, const char *path, GError **error)
{
  g_autoptr(GHashTable) parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Loader loader = {patterns, path, parts};
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr(GError) wrong = NULL;
  if (!g_file_get_contents(path, &bytes, &length, &wrong)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: %s", path, wrong->message);
    return FALSE;
  }
  if (length > GD_CAP_FORM_BYTES)
    return fail(&loader, error, "larger than GD_CAP_FORM_BYTES");
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  if (!json_parser_load_from_data(parser, bytes, (gssize)length, &wrong))
    return fail(&loader, error, "%s", wrong->message);
  JsonNode *root = json_parser_get_root(parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
    return fail(&loader, error, "must be an object");
  return load_root(&loader, json_node_get_object(root), error);
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

GdFieldPatterns *gd_field_patterns_load(const char *folder, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, &wrong);
  if (dir == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: %s", folder, wrong->message);
    return NULL;
  }
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (g_str_has_suffix(name, ".json") && !g_str_has_suffix(name, ".schema.json"))
      g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(paths, by_text);

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
