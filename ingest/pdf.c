/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF, page by page: what it draws → rulings → trust → words.
 */
#include "ingest/pdf.h"

#include "ingest/ink.h"
#include "ingest/rulings.h"
#include "ingest/strike.h"
#include "ingest/trust.h"
#include "ingest/words.h"
#include "models/limits.h"

const GdPdfBackend *gd_pdf_backend(void)
{
#ifdef GUIDANG_POPPLER_PRIVATE
  return &gd_pdf_private;
#else
  return &gd_pdf_glib;
#endif
}

void gd_pdf_open_error(GdErrorCode code, gboolean had_password, GError **error)
{
  const char *message = "damaged beyond reading: no page tree can be found in it";
  if (code == GD_ERROR_ENCRYPTED)
    message = had_password ? "the password is wrong" : "a password is needed";
  else if (code == GD_ERROR_IO)
    message = "cannot be opened";
  g_set_error_literal(error, GD_ERROR, (int)code, message);
}

static GdPage *unread_page(guint number, double width, double height, const char *reason)
{
  GdPage *page = gd_page_new(number, width, height);
  page->kind = GD_PAGE_TEXT_LAYER;
  page->readable = FALSE;
  page->reason = g_strdup(reason);
  return page;
}

/* A page that exceeds a cap has no answer, but does not take the document with it. */
static GdPage *over_cap(guint number, double width, double height, const char *cap)
{
  g_autofree char *reason = g_strdup_printf("more %s than guidang reads", cap);
  return unread_page(number, width, height, reason);
}

/* Takes reason. */
static void distrust(GdPage *page, char *reason)
{
  page->readable = FALSE;
  g_free(page->reason);
  page->reason = reason;
}

static GdPage *read_page(const GdPdfBackend *backend, gpointer handle, guint number, GdTrust *trust)
{
  double width = 0, height = 0;
  if (!backend->page_size(handle, number, &width, &height))
    return unread_page(number, 0, 0, "the page is damaged");
  if (!(width > 0 && height > 0 && width <= GD_CAP_PAGE_POINTS && height <= GD_CAP_PAGE_POINTS)) {
    g_autofree char *reason = g_strdup_printf("absurd page size %g x %g points", width, height);
    return unread_page(number, 0, 0, reason);
  }
  g_autoptr(GdPdfPage) record = backend->read_page(handle, number);
  if (record == NULL)
    return unread_page(number, width, height, "the page is damaged");
  if (record->over != NULL)
    return over_cap(number, width, height, record->over);

  g_autoptr(GdCovers) covers = gd_covers_new(record);
  if (covers == NULL)
    return over_cap(number, width, height, record->over);
  g_autoptr(GArray) rulings = record->rulings != NULL ? g_array_ref(record->rulings)
                                                      : gd_rulings_from_marks(record, covers);
  if (rulings == NULL)
    return over_cap(number, width, height, "rulings of a page");
  gd_trust_glyphs(trust, covers, record);
  gd_ink_add(record, covers, rulings);
  gd_strike_find(record, covers);
  if (record->over != NULL)
    return over_cap(number, width, height, record->over);
  GdPage *page = gd_page_new(number, width, height);
  g_array_append_vals(page->rulings, rulings->data, rulings->len);
  gd_trust_page(trust, record, page);
  if (record->unseen != NULL)
    distrust(page, g_strdup(record->unseen));
  else if (record->error != NULL)
    distrust(page, g_strdup_printf("its content has errors: %s", record->error));
  gd_words_build(record, page);
  return page;
}

static void read_pages(GdSource *source, const GdPdfBackend *backend, gpointer handle)
{
  g_autoptr(GdTrust) trust = gd_trust_new();
  do {
    g_ptr_array_set_size(source->pages, 0);
    for (guint number = 1; number <= source->n_pages; number++)
      g_ptr_array_add(source->pages, read_page(backend, handle, number, trust));
  } while (gd_trust_must_repeat(trust));
}

gboolean gd_pdf_read(GdSource *source, const GdPdfBackend *backend, const GdIngestOptions *options,
                     GError **error)
{
  gpointer handle = backend->open(source->path, options ? options->password : NULL, error);
  if (handle == NULL)
    return FALSE;
  source->n_pages = backend->n_pages(handle);
  gboolean ok = FALSE;
  if (source->n_pages == 0) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_NO_PAGES, "a document without pages");
  } else if (source->n_pages > GD_CAP_PAGES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%u pages; guidang reads documents of up to %u",
                source->n_pages, GD_CAP_PAGES);
  } else {
    read_pages(source, backend, handle);
    ok = TRUE;
  }
  backend->close(handle);
  return ok;
}
