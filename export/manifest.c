/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "export/install.h"
#include "export/json_text.h"
#include "export/names.h"
#include "models/json.h"

/* Value of the key "format". */
#define MANIFEST_FORMAT "guidang-written-1"

GdBatch *gd_batch_new(const char *folder)
{
  GdBatch *batch = g_new0(GdBatch, 1);
  batch->folder = g_strdup(folder);
  batch->names = g_ptr_array_new_with_free_func(g_free);
  batch->digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return batch;
}

void gd_batch_free(GdBatch *batch)
{
  if (batch == NULL)
    return;
  g_free(batch->folder);
  g_ptr_array_unref(batch->names);
  g_hash_table_unref(batch->digests);
  g_free(batch);
}

char *gd_batch_unused(const GdBatch *batch, const char *stem, const char *extension)
{
  char *name = g_strconcat(stem, extension, NULL);
  for (guint n = 2; g_hash_table_contains(batch->digests, name); n++) {
    g_free(name);
    name = g_strdup_printf("%s-%u%s", stem, n, extension);
  }
  return name;
}

char *gd_batch_path(const GdBatch *batch, const char *name)
{
  return g_build_filename(batch->folder, name, NULL);
}

void gd_batch_add(GdBatch *batch, const char *name, const char *sha256)
{
  g_ptr_array_add(batch->names, g_strdup(name));
  g_hash_table_insert(batch->digests, g_strdup(name), g_strdup(sha256));
}

GdManifest *gd_manifest_new(void)
{
  GdManifest *manifest = g_new0(GdManifest, 1);
  manifest->files =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  manifest->kept = g_ptr_array_new_with_free_func(g_free);
  return manifest;
}

void gd_manifest_free(GdManifest *manifest)
{
  if (manifest == NULL)
    return;
  g_free(manifest->recipe);
  g_hash_table_unref(manifest->files);
  g_ptr_array_unref(manifest->kept);
  g_free(manifest);
}

void gd_manifest_add(GdManifest *manifest, const char *name, const char *sha256)
{
  GPtrArray *digests = g_hash_table_lookup(manifest->files, name);
  if (digests == NULL) {
    digests = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(manifest->files, g_strdup(name), digests);
  }
  if (!g_ptr_array_find_with_equal_func(digests, sha256, g_str_equal, NULL))
    g_ptr_array_add(digests, g_strdup(sha256));
}

static const char *file_name(const GdJson *at)
{
  const char *name = gd_json_string(at);
  if (name != NULL && gd_name_is_file(name))
    return name;
  gd_json_fail(at, "must be a file name");
  return NULL;
}

/* {"name": …, "sha256": […]} */
static void read_file(const GdJson *at, GdManifest *manifest)
{
  static const char *const keys[] = {"name", "sha256", NULL};
  gd_json_keys(at, keys);
  GdJson name_at = gd_json_member(at, "name", TRUE);
  GdJson digests = gd_json_member(at, "sha256", TRUE);
  const char *name = file_name(&name_at);
  guint n = gd_json_length(&digests);
  for (guint i = 0; i < n && name != NULL; i++) {
    GdJson element = gd_json_element(&digests, i);
    const char *digest = gd_json_string(&element);
    if (digest != NULL)
      gd_manifest_add(manifest, name, digest);
  }
}

static void read_manifest(const GdJson *root, GdManifest *manifest)
{
  static const char *const keys[] = {"format", "recipe", "files", "kept", NULL};
  static const char *const formats[] = {MANIFEST_FORMAT, NULL};
  gd_json_keys(root, keys);
  GdJson format = gd_json_member(root, "format", TRUE);
  GdJson recipe = gd_json_member(root, "recipe", FALSE);
  GdJson files = gd_json_member(root, "files", TRUE);
  GdJson kept = gd_json_member(root, "kept", FALSE);
  gd_json_choice(&format, formats, 0);
  manifest->recipe = g_strdup(gd_json_string(&recipe));
  guint n = gd_json_length(&files);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&files, i);
    read_file(&element, manifest);
  }
  n = gd_json_length(&kept);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&kept, i);
    const char *name = file_name(&element);
    if (name != NULL)
      g_ptr_array_add(manifest->kept, g_strdup(name));
  }
}

GdManifest *gd_manifest_load(const char *path)
{
  g_autoptr(GdManifest) manifest = gd_manifest_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GdJsonFile) file = gd_json_file_load(path, GD_CAP_MANIFEST_BYTES, &error);
  if (file != NULL) {
    GdJson root = gd_json_root(file);
    read_manifest(&root, manifest);
    if (gd_json_file_ok(file, &error))
      return g_steal_pointer(&manifest);
  }
  g_debug("%s", error->message);
  return gd_manifest_new();
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(a, b);
}

static void put_texts(GString *out, const GPtrArray *texts)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < texts->len; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    gd_json_put_text(out, g_ptr_array_index(texts, i));
  }
  g_string_append_c(out, ']');
}

char *gd_manifest_to_json(const GdManifest *manifest)
{
  GString *out = g_string_new("{\n\"format\":\"" MANIFEST_FORMAT "\",\n");
  if (manifest->recipe != NULL && *manifest->recipe != '\0') {
    g_string_append(out, "\"recipe\":");
    gd_json_put_text(out, manifest->recipe);
    g_string_append(out, ",\n");
  }
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(manifest->files), compare_names);
  g_string_append(out, "\"files\":[");
  for (const GList *l = names; l != NULL; l = l->next) {
    g_string_append(out, l == names ? "\n{\"name\":" : ",\n{\"name\":");
    gd_json_put_text(out, l->data);
    g_string_append(out, ",\"sha256\":");
    put_texts(out, g_hash_table_lookup(manifest->files, l->data));
    g_string_append_c(out, '}');
  }
  g_string_append(out, "],\n\"kept\":");
  put_texts(out, manifest->kept);
  g_string_append(out, "\n}\n");
  return g_string_free(out, FALSE);
}
