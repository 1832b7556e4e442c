/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/error.h"
#include "models/sha256.h"

/* Bytes read at once for a digest. */
#define READ_BYTES ((gsize)128 * 1024)

struct GdFile {
  int descriptor; /* -1 once closed */
  char *path;
  GdSha256 digest; /* of what was written */
};

void gd_file_set_error(GError **error, int code, GdFileUse use, const char *path)
{
  g_autofree char *shown = g_filename_display_name(path);
  if (code == ENOSPC || code == EDQUOT)
    g_set_error(error, GD_ERROR, GD_ERROR_NO_SPACE, "%s: disk full", shown);
  else if (use == GD_FILE_READ)
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: cannot be read: %s", shown, g_strerror(code));
  else
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: cannot be written: %s", shown, g_strerror(code));
}

GdFile *gd_file_create(const char *path, GError **error)
{
  int descriptor = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    gd_file_set_error(error, errno, GD_FILE_WRITE, path);
    return NULL;
  }
  GdFile *file = g_new0(GdFile, 1);
  file->descriptor = descriptor;
  file->path = g_strdup(path);
  gd_sha256_init(&file->digest);
  return file;
}

gboolean gd_file_write(GdFile *file, const void *bytes, gsize length, GError **error)
{
  const char *rest = bytes;
  gd_sha256_update(&file->digest, bytes, length);
  while (length > 0) {
    gssize n = write(file->descriptor, rest, length);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      gd_file_set_error(error, n < 0 ? errno : ENOSPC, GD_FILE_WRITE, file->path);
      return FALSE;
    }
    rest += n;
    length -= (gsize)n;
  }
  return TRUE;
}

/* Pipes, devices and some network file systems know no fsync; that is no error. */
static gboolean sync_failed(int descriptor)
{
  return fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP;
}

gboolean gd_file_close(GdFile *file, char **sha256, GError **error)
{
  int code = sync_failed(file->descriptor) ? errno : 0;
  if (close(file->descriptor) != 0 && code == 0 && errno != EINTR)
    code = errno;
  file->descriptor = -1;
  if (code != 0) {
    gd_file_set_error(error, code, GD_FILE_WRITE, file->path);
    return FALSE;
  }
  if (sha256 != NULL)
    *sha256 = gd_sha256_hex(&file->digest);
  return TRUE;
}

void gd_file_free(GdFile *file)
{
  if (file == NULL)
    return;
  if (file->descriptor >= 0)
    close(file->descriptor);
  g_free(file->path);
  g_free(file);
}

gboolean gd_file_save(const char *path, const char *bytes, gsize length, char **sha256,
                      GError **error)
{
  g_autoptr(GdFile) file = gd_file_create(path, error);
  return file != NULL && gd_file_write(file, bytes, length, error) &&
         gd_file_close(file, sha256, error);
}

/* Opens for reading; a named pipe must not block us. */
static int open_to_read(const char *path, struct stat *info)
{
  int descriptor = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (descriptor >= 0 && fstat(descriptor, info) != 0) {
    int code = errno;
    close(descriptor);
    errno = code;
    return -1;
  }
  return descriptor;
}

gboolean gd_file_load(const char *path, gsize cap, char **bytes, gsize *length, GError **error)
{
  struct stat info;
  int descriptor = open_to_read(path, &info);
  if (descriptor < 0) {
    gd_file_set_error(error, errno, GD_FILE_READ, path);
    return FALSE;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *chunk = g_malloc(READ_BYTES);
  gssize n = S_ISREG(info.st_mode) ? 1 : -1;
  errno = EINVAL;
  while (n > 0 && text->len <= cap) {
    n = read(descriptor, chunk, READ_BYTES);
    if (n < 0 && errno == EINTR)
      n = 1;
    else if (n > 0)
      g_string_append_len(text, chunk, n);
  }
  int code = errno;
  close(descriptor);
  if (n < 0) {
    gd_file_set_error(error, code, GD_FILE_READ, path);
    return FALSE;
  }
  if (text->len > cap) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%s: larger than %" G_GSIZE_FORMAT " bytes", path,
                cap);
    return FALSE;
  }
  *length = text->len;
  *bytes = g_string_free(g_steal_pointer(&text), FALSE);
  return TRUE;
}

gboolean gd_file_digest(const char *path, char **sha256, GError **error)
{
  struct stat info;
  *sha256 = NULL;
  int descriptor = open_to_read(path, &info);
  if (descriptor < 0 && errno == ENOENT && g_lstat(path, &info) != 0)
    return TRUE;
  if (descriptor < 0) {
    gd_file_set_error(error, errno, GD_FILE_READ, path);
    return FALSE;
  }
  if (!S_ISREG(info.st_mode)) {
    close(descriptor);
    *sha256 = g_strdup("");
    return TRUE;
  }
  GdSha256 digest;
  gd_sha256_init(&digest);
  g_autofree guchar *chunk = g_malloc(READ_BYTES);
  gssize n;
  while ((n = read(descriptor, chunk, READ_BYTES)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      gd_sha256_update(&digest, chunk, (gsize)n);
  int code = errno;
  close(descriptor);
  if (n < 0) {
    gd_file_set_error(error, code, GD_FILE_READ, path);
    return FALSE;
  }
  *sha256 = gd_sha256_hex(&digest);
  return TRUE;
}

gboolean gd_file_rename(const char *from, const char *to, GError **error)
{
  if (g_rename(from, to) == 0)
    return TRUE;
  gd_file_set_error(error, errno, GD_FILE_WRITE, to);
  return FALSE;
}

void gd_folder_sync(const char *folder)
{
  int descriptor = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0)
    return;
  if (fsync(descriptor) != 0)
    g_debug("%s: %s", folder, g_strerror(errno));
  close(descriptor);
}

gboolean gd_folder_make(const char *folder, GError **error)
{
  if (g_mkdir_with_parents(folder, 0777) == 0)
    return TRUE;
  gd_file_set_error(error, errno, GD_FILE_WRITE, folder);
  return FALSE;
}
