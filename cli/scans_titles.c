/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scans_titles.h"

#include "ingest/images.h"
#include "raster/prose_lines.h"
#include "tables/requests.h"

gboolean gd_titles_are_missing(const GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++) {
    const GPtrArray *findings = ((const GdDocument *)documents->pdata[i])->findings;
    for (guint k = 0; k < findings->len; k++) {
      const char *check = ((const GdFinding *)findings->pdata[k])->check;
      /* two agencies may have the same numbers, all 0 for instance */
      if (g_str_equal(check, GD_CHECK_TABLE_TWICE) || g_str_equal(check, GD_CHECK_TABLE_REPEATED))
        return TRUE;
    }
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

/* Of a page whose cells are read: what stands around them. */
static void read_around(GdSource *source, GdPage *page, const GdScansOptions *options, GdOcr *ocr,
                        GdImages **images)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  g_autoptr(GdPicture) picture = gd_scans_picture(source, page, options, images);
  g_autoptr(GArray) requests = picture != NULL ? prose_requests(picture, page) : NULL;
  if (requests == NULL || requests->len == 0)
    return;
  g_autoptr(GPtrArray) answers =
      gd_ocr_read(ocr, picture, (const GdReadRequest *)requests->data, requests->len, NULL);
  if (answers != NULL)
    gd_answers_to_words(page, none, answers);
}

void gd_titles_read(GdSource *source, const GdScansOptions *options, GdOcr *ocr)
{
  g_autoptr(GdImages) images = NULL;
  for (guint i = 1; i + 1 < source->pages->len; i++) {
    GdPage *page = source->pages->pdata[i];
    if (page->kind == GD_PAGE_SCAN && page->readable)
      read_around(source, page, options, ocr, &images);
  }
  gd_scans_read_rest(source, options, &ocr); /* behind the loop: it makes pages readable */
}
