/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each scanned page:
 *
 * 1. Its picture at 300 dpi. If parts of it are damaged the page is left alone: what looks
 *    blank in it may not be.
 * 2. Rulings, and the values of cells and pieces (tables/requests.h), of the sheet turned upright
 *    (cli/scans_upright.h).
 * 3. Labels and prose, and all answers become words.
 */
#include "cli/scans.h"

#include "cli/scans_layer.h"
#include "cli/scans_pass.h"
#include "cli/scans_upright.h"

#include "ingest/images.h"
#include "raster/prepared.h"
#include "raster/prose_lines.h"
#include "raster/red_lines.h"
#include "tables/requests.h"

#include <malloc.h>
#include <string.h>

/* Bytes from which memory is given back at once when it is freed. The library would put more and
 * more pictures on the heap, where what lies behind them keeps them: 205 MB for a page, not 180. */
#define GIVE_BACK (1 << 20)

/* What reading takes that pages share. */
typedef struct {
  const GdScansOptions *options;
  GdOcr **ocr;      /* made when it is first needed. Lent */
  GdImages *images; /* opened when they are. Owned */
  GError *error;    /* why they cannot be. Owned */
} Reading;

static void reading_clear(Reading *r)
{
  g_clear_pointer(&r->images, gd_images_close);
  g_clear_error(&r->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static gboolean is_scan(const GdPage *page)
{
  return page->kind == GD_PAGE_SCAN && !page->readable && page->width > 0 && page->height > 0;
}

guint gd_scans_count(const GdSource *source)
{
  guint n = 0;
  for (guint i = 0; i < source->pages->len; i++)
    n += is_scan(source->pages->pdata[i]);
  return n;
}

static void set_reason(GdPage *page, const char *reason)
{
  g_free(page->reason);
  page->reason = g_strdup(reason);
}

/* Adds the answers to requests, read in that picture, to labels. */
static gboolean read_lines(const GdScanWork *w, const GdPicture *picture, const GArray *lines,
                           GdScanPass *pass, GError **error)
{
  g_autoptr(GArray) requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  gd_requests_prose(w->page, lines, requests);
  g_autoptr(GPtrArray) answers =
      gd_ocr_read(w->ocr, picture, (const GdReadRequest *)requests->data, requests->len, error);
  if (answers == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal(pass->labels, g_steal_pointer(&answers));
  return TRUE;
}

/* Prose, and a head in red. */
static gboolean read_prose(const GdScanWork *w, GdScanPass *pass, GError **error)
{
  g_autoptr(GArray) taken = gd_requests_ruled(w->page);
  g_array_append_vals(taken, pass->areas->data, pass->areas->len);
  g_autoptr(GArray) lines = gd_prose_lines_find(w->picture, w->page, taken);
  if (!read_lines(w, w->picture, lines, pass, error))
    return FALSE;
  g_autoptr(GdPicture) green = gd_picture_in_green(w->picture);
  if (green == NULL)
    return TRUE;
  g_autoptr(GArray) red = gd_red_lines_find(w->picture, green, w->page, taken);
  return read_lines(w, green, red, pass, error);
}

/* Step 3. */
static gboolean read_text(const GdScanWork *w, GdScanPass *pass, GError **error)
{
  g_autoptr(GArray) labels = gd_requests_labels(w->page, pass->values);
  pass->labels = gd_scan_ask(w, labels, error);
  if (pass->labels == NULL)
    return FALSE;
  return !w->prose || read_prose(w, pass, error);
}

/* Reads one page. FALSE and an error if the reader itself cannot work. */
static gboolean read_page(GdScanWork *w, GError **error)
{
  g_auto(GdScanPass) pass = {0};
  if (!gd_scan_read_upright(w, &pass, error))
    return FALSE;
  if (pass.why != NULL) {
    set_reason(w->page, pass.why);
    return TRUE;
  }
  if (!read_text(w, &pass, error))
    return FALSE;
  guint before = w->page->words->len;
  gd_answers_to_words(w->page, pass.values, pass.labels);
  gd_layer_doubt_blanks(w->page, pass.values);
  if (w->page->words->len == before) {
    set_reason(w->page, "a picture in which nothing was read");
    return TRUE;
  }
  w->page->readable = TRUE;
  set_reason(w->page, "a picture, read by guidang");
  return TRUE;
}

/* Step 1 and all others. A page that stays unread is left as ingest made it, and may be read once
 * more. */
static void read_scan(GdSource *source, GdPage *page, gboolean prose, Reading *r)
{
  if (r->images == NULL && r->error == NULL)
    r->images = gd_images_open(source, &r->options->ingest, &r->error);
  g_autoptr(GError) failed = NULL;
  g_autoptr(GdPicture) picture =
      r->images != NULL ? gd_images_page(r->images, page->number, GD_SCAN_DPI, &failed) : NULL;
  if (picture == NULL || picture->damaged) {
    const GError *why = failed != NULL ? failed : r->error;
    set_reason(page, why != NULL ? why->message : "a picture that is damaged");
    return;
  }
  if (*r->ocr == NULL) {
    g_autoptr(GPtrArray) labels =
        r->options->forms != NULL ? gd_form_set_labels(r->options->forms) : NULL;
    *r->ocr = gd_ocr_new(NULL, labels);
  }
  gd_picture_prepare(picture, prose);
  const double width = page->width, height = page->height;
  const GdHomography displayed = page->displayed;
  GdScanWork work = {
      .page = page, .picture = g_steal_pointer(&picture), .ocr = *r->ocr, .prose = prose};
  if (!read_page(&work, &failed))
    set_reason(page, failed->message);
  gd_kept_pictures_add(r->options->kept, page->number, work.picture);
  if (page->readable)
    return;
  page->width = width;
  page->height = height;
  page->displayed = displayed;
}

void gd_scans_read(GdSource *source, const GdScansOptions *options, GdOcr **ocr)
{
  g_auto(Reading) reading = {.options = options, .ocr = ocr};
  mallopt(M_MMAP_THRESHOLD, GIVE_BACK);
  for (guint i = 0; i < source->pages->len; i++) {
    GdPage *page = source->pages->pdata[i];
    gboolean outer = i == 0 || i + 1 == source->pages->len;
    gboolean prose = options->prose == GD_PROSE_ALL || (outer && options->prose == GD_PROSE_FIELDS);
    if (is_scan(page))
      read_scan(source, page, prose, &reading);
  }
}

void gd_scans_read_rest(GdSource *source, const GdScansOptions *options, GdOcr **ocr)
{
  g_auto(Reading) reading = {.options = options, .ocr = ocr};
  for (guint i = 1; i + 1 < source->pages->len; i++)
    if (is_scan(source->pages->pdata[i]))
      read_scan(source, source->pages->pdata[i], TRUE, &reading);
}
