/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/inputs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/ingest.h"
#include "models/error.h"
#include "models/limits.h"

typedef struct {
  GdInputs *inputs;
  GHashTable *seen; /* canonical paths, owned */
  guint found;      /* files and errors met, also those named before */
  gboolean has_out;
  struct stat out;
} Search;

static void input_error_free(GdInputError *failure)
{
  g_free(failure->path);
  g_clear_error(&failure->error);
  g_free(failure);
}

static void add_error(Search *search, const char *path, GError *error)
{
  GdInputError *failure = g_new0(GdInputError, 1);
  failure->path = g_strdup(path);
  failure->error = error;
  g_ptr_array_add(search->inputs->errors, failure);
  search->found++;
}

/* path without "./" and doubled slashes; ".." stays as it is, since what it
 * means depends on links. Caller frees. */
static char *tidy(const char *path)
{
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  g_autoptr(GString) clean = g_string_new(path[0] == '/' ? "/" : "");
  for (guint i = 0; parts[i] != NULL; i++) {
    if (parts[i][0] == '\0' || g_str_equal(parts[i], "."))
      continue;
    if (clean->len > 0 && clean->str[clean->len - 1] != '/')
      g_string_append_c(clean, '/');
    g_string_append(clean, parts[i]);
  }
  return g_strdup(clean->len > 0 ? clean->str : ".");
}

static void add_file(Search *search, const char *path)
{
  search->found++;
  char *canonical = g_canonicalize_filename(path, NULL);
  if (g_hash_table_add(search->seen, canonical))
    g_ptr_array_add(search->inputs->files, g_strdup(path));
}

/* Whether a text file has the name of a document. Scripts, tables, data and
 * sources are text, too; and a README tells about the files beside it. */
static gboolean is_named_text(const char *path)
{
  static const char *const endings[] = {".txt", ".md", ".htm", ".html"};
  static const char *const notes[] = {"readme", "license", "licence", "copying", "changelog"};
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *lower = g_ascii_strdown(base, -1);
  gsize stem = strcspn(lower, ".");
  for (guint i = 0; i < G_N_ELEMENTS(notes); i++)
    if (strlen(notes[i]) == stem && strncmp(lower, notes[i], stem) == 0)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* Whether folder holds what a browser saved beside a page: NAME_files or NAME.files beside
 * NAME.htm or NAME.html. Frames and advertisements are no documents. */
static gboolean is_of_page(const char *folder)
{
  gsize length = strlen(folder);
  if (!g_str_has_suffix(folder, "_files") && !g_str_has_suffix(folder, ".files"))
    return FALSE;
  g_autofree char *stem = g_strndup(folder, length - strlen("_files"));
  g_autofree char *htm = g_strconcat(stem, ".htm", NULL);
  g_autofree char *html = g_strconcat(stem, ".html", NULL);
  return g_file_test(htm, G_FILE_TEST_IS_REGULAR) || g_file_test(html, G_FILE_TEST_IS_REGULAR);
}

/* Whether a file found in a folder counts. One that cannot be read or is empty, or is not
 * what its name promises, does: its failure must be seen. */
static gboolean is_document(const char *path)
{
  GdKind kind = GD_KIND_UNKNOWN;
  if (!gd_ingest_kind(path, &kind, NULL) || gd_ingest_promise(path) != NULL)
    return TRUE;
  if (kind == GD_KIND_TEXT || kind == GD_KIND_MARKDOWN || kind == GD_KIND_HTML)
    return is_named_text(path);
  return kind != GD_KIND_UNKNOWN;
}

static gboolean is_out(const Search *search, const struct stat *info)
{
  return search->has_out && info->st_dev == search->out.st_dev &&
         info->st_ino == search->out.st_ino;
}

static gboolean add_folder(Search *search, const char *folder, guint depth, GError **error);

/* One entry of a folder. FALSE only for a cap. */
static gboolean add_entry(Search *search, const char *path, guint depth, GError **error)
{
  struct stat info;
  if (lstat(path, &info) != 0)
    return TRUE; /* gone since it was listed */
  gboolean is_link = S_ISLNK(info.st_mode);
  if (is_link && stat(path, &info) != 0) {
    add_error(search, path,
              g_error_new(GD_ERROR, GD_ERROR_IO, "cannot be read: %s", g_strerror(errno)));
    return TRUE;
  }
  if (S_ISDIR(info.st_mode)) {
    if (is_link)
      search->inputs->n_links++;
    if (is_link || is_out(search, &info) || is_of_page(path))
      return TRUE;
    return add_folder(search, path, depth + 1, error);
  }
  if (S_ISREG(info.st_mode) && is_document(path))
    add_file(search, path);
  else
    search->inputs->n_unknown++;
  if (search->inputs->files->len <= GD_CAP_INPUTS)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_CAP, "more than %d files (GD_CAP_INPUTS)", GD_CAP_INPUTS);
  return FALSE;
}

