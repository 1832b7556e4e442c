/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/text.h"

#include "ingest/charset.h"
#include "ingest/html.h"
#include "ingest/text_lines.h"
#include "models/error.h"
#include "models/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

GdPage *gd_text_page(const char *bytes, gsize n, GdKind kind, GPtrArray **metas, GError **error)
{
  if (n > GD_CAP_TEXT_BYTES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "a text of more than %d bytes (GD_CAP_TEXT_BYTES)",
                GD_CAP_TEXT_BYTES);
    return NULL;
  }
  g_autofree char *declared = kind == GD_KIND_HTML ? gd_charset_declared(bytes, n) : NULL;
  g_autofree char *text = gd_charset_decode(bytes, n, declared, error);
  if (text == NULL)
    return NULL;
  GdTextPage *page = gd_text_page_new();
  if (kind == GD_KIND_HTML)
    gd_html_read(page, text, strlen(text), FALSE);
  else
    gd_text_lines_read(page, text, kind == GD_KIND_MARKDOWN);
  page->page->reason = g_strdup("a text input");
  if (page->error == NULL && page->page->words->len == 0) /* as of a page that a script fills */
    g_set_error_literal(&page->error, GD_ERROR, GD_ERROR_EMPTY, "holds no text that is shown");
  return gd_text_page_finish(page, metas, error);
}

/* All bytes of a file that is not larger than the cap. */
static GByteArray *load(const char *path, GError **error)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autofree guint8 *buffer = g_malloc(64 * 1024);
  gssize n = fd < 0 ? -1 : 1;
  while (n > 0 && bytes->len <= GD_CAP_TEXT_BYTES) {
    do
      n = read(fd, buffer, 64 * 1024);
    while (n < 0 && errno == EINTR);
    if (n > 0)
      g_byte_array_append(bytes, buffer, (guint)n);
  }
  int why = errno;
  if (fd >= 0)
    close(fd);
  if (n < 0) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, g_strerror(why));
    return NULL;
  }
  return g_steal_pointer(&bytes);
}

gboolean gd_text_read(GdSource *source, GdKind kind, GError **error)
{
  g_autoptr(GByteArray) bytes = load(source->path, error);
  if (bytes == NULL)
    return FALSE;
  g_autoptr(GPtrArray) metas = NULL;
  GdPage *page = gd_text_page((const char *)bytes->data, bytes->len, kind, &metas, error);
  if (page == NULL)
    return FALSE;
  g_ptr_array_add(source->pages, page);
  source->n_pages = 1;
  g_clear_pointer(&source->metas, g_ptr_array_unref);
  if (kind == GD_KIND_HTML)
    source->metas = g_steal_pointer(&metas);
  return TRUE;
}
