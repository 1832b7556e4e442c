/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/knowledge.h"

#include <string.h>

#include "models/error.h"
#include "models/sha256.h"

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds names and contents of all *.json files of folder, sorted by name. */
static gboolean digest_folder(GdSha256 *digest, const char *folder, GError **error)
{
  GError *cause = NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, &cause);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    if (g_str_has_suffix(name, ".json"))
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);

  for (guint i = 0; i < names->len && cause == NULL; i++) {
    name = g_ptr_array_index(names, i);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *contents = NULL;
    gsize length;
    if (!g_file_get_contents(path, &contents, &length, &cause))
      break;
    gd_sha256_update(digest, name, strlen(name) + 1);
    gd_sha256_update(digest, contents, length);
  }
  if (cause == NULL)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", cause->message);
  g_error_free(cause);
  return FALSE;
}

/* The folders that forms come from: guidang's own, then the user's. Caller owns. */
static GStrv form_folders(const char *const *further, GError **error)
{
  g_autofree char *data = gd_data_dir(error);
  if (data == NULL)
    return NULL;
  g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
  g_autofree char *own = g_build_filename(data, "forms", NULL);
  g_strv_builder_add(folders, own);
  for (guint i = 0; further != NULL && further[i] != NULL; i++)
    g_strv_builder_add(folders, further[i]);
  return g_strv_builder_end(folders);
}

static char *make_recipe(char *const *forms, const char *fields, const GdExportOptions *options,
                         gboolean tables_only, GError **error)
{
  GdSha256 digest;
  gd_sha256_init(&digest);
  g_autofree char *head =
      g_strdup_printf("guidang %s gb18030=%d headers_zh=%d%s\n", GUIDANG_VERSION, options->gb18030,
                      options->headers_zh, tables_only ? " tables_only" : "");
  gd_sha256_update(&digest, head, strlen(head));
  for (guint i = 0; forms[i] != NULL; i++)
    if (!digest_folder(&digest, forms[i], error))
      return NULL;
  if (!digest_folder(&digest, fields, error))
    return NULL;
  return gd_sha256_hex(&digest);
}

GdFormSet *gd_knowledge_forms(const char *const *further, GError **error)
{
  g_auto(GStrv) folders = form_folders(further, error);
  return folders != NULL ? gd_form_set_load((const char *const *)folders, error) : NULL;
}

GdKnowledge *gd_knowledge_load(const GdExportOptions *options, gboolean tables_only,
                               const char *const *further, GError **error)
{
  g_autofree char *data = gd_data_dir(error);
  if (data == NULL)
    return NULL;
  g_autofree char *fields = g_build_filename(data, "fields", NULL);
  g_auto(GStrv) folders = form_folders(further, error);
  if (folders == NULL)
    return NULL;

  g_autoptr(GdKnowledge) knowledge = g_new0(GdKnowledge, 1);
  knowledge->forms = gd_form_set_load((const char *const *)folders, error);
  if (knowledge->forms == NULL)
    return NULL;
  knowledge->patterns = gd_field_patterns_load(fields, error);
  if (knowledge->patterns == NULL)
    return NULL;
  knowledge->recipe = make_recipe(folders, fields, options, tables_only, error);
  return knowledge->recipe != NULL ? g_steal_pointer(&knowledge) : NULL;
}

void gd_knowledge_free(GdKnowledge *knowledge)
{
  if (knowledge == NULL)
    return;
  g_clear_pointer(&knowledge->forms, gd_form_set_free);
  g_clear_pointer(&knowledge->patterns, gd_field_patterns_free);
  g_free(knowledge->recipe);
  g_free(knowledge);
}
