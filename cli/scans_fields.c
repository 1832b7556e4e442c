/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Header fields of scanned pages a second time: the words that they were taken from are read again
 * from other pictures (ocr/line_confirm.h), and say afterwards which of their characters were seen
 * again. What was read first stays: a second look confirms, it never corrects.
 */
#include "cli/scans.h"

#include "ingest/images.h"
#include "models/document.h"
#include "models/text.h"
#include "raster/grey_seals.h"
#include "raster/show_through.h"

#include <string.h>

/* Paper around a word, in its heights: room for a box that is a little off, and none for the line
 * above. */
#define ROOM_BESIDE 0.5
#define ROOM_ABOVE 0.25

/* Whose fields, and which of them may be believed. */
typedef struct {
  const GPtrArray *documents; /* of GdDocument* */
  const GdFieldPatterns *patterns;
} Asked;

/* Whether the word is part of a field of the page that a second look could make certain. */
static gboolean is_asked(const Asked *asked, const GdPage *page, const GdWord *word)
{
  const GPtrArray *documents = asked->documents;
  for (guint i = 0; i < documents->len; i++) {
    const GPtrArray *fields = ((const GdDocument *)documents->pdata[i])->fields;
    for (guint k = 0; k < fields->len; k++) {
      const GdField *field = fields->pdata[k];
      if (field->status == GD_STATUS_DOUBTFUL && field->page == page->number &&
          gd_box_has(field->box, gd_box_centre(word->box)) &&
          gd_field_is_seen(asked->patterns, field->name))
        return TRUE;
    }
  }
  return FALSE;
}

static GdReadRequest request_for(const GdPage *page, const GdWord *word)
{
  const double height = gd_box_height(word->box);
  const GdBox box = gd_box(word->box.x0 - ROOM_BESIDE * height, word->box.y0 - ROOM_ABOVE * height,
                           word->box.x1 + ROOM_BESIDE * height, word->box.y1 + ROOM_ABOVE * height);
  return (GdReadRequest){page->number, box,  GD_CONTENT_TEXT, GD_EFFORT_CONFIRM, FALSE,
                         GD_BOX_NONE,  FALSE};
}

/* Copies what `again` says of its character at q to that of the word at p, if they are the same. */
static gboolean copy_seen(GdWord *word, const char *p, const GdWord *again, const char *q)
{
  if (!gd_same_character(p, q))
    return FALSE;
  memset(word->seen_again + (p - word->text), again->seen_again[q - again->text],
         (gsize)(g_utf8_next_char(p) - p));
  return TRUE;
}

/* What was read again differs here and there from what was read first: only what both have in
 * common before and behind that counts, none of it twice. */
static void mark_word(GdWord *word, const GdWord *again)
{
  const glong most = MIN(g_utf8_strlen(word->text, -1), g_utf8_strlen(again->text, -1));
  const char *p = word->text, *q = again->text;
  glong n = 0;
  g_free(word->seen_again);
  word->seen_again = g_strnfill(strlen(word->text), '0');
  for (; n < most && copy_seen(word, p, again, q); n++) {
    p = g_utf8_next_char(p);
    q = g_utf8_next_char(q);
  }
  p = word->text + strlen(word->text);
  q = again->text + strlen(again->text);
  for (; n < most; n++) {
    p = g_utf8_prev_char(p);
    q = g_utf8_prev_char(q);
    if (!copy_seen(word, p, again, q))
      return;
  }
}

static gboolean read_again(const GdPicture *picture, GdPage *page, const Asked *asked, GdOcr *ocr)
{
  g_autoptr(GArray) requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < page->words->len; i++) {
    GdWord *word = page->words->pdata[i];
    if (word->source != GD_SOURCE_OCR || !is_asked(asked, page, word) ||
        gd_picture_is_sealed(picture, word->box) ||
        gd_picture_is_cleared(picture, word->box)) /* all pictures of it would lack the same ink */
      continue;
    const GdReadRequest request = request_for(page, word);
    g_array_append_val(requests, request);
    g_ptr_array_add(words, word);
  }
  g_autoptr(GPtrArray) answers =
      gd_ocr_read(ocr, picture, (const GdReadRequest *)requests->data, requests->len, NULL);
  for (guint i = 0; answers != NULL && i < words->len; i++) {
    const GPtrArray *again = ((const GdReadAnswer *)answers->pdata[i])->words;
    if (again->len == 1)
      mark_word(words->pdata[i], again->pdata[0]);
  }
  return answers != NULL && words->len > 0;
}

static gboolean has_asked(const Asked *asked, const GdPage *page)
{
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    if (word->source == GD_SOURCE_OCR && is_asked(asked, page, word))
      return TRUE;
  }
  return FALSE;
}

/* FALSE if there is nothing to look at again. */
static gboolean look_again(GdSource *source, const GdScansOptions *options, GdOcr *ocr,
                           const Asked *asked)
{
  g_autoptr(GdImages) images = NULL;
  gboolean any = FALSE;
  for (guint i = 0; i < source->pages->len; i++) {
    GdPage *page = source->pages->pdata[i];
    if (page->kind != GD_PAGE_SCAN || !page->readable || !has_asked(asked, page))
      continue;
    g_autoptr(GdPicture) picture = gd_scans_picture(source, page, options, &images);
    if (picture != NULL)
      any |= read_again(picture, page, asked, ocr);
  }
  return any;
}

void gd_scans_read_fields(GdSource *source, const GdScansOptions *options, GdOcr *ocr,
                          const GPtrArray *documents, const GdFieldPatterns *patterns)
{
  const Asked asked = {documents, patterns};
  g_autofree guint *findings = g_new0(guint, documents->len + 1);
  for (guint i = 0; i < documents->len; i++) {
    GdDocument *document = documents->pdata[i];
    findings[i] = document->findings->len;
    gd_fields_read(document, patterns);
  }
  if (ocr == NULL || !look_again(source, options, ocr, &asked))
    return;
  for (guint i = 0; i < documents->len; i++) {
    GdDocument *document = documents->pdata[i];
    g_ptr_array_set_size(document->fields, 0);
    g_ptr_array_set_size(document->findings, (gint)findings[i]);
    gd_fields_read(document, patterns);
  }
}
