/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. For each new file find its place: NAME, if nothing stands there or what
 *    stands there is guidang's; else the first of NAME.new.EXT, NAME.new-2.EXT …
 *    where that holds.
 * 2. Write a manifest that knows the old and the new digests.
 * 3. Rename the files to their places.
 * 4. Remove files of the old manifest that are no longer made and that nobody changed.
 * 5. Write the manifest of what is there now.
 */
#include "export/install.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "export/file.h"
#include "models/error.h"

/* Edited copies of one file that are stepped over; nobody edits as many. */
#define MAX_COPIES 1000

/* Where one new file goes. */
typedef struct {
  const char *name;   /* of the batch */
  const char *digest; /* of the new file */
  char *place;        /* file name in target. Owned */
  gboolean is_there;  /* the same bytes stand there already */
} Place;

static void place_clear(gpointer place)
{
  g_free(((Place *)place)->place);
}

/* The n-th name that is tried: report.json, report.new.json, report.new-2.json … */
static char *nth_place(const char *name, guint n)
{
  const char *dot = strrchr(name, '.');
  int stem = dot != NULL && dot != name ? (int)(dot - name) : (int)strlen(name);
  if (n == 0)
    return g_strdup(name);
  if (n == 1)
    return g_strdup_printf("%.*s.new%s", stem, name, name + stem);
  return g_strdup_printf("%.*s.new-%u%s", stem, name, n, name + stem);
}

static gboolean is_ours(const GdManifest *manifest, const char *name, const char *digest)
{
  const GPtrArray *digests = g_hash_table_lookup(manifest->files, name);
  return digests != NULL &&
         g_ptr_array_find_with_equal_func((GPtrArray *)digests, digest, g_str_equal, NULL);
}

static gboolean find_place(const char *target, const GdManifest *old, Place *place, GError **error)
{
  for (guint n = 0; n < MAX_COPIES; n++) {
    g_autofree char *name = nth_place(place->name, n);
    g_autofree char *path = g_build_filename(target, name, NULL);
    g_autofree char *digest = NULL;
    if (!gd_file_digest(path, &digest, error))
      return FALSE;
    place->is_there = g_strcmp0(digest, place->digest) == 0;
    if (digest == NULL || place->is_there || is_ours(old, name, digest)) {
      place->place = g_steal_pointer(&name);
      return TRUE;
    }
  }
  g_autofree char *path = g_build_filename(target, place->name, NULL);
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: too many edited copies stand beside it", path);
  return FALSE;
}

static gboolean save_manifest(const GdManifest *manifest, const char *path, const char *scratch,
                              GError **error)
{
  g_autofree char *json = gd_manifest_to_json(manifest);
  g_autofree char *written = g_build_filename(scratch, "manifest", NULL);
  return gd_file_save(written, json, strlen(json), NULL, error) &&
         gd_file_rename(written, path, error);
}

/* The digest counts for the plain name as well: who copies NAME.new.EXT over
 * NAME gives the file back to guidang. */
static void note_place(GdManifest *manifest, const Place *place)
{
  gd_manifest_add(manifest, place->name, place->digest);
  gd_manifest_add(manifest, place->place, place->digest);
}

static GdManifest *manifest_between(const GdManifest *old, const GArray *places)
{
  GdManifest *both = gd_manifest_new();
  GHashTableIter iter;
  gpointer name, digests;
  g_hash_table_iter_init(&iter, old->files);
  while (g_hash_table_iter_next(&iter, &name, &digests))
    for (guint i = 0; i < ((GPtrArray *)digests)->len; i++)
      gd_manifest_add(both, name, g_ptr_array_index((GPtrArray *)digests, i));
  for (guint i = 0; i < places->len; i++)
    note_place(both, &g_array_index(places, Place, i));
  return both;
}

static gboolean move_files(const GdBatch *batch, const char *target, const GArray *places,
                           GError **error)
{
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    g_autofree char *from = gd_batch_path(batch, place->name);
    g_autofree char *to = g_build_filename(target, place->place, NULL);
    if (!place->is_there && !gd_file_rename(from, to, error))
      return FALSE;
  }
  gd_folder_sync(target);
  return TRUE;
}

/* What cannot be removed stays in the manifest's place as a stranger; no error. */
static void remove_stale(const char *target, const GdManifest *old, const GdManifest *current)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, old->files);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    g_autofree char *path = g_build_filename(target, name, NULL);
    g_autofree char *digest = NULL;
    if (g_hash_table_contains(current->files, name) || !gd_file_digest(path, &digest, NULL) ||
        digest == NULL || !is_ours(old, name, digest))
      continue;
    if (g_unlink(path) != 0)
      g_debug("%s: %s", path, g_strerror(errno));
  }
}

/* The manifest after the installation; names kept go to kept as paths too. */
static GdManifest *manifest_after(const GArray *places, const char *target, const char *recipe,
                                  GPtrArray *kept)
{
  GdManifest *manifest = gd_manifest_new();
  manifest->recipe = g_strdup(recipe);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    note_place(manifest, place);
    if (g_str_equal(place->name, place->place))
      continue;
    g_ptr_array_add(manifest->kept, g_strdup(place->name));
    if (kept != NULL)
      g_ptr_array_add(kept, g_build_filename(target, place->name, NULL));
  }
  return manifest;
}

gboolean gd_install(const GdBatch *batch, const char *target, const char *manifest_path,
                    const char *recipe, GPtrArray *kept, GError **error)
{
  g_autoptr(GdManifest) old = gd_manifest_load(manifest_path);
  g_autoptr(GArray) places = g_array_new(FALSE, TRUE, sizeof(Place));
  g_array_set_clear_func(places, place_clear);
  for (guint i = 0; i < batch->names->len; i++) {
    const char *name = g_ptr_array_index(batch->names, i);
    Place place = {.name = name, .digest = g_hash_table_lookup(batch->digests, name)};
    if (!find_place(target, old, &place, error))
      return FALSE;
    g_array_append_val(places, place);
  }
  g_autoptr(GdManifest) between = manifest_between(old, places);
  if (!save_manifest(between, manifest_path, batch->folder, error) ||
      !move_files(batch, target, places, error))
    return FALSE;
  g_autoptr(GdManifest) after = manifest_after(places, target, recipe, kept);
  remove_stale(target, old, after);
  return save_manifest(after, manifest_path, batch->folder, error);
}
