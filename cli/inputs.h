/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line names → the files to convert, sorted by path.
 *
 * Folders are gone through with all folders below them. Hidden files and
 * folders, links to folders and the output folder are left out. A file in a
 * folder counts if its first bytes show a kind that guidang knows by name, even
 * one that it cannot read yet (that file then fails by name); plain text only if
 * it is named as a document (.txt, .md, .htm, .html), since scripts, CSV and
 * sources are text, too. Other files are of unknown kind: they are counted only.
 * A file that is named directly always counts.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A named input that led to no file at all. */
typedef struct {
  char *path;
  GError *error; /* GD_ERROR_IO, _EMPTY (a folder without documents) or _CAP */
} GdInputError;

typedef struct {
  GPtrArray *files;  /* of char*: paths, sorted by bytes, each once */
  GPtrArray *errors; /* of GdInputError* */
  guint n_unknown;   /* files of unknown kind in folders */
  guint n_links;     /* links to folders in folders */
} GdInputs;

/* out is the output folder, which need not exist. */
GdInputs *gd_inputs_find(char *const *named, const char *out);
void gd_inputs_free(GdInputs *inputs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdInputs, gd_inputs_free)

G_END_DECLS
