/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/ingest.h"

#include "ingest/image_file.h"
#include "ingest/kind.h"
#include "ingest/pdf.h"
#include "ingest/text.h"
#include "models/limits.h"
#include "models/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes read at once; larger ones gain nothing. */
#define CHUNK (256 * 1024)

/* SHA-256 and length of the file. FALSE and errno, or FALSE and errno = EFBIG
 * if it is larger than the cap. */
static gboolean digest(int fd, GdSha256 *sha256, guint64 *size)
{
  g_autofree guint8 *buffer = g_malloc(CHUNK);
  *size = 0;
  for (;;) {
    gssize n = read(fd, buffer, CHUNK);
    if (n == 0)
      return TRUE;
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    *size += (guint64)n;
    if (*size > (guint64)GD_CAP_FILE_BYTES) {
      errno = EFBIG;
      return FALSE;
    }
    gd_sha256_update(sha256, buffer, (gsize)n);
  }
}

gboolean gd_ingest_identify(GdSource *source, GError **error)
{
  int fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    const char *why = fd >= 0 ? "not a regular file" : g_strerror(errno);
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, why);
    if (fd >= 0)
      close(fd);
    return FALSE;
  }
  GdSha256 sha256;
  gd_sha256_init(&sha256);
  gboolean ok = digest(fd, &sha256, &source->size);
  int why = errno;
  close(fd);
  if (!ok && why == EFBIG)
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "larger than %lld bytes", GD_CAP_FILE_BYTES);
  else if (!ok)
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, g_strerror(why));
  else if (source->size == 0)
    g_set_error_literal(error, GD_ERROR, GD_ERROR_EMPTY, "the file is empty");
  if (!ok || source->size == 0)
    return FALSE;
  g_free(source->sha256);
  source->sha256 = gd_sha256_hex(&sha256);
  return TRUE;
}

/* The kind as a person calls it. */
static const char *spoken(GdKind kind)
{
  static const char *const names[] = {
      "",         "PDF",        "OFD",          "an office document (DOCX, XLSX …)",
      "WPS",      "RAR",        "ZIP",          "7-Zip",
      "an image", "plain text", "a mail (EML)", "Markdown",
      "HTML"};
  return names[kind];
}

/* A kind that is known, and not read: what its owner can do. */
static void refuse(GdKind kind, GError **error)
{
  if (kind == GD_KIND_ZIP || kind == GD_KIND_RAR || kind == GD_KIND_7Z)
    g_set_error(error, GD_ERROR, GD_ERROR_UNSUPPORTED,
                "%s is not read yet: unpack it, and convert what is in it", spoken(kind));
  else if (kind == GD_KIND_EML)
    g_set_error(error, GD_ERROR, GD_ERROR_UNSUPPORTED,
                "%s is not read yet: save what is attached, and convert that", spoken(kind));
  else
    g_set_error(error, GD_ERROR, GD_ERROR_UNSUPPORTED,
                "%s is not read yet: save it as PDF, and convert that", spoken(kind));
}

/* FALSE and GD_ERROR_UNKNOWN if the file is text, and its name promises something else. */
static gboolean check_promise(const GdSource *source, GdKind kind, GError **error)
{
  const char *ending = gd_ingest_promise(source->path);
  gboolean is_text = kind == GD_KIND_TEXT || kind == GD_KIND_MARKDOWN || kind == GD_KIND_HTML;
  if (!is_text || ending == NULL)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_UNKNOWN, "its name ends in %s, but it is %s", ending,
              spoken(kind));
  return FALSE;
}

gboolean gd_ingest_read(GdSource *source, const GdIngestOptions *options, GError **error)
{
  GdKind kind;
  if (!gd_ingest_kind(source->path, &kind, error))
    return FALSE;
  g_free(source->kind);
  source->kind = kind != GD_KIND_UNKNOWN ? g_strdup(gd_kind_name(kind)) : NULL;
  g_ptr_array_set_size(source->pages, 0);
  source->n_pages = 0;
  if (!check_promise(source, kind, error))
    return FALSE;
  switch (kind) {
  case GD_KIND_IMAGE:
    return gd_image_file_read(source, error);
  case GD_KIND_PDF:
    return gd_pdf_read(source, gd_pdf_backend(), options, error);
  case GD_KIND_TEXT:
  case GD_KIND_MARKDOWN:
  case GD_KIND_HTML:
    return gd_text_read(source, kind, error);
  case GD_KIND_UNKNOWN:
    g_set_error_literal(error, GD_ERROR, GD_ERROR_UNKNOWN, "of no kind that guidang knows");
    return FALSE;
  default:
    refuse(kind, error);
    return FALSE;
  }
}