/* All files below folder. A folder below that cannot be read, or is too deep, is
 * an error of its own; FALSE if folder itself is, or at the cap on files. */
static gboolean add_folder(Search *search, const char *folder, guint depth, GError **error)
{
  if (depth > GD_CAP_FOLDER_DEPTH) {
    add_error(search, folder,
              g_error_new(GD_ERROR, GD_ERROR_CAP, "more than %d folders deep (GD_CAP_FOLDER_DEPTH)",
                          GD_CAP_FOLDER_DEPTH));
    return TRUE;
  }
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL) {
    add_error(search, folder,
              g_error_new(GD_ERROR, GD_ERROR_IO, "cannot be read: %s", g_strerror(errno)));
    return TRUE;
  }
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (name[0] == '.')
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!add_entry(search, path, depth, error))
      return FALSE;
  }
  return TRUE;
}

static void add_named(Search *search, const char *path)
{
  struct stat info;
  GError *error = NULL;
  if (stat(path, &info) != 0) {
    error = g_error_new(GD_ERROR, GD_ERROR_IO, "cannot be read: %s", g_strerror(errno));
  } else if (S_ISREG(info.st_mode)) {
    add_file(search, path);
  } else if (S_ISDIR(info.st_mode)) {
    guint before = search->found;
    if (is_out(search, &info))
      error = g_error_new(GD_ERROR, GD_ERROR_IO, "is the output folder");
    else if (add_folder(search, path, 0, &error) && search->found == before)
      error = g_error_new(GD_ERROR, GD_ERROR_EMPTY, "the folder holds no document");
  } else {
    error = g_error_new(GD_ERROR, GD_ERROR_IO, "neither a file nor a folder");
  }
  if (error != NULL)
    add_error(search, path, error);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_errors(gconstpointer a, gconstpointer b)
{
  const GdInputError *const *left = a, *const *right = b;
  return strcmp((*left)->path, (*right)->path);
}

GdInputs *gd_inputs_find(char *const *named, const char *out)
{
  GdInputs *inputs = g_new0(GdInputs, 1);
  inputs->files = g_ptr_array_new_with_free_func(g_free);
  inputs->errors = g_ptr_array_new_with_free_func((GDestroyNotify)input_error_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Search search = {.inputs = inputs, .seen = seen};
  search.has_out = stat(out, &search.out) == 0;
  for (guint i = 0; named[i] != NULL; i++) {
    g_autofree char *path = tidy(named[i]);
    add_named(&search, path);
  }
  g_ptr_array_sort(inputs->files, compare_paths);
  g_ptr_array_sort(inputs->errors, compare_errors);
  return inputs;
}

void gd_inputs_free(GdInputs *inputs)
{
  if (inputs == NULL)
    return;
  g_ptr_array_unref(inputs->files);
  g_ptr_array_unref(inputs->errors);
  g_free(inputs);
}
