/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read once tables are known, from the picture of a page once more, laid as the page was:
 *
 * 1. Titles, where a table stands in the file twice (scans_titles.h).
 * 2. Single cells a second time, with more effort; the words of those that read the same are
 * marked.
 */
#include "cli/scans.h"
#include "cli/scans_layer.h"
#include "cli/scans_titles.h"

#include "ingest/images.h"
#include "models/document.h"
#include "raster/prepared.h"

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
        !g_str_equal(answer->reading->text, word->text) ||
        gd_layer_contradicts(page, answer->request.box, word->text))
      continue;
    word->confirmed = TRUE;
    any = TRUE;
  }
  return any;
}

GdPicture *gd_scans_picture(GdSource *source, const GdPage *page, const GdScansOptions *options,
                            GdImages **images)
{
  GdPicture *kept = gd_kept_pictures_get(options->kept, page->number);
  if (kept != NULL)
    return kept;
  if (*images == NULL)
    *images = gd_images_open(source, &options->ingest, NULL);
  GdPicture *picture =
      *images != NULL ? gd_images_page(*images, page->number, GD_SCAN_DPI, NULL) : NULL;
  if (picture == NULL)
    return NULL;
  gd_picture_prepare(picture, FALSE); /* as it was when the page was read: seals are taken out */
  gd_picture_follow(picture, page);
  return picture;
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
    g_autoptr(GdPicture) picture = gd_scans_picture(source, page, options, &images);
    if (picture == NULL)
      continue;
    g_autoptr(GPtrArray) answers =
        gd_ocr_read(ocr, picture, (const GdReadRequest *)requests->data, requests->len, NULL);
    any |= answers != NULL && mark_words(page, answers);
  }
  return any;
}

static GPtrArray *recognise_again(GdSource *source, const GdFormSet *forms, GPtrArray *documents,
                                  GPtrArray **grids)
{
  g_ptr_array_unref(documents);
  if (grids != NULL)
    g_clear_pointer(grids, g_ptr_array_unref);
  return gd_tables_recognise_seen(source, forms, grids);
}

GPtrArray *gd_scans_recognise(GdSource *source, const GdScansOptions *options,
                              const GdFormSet *forms, GdOcr *ocr, GPtrArray **grids)
{
  GPtrArray *documents = gd_tables_recognise_seen(source, forms, grids);
  if (ocr != NULL && options->prose == GD_PROSE_FIELDS && gd_titles_are_missing(documents)) {
    gd_titles_read(source, options, ocr);
    documents = recognise_again(source, forms, documents, grids);
  }
  if (ocr != NULL && confirm(source, options, ocr, documents))
    documents = recognise_again(source, forms, documents, grids);
  return documents;
}
