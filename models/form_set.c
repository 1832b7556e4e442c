/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>

#include "models/error.h"
#include "models/form.h"
#include "models/limits.h"

static int by_id(gconstpointer a, gconstpointer b)
{
  return g_strcmp0((*(GdForm *const *)a)->id, (*(GdForm *const *)b)->id);
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

/* Paths of the form files of a folder, sorted, so that runs are alike. */
static GPtrArray *list_forms(const char *folder, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL) {
    g_autofree char *shown = g_filename_display_name(folder);
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: cannot be read: %s", shown, g_strerror(errno));
    return NULL;
  }
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (g_str_has_suffix(name, ".json") && !g_str_has_suffix(name, ".schema.json"))
      g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(paths, by_name);
  return paths;
}

/* Index of the form of that id, set->forms->len if there is none. */
static guint find(const GdFormSet *set, const char *id)
{
  guint i = 0;
  while (i < set->forms->len && !g_str_equal(((GdForm *)g_ptr_array_index(set->forms, i))->id, id))
    i++;
  return i;
}

static gboolean load_folder(GdFormSet *set, const char *folder, gboolean trusted, GError **error)
{
  g_autoptr(GPtrArray) paths = list_forms(folder, error);
  if (paths == NULL)
    return FALSE;
  g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index(paths, i);
    g_autoptr(GdForm) form =
        trusted ? gd_form_load_trusted(path, error) : gd_form_load(path, error);
    if (form == NULL)
      return FALSE;
    if (!g_hash_table_add(own, g_strdup(form->id))) {
      g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: id: another form in %s is called \"%s\"",
                  path, folder, form->id);
      return FALSE;
    }
    guint at = find(set, form->id);
    if (at < set->forms->len)
      g_ptr_array_remove_index(set->forms, at);
    if (set->forms->len >= GD_CAP_FORMS) {
      g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%s: more forms than GD_CAP_FORMS (%d)", folder,
                  GD_CAP_FORMS);
      return FALSE;
    }
    g_ptr_array_add(set->forms, g_steal_pointer(&form));
  }
  return TRUE;
}

GdFormSet *gd_form_set_load(const char *const *folders, GError **error)
{
  g_autoptr(GdFormSet) set = g_new0(GdFormSet, 1);
  set->forms = g_ptr_array_new_with_free_func((GDestroyNotify)gd_form_free);
  for (guint i = 0; folders[i] != NULL; i++)
    if (!load_folder(set, folders[i], i == 0, error))
      return NULL;
  g_ptr_array_sort(set->forms, by_id);
  return g_steal_pointer(&set);
}

void gd_form_set_free(GdFormSet *set)
{
  if (set == NULL)
    return;
  g_ptr_array_unref(set->forms);
  g_free(set);
}

static void add_labels(const GdForm *form, GHashTable *seen, GPtrArray *labels)
{
  for (guint i = 0; i < form->labels->len; i++) {
    const GdFormLabel *label = g_ptr_array_index(form->labels, i);
    for (guint k = 0; k < label->folded->len; k++) {
      const GdFolded *folded = &g_array_index(label->folded, GdFolded, k);
      g_autofree char *text = g_ucs4_to_utf8(folded->chars, folded->length, NULL, NULL, NULL);
      if (text == NULL || g_hash_table_contains(seen, text))
        continue;
      g_ptr_array_add(labels, g_steal_pointer(&text));
      g_hash_table_add(seen, labels->pdata[labels->len - 1]);
    }
  }
}

GPtrArray *gd_form_set_labels(const GdFormSet *set)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *labels = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < set->forms->len; i++)
    add_labels(g_ptr_array_index(set->forms, i), seen, labels);
  return labels;
}

const GdForm *gd_form_set_lookup(const GdFormSet *set, const char *id)
{
  guint i = find(set, id);
  return i < set->forms->len ? g_ptr_array_index(set->forms, i) : NULL;
}

/* Whether a folder has what guidang needs of it. */
static gboolean holds_forms(const char *folder)
{
  g_autofree char *forms = g_build_filename(folder, "forms", NULL);
  return g_file_test(forms, G_FILE_TEST_IS_DIR);
}

char *gd_data_dir(GError **error)
{
  const char *named = g_getenv("GUIDANG_DATA_DIR");
  if (named != NULL && *named != '\0') {
    if (holds_forms(named))
      return g_strdup(named);
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "GUIDANG_DATA_DIR: no folder \"forms\" in %s", named);
    return NULL;
  }
  g_autofree char *executable = g_file_read_link("/proc/self/exe", NULL);
  if (executable != NULL) {
    g_autofree char *bin = g_path_get_dirname(executable);
    g_autofree char *prefix = g_path_get_dirname(bin);
    g_autofree char *installed = g_build_filename(prefix, "share", "guidang", NULL);
    if (holds_forms(installed))
      return g_steal_pointer(&installed);
  }
#ifdef GUIDANG_SOURCE_DATA_DIR
  if (holds_forms(GUIDANG_SOURCE_DATA_DIR))
    return g_strdup(GUIDANG_SOURCE_DATA_DIR);
#endif
  g_set_error(error, GD_ERROR, GD_ERROR_IO,
              "no forms found: neither beside the executable nor in the source tree; set "
              "GUIDANG_DATA_DIR");
  return NULL;
}
