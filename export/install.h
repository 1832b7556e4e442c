/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts finished files into a folder without ever overwriting what a person
 * edited there.
 *
 * A manifest (JSON) lists the files that guidang wrote, with their SHA-256. A
 * file on disk that differs from it, or that it does not list, is a person's:
 * it keeps its name and content, and guidang's goes beside it as NAME.new.EXT
 * (NAME.new-2.EXT where a person edited that one too). A person who copies the
 * new file over the old one, or deletes the old one, is back in the plain case.
 * Files that guidang wrote, that nobody changed and that are no longer made,
 * are removed.
 *
 * A crash between two renames cannot make guidang's own files look edited: the
 * manifest names the old and the new digests while files are being renamed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finished files that wait in a scratch folder, in the order they are put in place. */
typedef struct {
  char *folder;        /* owned */
  GPtrArray *names;    /* of char* */
  GHashTable *digests; /* name → SHA-256 of the file */
} GdBatch;

GdBatch *gd_batch_new(const char *folder);
void gd_batch_free(GdBatch *batch);

/* A file name "STEM.csv" that no file of the batch has yet, else "STEM-2.csv" …
 * Caller frees. */
char *gd_batch_unused(const GdBatch *batch, const char *stem, const char *extension);

/* Where to write the file. Caller frees. */
char *gd_batch_path(const GdBatch *batch, const char *name);

/* The file is written and has that digest (64 lower-case hex digits). */
void gd_batch_add(GdBatch *batch, const char *name, const char *sha256);

/* What guidang wrote into a folder. */
typedef struct {
  char *recipe;      /* of the last writing; NULL if it was interrupted, or none. Owned */
  GHashTable *files; /* name → GPtrArray of char* digests */
  GPtrArray *kept;   /* of char*: names kept in the last writing because a person edited them */
} GdManifest;

GdManifest *gd_manifest_new(void);

/* An empty manifest if there is none or it cannot be read: then every file counts
 * as a person's, which is safe. */
GdManifest *gd_manifest_load(const char *path);
void gd_manifest_free(GdManifest *manifest);
void gd_manifest_add(GdManifest *manifest, const char *name, const char *sha256);

/* The manifest as JSON, files by name. Caller frees. */
char *gd_manifest_to_json(const GdManifest *manifest);

/* Moves the files of the batch into target, which exists, and keeps the manifest
 * at manifest_path up to date (on the same file system). recipe (may be NULL) goes
 * into the manifest once all is in place. kept (may be NULL): paths of files that
 * were kept are added (char*), also of those whose new version stands beside them.
 * Errors: GD_ERROR_IO, GD_ERROR_NO_SPACE. */
gboolean gd_install(const GdBatch *batch, const char *target, const char *manifest_path,
                    const char *recipe, GPtrArray *kept, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdBatch, gd_batch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdManifest, gd_manifest_free)

G_END_DECLS
