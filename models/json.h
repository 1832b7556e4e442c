/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading our own JSON data files strictly: forms and patterns.
 *
 * A GdJson is a place in a file: a node and the way to it. The first thing that
 * is wrong is kept in the file, with the way to it in words
 * ("tables[1].blocks[0].columns[2].typ: unknown key"); after that every getter
 * returns its default, so that a loader reads on and asks once at the end.
 *
 *     g_autoptr(GdJsonFile) file = gd_json_file_load(path, cap, error);
 *     GdJson root = gd_json_root(file);
 *     gd_json_keys(&root, keys);
 *     GdJson name = gd_json_member(&root, "name", TRUE);
 *     const char *text = gd_json_string(&name);
 *     if (!gd_json_file_ok(file, error)) …
 *
 * A place points to the place it was reached from: that one must live as long.
 */
#pragma once

#include <jansson.h>

#include "models/error.h"

G_BEGIN_DECLS

typedef struct {
  char *path;    /* of the file */
  json_t *root;  /* owned */
  GError *error; /* the first thing that is wrong, NULL if nothing is */
} GdJsonFile;

typedef struct GdJson GdJson;
struct GdJson {
  GdJsonFile *file;
  const GdJson *parent; /* NULL at the root */
  const char *key;      /* in the parent object; NULL in an array. Lent by the file */
  guint index;          /* in the parent array */
  json_t *node;         /* NULL: absent. Lent by the file */
};

/* Reads a file of at most cap bytes. NULL and GD_ERROR_IO if it cannot be read,
 * GD_ERROR_CAP if it is larger or nested deeper than GD_CAP_JSON_DEPTH,
 * GD_ERROR_FORM if it is not JSON. */
GdJsonFile *gd_json_file_load(const char *path, gsize cap, GError **error);
void gd_json_file_free(GdJsonFile *file);

/* FALSE and a copy of the first error if something was wrong. */
gboolean gd_json_file_ok(const GdJsonFile *file, GError **error);

/* Notes that something is wrong at a place; only the first note counts. The
 * message becomes "FILE: way.to.place: message", its code GD_ERROR_FORM. */
void gd_json_fail(const GdJson *at, const char *format, ...) G_GNUC_PRINTF(2, 3);

GdJson gd_json_root(GdJsonFile *file);

/* Whether there is a value at all. */
static inline gboolean gd_json_has(const GdJson *at)
{
  return at->node != NULL;
}

gboolean gd_json_is_object(const GdJson *at);
gboolean gd_json_is_array(const GdJson *at);

/* Wrong unless at is an object all of whose keys are known (NULL-terminated). */
void gd_json_keys(const GdJson *at, const char *const *known);

/* The member of an object. A required one that is absent is wrong; so is an at
 * that is not an object. */
GdJson gd_json_member(const GdJson *at, const char *key, gboolean required);

/* Elements of an array; 0 if at is absent; wrong if it is not an array. */
guint gd_json_length(const GdJson *at);
GdJson gd_json_element(const GdJson *at, guint index);

/* Names of the members of an object, in the file's order; NULL-terminated, of no name if at is
 * absent; wrong if it is no object. Caller frees the list (g_free), the file lends the names. */
const char **gd_json_names(const GdJson *at);

/* A string, which may be empty. NULL if at is absent; wrong if it is anything else. Lent. */
const char *gd_json_text(const GdJson *at);

/* A finite number, an integer too. Wrong, and 0, if at is anything else. */
double gd_json_double(const GdJson *at);

/* A string that is not empty. NULL if at is absent; wrong if it is anything else
 * or holds a control character. Lent by the file. */
const char *gd_json_string(const GdJson *at);

/* FALSE if at is absent; wrong if it is neither true nor false. */
gboolean gd_json_boolean(const GdJson *at);

/* fallback if at is absent; wrong if it is not an integer in [least, most]. */
gint64 gd_json_integer(const GdJson *at, gint64 least, gint64 most, gint64 fallback);

/* Index of the string at at in names (NULL-terminated); fallback if at is
 * absent; wrong if it is none of them. */
guint gd_json_choice(const GdJson *at, const char *const *names, guint fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdJsonFile, gd_json_file_free)

G_END_DECLS
