/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read once tables are known, from the picture of a page once more, laid as the page was:
 *
 * 1. Titles, where a table stands in the file twice and nothing says whose it is, if prose was left
 *    out: the prose of the pages between the first and the last.
 * 2. Single cells a second time, with more effort; the words of those that read the same are
 * marked.
 */
#include "cli/scans.h"
#include "cli/scans_layer.h"

#include "ingest/images.h"
#include "models/document.h"
#include "raster/prepared.h"
#include "raster/prose_lines.h"
#include "tables/requests.h"

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

/* Whether titles are missing: see step 1. */
static gboolean wants_titles(const GdScansOptions *options, const GPtrArray *documents)
{
  for (guint i = 0; options->prose == GD_PROSE_FIELDS && i < documents->len; i++) {
    const GPtrArray *findings = ((const GdDocument *)documents->pdata[i])->findings;
    for (guint k = 0; k < findings->len; k++)
      if (g_str_equal(((const GdFinding *)findings->pdata[k])->check, GD_CHECK_TABLE_TWICE))
        return TRUE;
  }
  return FALSE;
}

/* Prose around the grids and the words of a page. Caller owns (of GdReadRequest). */
static GArray *prose_requests(const GdPicture *picture, const GdPage *page)
{
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  g_autoptr(GArray) taken = gd_requests_ruled(page);
  for (guint i = 0; i < page->words->len; i++)
    g_array_append_val(taken, ((const GdWord *)page->words->pdata[i])->box);
  g_autoptr(GArray) lines = gd_prose_lines_find(picture, page, taken);
  gd_requests_prose(page, lines, requests);
  return requests;
}

static void read_titles(GdSource *source, const GdScansOptions *options, GdOcr *ocr)
{
  g_autoptr(GdImages) images = NULL;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  for (guint i = 1; i + 1 < source->pages->len; i++) {
    GdPage *page = source->pages->pdata[i];
    if (page->kind != GD_PAGE_SCAN || !page->readable)
      continue;
    g_autoptr(GdPicture) picture = gd_scans_picture(source, page, options, &images);
    g_autoptr(GArray) requests = picture != NULL ? prose_requests(picture, page) : NULL;
    g_autoptr(GPtrArray) answers =
        requests != NULL && requests->len > 0
            ? gd_ocr_read(ocr, picture, (const GdReadRequest *)requests->data, requests->len, NULL)
            : NULL;
    if (answers != NULL)
      gd_answers_to_words(page, none, answers);
  }
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
  if (ocr != NULL && wants_titles(options, documents)) {
    read_titles(source, options, ocr);
    documents = recognise_again(source, forms, documents, grids);
  }
  if (ocr != NULL && confirm(source, options, ocr, documents))
    documents = recognise_again(source, forms, documents, grids);
  return documents;
}
