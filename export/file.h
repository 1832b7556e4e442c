/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that are written whole or not at all.
 *
 * Everything is written into a scratch folder OUT/.guidang/tmp/PID-N first,
 * synced, and then renamed to its place. The scratch folder is locked (flock)
 * while its process lives, so that the next run can tell what a crashed run
 * left from what a run beside it is working on.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new file that is being written, with its digest. */
typedef struct GdFile GdFile;

/* Creates path, which must not exist. Errors, here and below: GD_ERROR_IO,
 * GD_ERROR_NO_SPACE; messages name the path. */
GdFile *gd_file_create(const char *path, GError **error);
gboolean gd_file_write(GdFile *file, const void *bytes, gsize length, GError **error);

/* Syncs and closes. sha256 (may be NULL): lower-case hex digest, caller frees. */
gboolean gd_file_close(GdFile *file, char **sha256, GError **error);
void gd_file_free(GdFile *file);

/* All of it in one call. */
gboolean gd_file_save(const char *path, const char *bytes, gsize length, char **sha256,
                      GError **error);

/* Reads a whole file of at most cap bytes; *bytes ends in a NUL that is not
 * counted. Caller frees. Errors: GD_ERROR_IO, GD_ERROR_CAP. */
gboolean gd_file_load(const char *path, gsize cap, char **bytes, gsize *length, GError **error);

/* SHA-256 of a regular file as lower-case hex; *sha256 is NULL if nothing is
 * there, and "" for anything but a regular file. Caller frees. */
gboolean gd_file_digest(const char *path, char **sha256, GError **error);

/* rename(2) within one file system, onto an existing file too. */
gboolean gd_file_rename(const char *from, const char *to, GError **error);

/* Makes renames in folder durable, as far as the file system can. */
void gd_folder_sync(const char *folder);

gboolean gd_folder_make(const char *folder, GError **error);

/* A scratch folder, removed with all in it when freed. */
typedef struct {
  char *path; /* owned */
  int lock;   /* descriptor of the folder, locked where the file system can */
} GdScratch;

GdScratch *gd_scratch_new(const char *out, GError **error);
void gd_scratch_free(GdScratch *scratch);

/* Removes scratch folders in OUT that no living process holds. Nothing but
 * guidang's own pattern of names is touched, and no link is followed. */
void gd_scratch_clean(const char *out);

/* What failed. */
typedef enum { GD_FILE_READ, GD_FILE_WRITE } GdFileUse;

/* Sets error from errno: GD_ERROR_NO_SPACE for a full disk or quota, else GD_ERROR_IO. */
void gd_file_set_error(GError **error, int code, GdFileUse use, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdFile, gd_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdScratch, gd_scratch_free)

G_END_DECLS
