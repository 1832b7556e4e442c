/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scratch folders OUT/.guidang/tmp/PID-N.
 *
 * Making one: 1. mkdir a name nobody uses; 2. open and lock it; 3. look whether
 * the name still leads to what we locked. If not, a cleaner was faster between
 * 1 and 2: start over.
 * Cleaning: 1. open; 2. try to lock; whoever holds the lock lives, leave it;
 * 3. remove it while we hold the lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/file.h"
#include "models/error.h"

/* Names tried before giving up; only folders of runs with our own process
 * number, crashed or in other threads, can take one. */
#define MAX_TRIES 100000

/* Depth of folders that are removed: guidang makes none below a scratch folder. */
#define MAX_DEPTH 4

static char *scratch_home(const char *out)
{
  return g_build_filename(out, ".guidang", "tmp", NULL);
}

/* TRUE if path leads to the open folder. */
static gboolean same_folder(const char *path, int descriptor)
{
  struct stat by_name, opened;
  return g_lstat(path, &by_name) == 0 && fstat(descriptor, &opened) == 0 &&
         by_name.st_ino == opened.st_ino && by_name.st_dev == opened.st_dev;
}

/* Opens and locks a folder that was just made; unlocked where the file system
 * knows no locks. -1 if it is gone already. */
static int lock_folder(const char *path)
{
  int descriptor = g_open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
  if (descriptor < 0)
    return -1;
  while (flock(descriptor, LOCK_EX) != 0 && errno == EINTR)
    ;
  if (same_folder(path, descriptor))
    return descriptor;
  close(descriptor);
  return -1;
}

GdScratch *gd_scratch_new(const char *out, GError **error)
{
  g_autofree char *home = scratch_home(out);
  if (!gd_folder_make(home, error))
    return NULL;
  for (guint n = 0; n < MAX_TRIES; n++) {
    g_autofree char *name = g_strdup_printf("%d-%u", (int)getpid(), n);
    g_autofree char *path = g_build_filename(home, name, NULL);
    if (g_mkdir(path, 0777) != 0) {
      if (errno == EEXIST)
        continue;
      gd_file_set_error(error, errno, GD_FILE_WRITE, path);
      return NULL;
    }
    int lock = lock_folder(path);
    if (lock < 0)
      continue;
    GdScratch *scratch = g_new0(GdScratch, 1);
    scratch->path = g_steal_pointer(&path);
    scratch->lock = lock;
    return scratch;
  }
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: too many folders of crashed runs", home);
  return NULL;
}

/* Removes path and what is in it; links are removed, not followed. */
static void remove_tree(const char *path, guint depth)
{
  struct stat info;
  if (g_lstat(path, &info) != 0)
    return;
  if (!S_ISDIR(info.st_mode)) {
    g_unlink(path);
    return;
  }
  g_autoptr(GDir) dir = depth < MAX_DEPTH ? g_dir_open(path, 0, NULL) : NULL;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child, depth + 1);
  }
  g_rmdir(path);
}

void gd_scratch_free(GdScratch *scratch)
{
  if (scratch == NULL)
    return;
  /* Renamed into place, the name is free for others and not ours to remove. */
  if (same_folder(scratch->path, scratch->lock))
    remove_tree(scratch->path, 0);
  close(scratch->lock);
  g_free(scratch->path);
  g_free(scratch);
}

/* Digits, a dash, digits. */
static gboolean is_scratch_name(const char *name)
{
  gsize digits = strspn(name, "0123456789");
  gsize more = name[digits] == '-' ? strspn(name + digits + 1, "0123456789") : 0;
  return digits > 0 && more > 0 && name[digits + 1 + more] == '\0';
}

void gd_scratch_clean(const char *out)
{
  g_autofree char *home = scratch_home(out);
  g_autoptr(GDir) dir = g_dir_open(home, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (!is_scratch_name(name))
      continue;
    g_autofree char *path = g_build_filename(home, name, NULL);
    int descriptor = g_open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
    if (descriptor < 0)
      continue;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      remove_tree(path, 0);
    close(descriptor);
  }
}
