/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "models/error.h"

/* Names tried for one superseded document: more versions of one report than
 * anybody makes. */
#define MAX_VERSIONS 10000

struct GdOutput {
  char *path;
  int lock; /* descriptor of the folder, locked */
};

static void set_error(GError **error, const char *path)
{
  int code = errno;
  gboolean full = code == ENOSPC || code == EDQUOT;
  g_set_error(error, GD_ERROR, full ? GD_ERROR_NO_SPACE : GD_ERROR_IO, "%s: cannot be written: %s",
              path, g_strerror(code));
}

GdOutput *gd_output_open(const char *out, GError **error)
{
  g_autofree char *documents = g_build_filename(out, "documents", NULL);
  if (g_mkdir_with_parents(documents, 0777) != 0) {
    set_error(error, out);
    return NULL;
  }
  if (access(out, W_OK | X_OK) != 0 || access(documents, W_OK | X_OK) != 0) {
    set_error(error, out);
    return NULL;
  }
  int lock = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) {
    set_error(error, out);
    return NULL;
  }
  if (flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: another run is writing to this folder", out);
    close(lock);
    return NULL;
  }
  GdOutput *output = g_new0(GdOutput, 1);
  output->path = g_strdup(out);
  output->lock = lock;
  return output;
}

void gd_output_free(GdOutput *output)
{
  if (output == NULL)
    return;
  close(output->lock);
  g_free(output->path);
  g_free(output);
}

gboolean gd_output_supersede(GdOutput *output, const char *id, GError **error)
{
  g_autofree char *from = g_build_filename(output->path, "documents", id, NULL);
  g_autofree char *folder = g_build_filename(output->path, "superseded", NULL);
  if (g_mkdir_with_parents(folder, 0777) != 0) {
    set_error(error, folder);
    return FALSE;
  }
  for (guint version = 1; version <= MAX_VERSIONS; version++) {
    g_autofree char *name = version == 1 ? g_strdup(id) : g_strdup_printf("%s-%u", id, version);
    g_autofree char *to = g_build_filename(folder, name, NULL);
    if (g_file_test(to, G_FILE_TEST_EXISTS))
      continue;
    if (g_rename(from, to) == 0)
      return TRUE;
    set_error(error, to);
    return FALSE;
  }
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: too many versions of %s", folder, id);
  return FALSE;
}
