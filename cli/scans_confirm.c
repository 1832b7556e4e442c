/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second look at single cells: the picture of their page once more, laid as the page was, the
 * cells read with more effort, and the words of those that read the same are marked.
 */
#include "cli/scans.h"

#include "ingest/images.h"
#include "models/document.h"

/* The cells of a page that are asked for. Caller owns (of GdReadRequest). */
static GArray *requests_of(const GPtrArray *documents, guint page)
{
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  for (guint i = 0; i < documents->len; i++) {
    const GArray *all = ((const GdDocument *)documents->pdata[i])->requests;
    for (guint k = 0; k < all->len; k++)
      if (g_array_index(all, GdReadRequest, k).page == page)
        g_array_append_val(requests, g_array_index(all, GdReadRequest, k));
  }
  return requests;
}

/* The only word in the box that guidang read; NULL if there are none or several. Lent. */
static GdWord *word_in(const GdPage *page, GdBox box)
{
  GdWord *found = NULL;
  for (guint i = 0; i < page->words->len; i++) {
    GdWord *word = page->words->pdata[i];
    if (word->source != GD_SOURCE_OCR || !gd_box_has(box, gd_box_centre(word->box)))
      continue;
    if (found != NULL)
      return NULL;
    found = word;
  }
  return found;
}

static gboolean mark_words(GdPage *page, const GPtrArray *answers)
{
  gboolean any = FALSE;
  for (guint i = 0; i < answers->len; i++) {
    const GdReadAnswer *answer = answers->pdata[i];
    GdWord *word = word_in(page, answer->request.box);
    if (word == NULL || !answer->reading->confirmed ||
        !g_str_equal(answer->reading->text, word->text))
      continue;
    word->confirmed = TRUE;
    any = TRUE;
  }
  return any;
}

/* The second look that documents ask for: words that read the same then are marked as confirmed.
 * FALSE if there are none. A page that cannot be had again leaves its words as they are. */
static gboolean confirm(GdSource *source, const GdScansOptions *options, GdOcr *ocr,
                        const GPtrArray *documents)
{
  g_autoptr(GdImages) images = NULL;
  gboolean any = FALSE;
  for (guint i = 0; i < source->pages->len; i++) {
    GdPage *page = source->pages->pdata[i];
    g_autoptr(GArray) requests = requests_of(documents, page->number);
    if (page->kind != GD_PAGE_SCAN || requests->len == 0)
      continue;
    if (images == NULL)
      images = gd_images_open(source, &options->ingest, NULL);
    g_autoptr(GdPicture) picture =
        images != NULL ? gd_images_page(images, page->number, GD_SCAN_DPI, NULL) : NULL;
    if (picture == NULL)
      continue;
    gd_picture_follow(picture, page);
    g_autoptr(GPtrArray) answers =
        gd_ocr_read(ocr, picture, (const GdReadRequest *)requests->data, requests->len, NULL);
    any |= answers != NULL && mark_words(page, answers);
  }
  return any;
}

GPtrArray *gd_scans_recognise(GdSource *source, const GdScansOptions *options,
                              const GdFormSet *forms, GdOcr *ocr, GPtrArray **grids)
{
  GPtrArray *documents = gd_tables_recognise_seen(source, forms, grids);
  if (ocr == NULL || !confirm(source, options, ocr, documents))
    return documents;
  g_ptr_array_unref(documents);
  if (grids != NULL)
    g_clear_pointer(grids, g_ptr_array_unref);
  return gd_tables_recognise_seen(source, forms, grids);
}
