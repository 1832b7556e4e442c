/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each scanned page:
 *
 * 1. Its picture at 300 dpi. If parts of it are damaged the page is left alone: what looks
 *    blank in it may not be.
 * 2. Rulings, and the values of cells and pieces (tables/requests.h).
 * 3. If these do not show that the sheet is upright, labels are read, and if they do not either,
 *    Tesseract is asked how it lies, which takes longer than all else; if it does not lie
 *    upright, it is turned, and step 2 is done again. If then less speaks for it, it is turned
 *    back.
 * 4. Labels and prose, and all answers become words.
 */
#include "cli/scans.h"

#include "cli/scans_layer.h"

#include "ingest/images.h"
#include "raster/pieces.h"
#include "raster/prepared.h"
#include "raster/prose_lines.h"
#include "raster/red_lines.h"
#include "raster/scan.h"
#include "tables/false_grids.h"
#include "tables/requests.h"

#include <malloc.h>
#include <string.h>

/* Digits that are no digits on their heads, and sure numbers with one of them from which on the
 * sheet is upright. */
#define UPRIGHT_DIGITS "347"
#define UPRIGHT_CELLS 6

/* Lines of labels that the reader of upright print is sure of, from which on the sheet is upright:
 * of a sheet on its head or side it is sure of none (docs/scans.md). */
#define UPRIGHT_LABELS 4

/* Times that false grids are taken off a page; what is then still cut is in doubt. One does for
 * most, and borders that come back around sound cells may enclose cut ones again. */
#define FALSE_GRID_ROUNDS 4

/* Bytes from which memory is given back at once when it is freed. The library would put more and
 * more pictures on the heap, where what lies behind them keeps them: 205 MB for a page, not 180. */
#define GIVE_BACK (1 << 20)

#define TOO_MANY_CELLS "more cells than guidang reads (GD_CAP_PAGE_REQUESTS)"

/* One page on its way. */
typedef struct {
  GdPage *page;
  GdPicture *picture;
  GdOcr *ocr;
  gboolean prose;     /* it is read too */
  guint turned;       /* quarters clockwise that the sheet was turned by so far */
  GdHomography shown; /* the picture's map as ingest has it, turned with it: step 2 changes it */
} Work;

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

/* What a pass over the page made of it. */
typedef struct {
  GPtrArray *values, *labels; /* of GdReadAnswer*; NULL if it was not read. Owned */
  GArray *areas;              /* of GdBox: tables without rulings. Owned */
  const char *why;            /* why not; static */
} Pass;

static void pass_clear(Pass *pass)
{
  g_clear_pointer(&pass->values, g_ptr_array_unref);
  g_clear_pointer(&pass->labels, g_ptr_array_unref);
  g_clear_pointer(&pass->areas, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pass, pass_clear)

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

static GPtrArray *ask(const Work *w, const GArray *requests, GError **error)
{
  return gd_ocr_read(w->ocr, w->picture, (const GdReadRequest *)requests->data, requests->len,
                     error);
}

/* Drops grids that are none. */
static gboolean drop_grids(const Work *w, const Pass *pass)
{
  if (pass->values->len == 0)
    return FALSE;
  if (gd_false_grids_drop(w->page, pass->values))
    return TRUE;
  g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GArray) lines = gd_prose_lines_find(w->picture, w->page, nothing);
  return gd_false_grids_drop_crossed(w->page, pass->values, lines);
}

/* First round, again if some of the grids were none. */
static gboolean read_values(const Work *w, Pass *pass, GError **error)
{
  gboolean again = TRUE;
  for (guint round = 0; again; round++) {
    g_clear_pointer(&pass->values, g_ptr_array_unref);
    g_autoptr(GArray) values = gd_requests_values(w->page);
    if (values == NULL) {
      pass->why = TOO_MANY_CELLS;
      return TRUE;
    }
    pass->values = ask(w, values, error);
    if (pass->values == NULL)
      return FALSE;
    /* never behind the last round: values belong to the cells that they were read in */
    again = round < FALSE_GRID_ROUNDS && drop_grids(w, pass);
  }
  return TRUE;
}

/* The same for tables without rulings. */
static gboolean read_pieces(const Work *w, Pass *pass, GError **error)
{
  pass->areas = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GArray) ruled = gd_requests_ruled(w->page);
  g_autoptr(GPtrArray) areas = gd_piece_areas_find(w->picture, w->page, ruled);
  for (guint i = 0; i < areas->len; i++) {
    const GdPieceArea *area = areas->pdata[i];
    g_autoptr(GArray) requests = gd_requests_pieces(w->page, area->pieces, area->lines);
    if (requests == NULL) {
      pass->why = TOO_MANY_CELLS;
      return TRUE;
    }
    g_autoptr(GPtrArray) answers = ask(w, requests, error);
    if (answers == NULL)
      return FALSE;
    g_array_append_val(pass->areas, area->box);
    g_ptr_array_extend_and_steal(pass->values, g_steal_pointer(&answers));
  }
  return TRUE;
}

/* Step 2; FALSE and an error if the reader itself cannot work. */
static gboolean read_cells(const Work *w, Pass *pass, GError **error)
{
  pass_clear(pass);
  if (!gd_scan_page(w->page, w->picture)) {
    pass->why = "more lines than guidang reads (GD_CAP_PAGE_RULINGS)";
    return TRUE;
  }
  if (!read_values(w, pass, error) || pass->why != NULL)
    return pass->why != NULL;
  return read_pieces(w, pass, error);
}

/* Whether both readers have a number, that probable at least, which cannot stand on its head. */
static gboolean has_upright_number(const GdReadAnswer *answer, double least)
{
  const GdCellReading *reading = answer->reading;
  return reading != NULL && reading->kind == GD_CELL_NUMBER && reading->agree &&
         reading->probability >= least && strpbrk(reading->text, UPRIGHT_DIGITS) != NULL;
}

/* Whether enough sure numbers show it. */
static gboolean shows_upright(const Pass *pass)
{
  guint n = 0;
  for (guint i = 0; i < pass->values->len && n < UPRIGHT_CELLS; i++)
    n += has_upright_number(pass->values->pdata[i], GD_SURE_READING);
  return n >= UPRIGHT_CELLS;
}

/* The map of points of the page turned clockwise by quarters to those of the page as it
 * was; width and height: of the page turned. */
static GdHomography turned_back(guint quarters, double width, double height)
{
  switch (quarters % 4) {
  case 1: /* its left edge was at the bottom */
    return (GdHomography){{0, 1, 0, -1, 0, width, 0, 0, 1}};
  case 2:
    return (GdHomography){{-1, 0, width, 0, -1, height, 0, 0, 1}};
  case 3:
    return (GdHomography){{0, -1, height, 1, 0, 0, 0, 0, 1}};
  default:
    return GD_HOMOGRAPHY_NONE;
  }
}

/* Step 2 for the sheet turned by that much more. */
static gboolean read_turned(Work *w, guint quarters, Pass *pass, GError **error)
{
  w->picture->to_page = w->shown;
  GdPicture *turned = gd_picture_turned(w->picture, quarters, &w->page->width, &w->page->height);
  if (turned == NULL)
    return TRUE;
  gd_picture_free(w->picture);
  w->picture = turned;
  w->shown = turned->to_page;
  w->turned += quarters;
  if (!read_cells(w, pass, error))
    return FALSE;
  GdHomography back = turned_back(w->turned, w->page->width, w->page->height);
  w->page->displayed = gd_homography_then(&w->page->displayed, &back);
  return TRUE;
}

static gboolean read_labels(const Work *w, Pass *pass, GError **error)
{
  g_autoptr(GArray) labels = gd_requests_labels(w->page, pass->values);
  pass->labels = ask(w, labels, error);
  return pass->labels != NULL;
}

static guint upright_labels(const Pass *pass)
{
  guint n = 0;
  for (guint i = 0; pass->labels != NULL && i < pass->labels->len; i++)
    n += ((const GdReadAnswer *)pass->labels->pdata[i])->upright;
  return n;
}

/* What of a worn page speaks for it lying upright, where none of that is enough by itself. */
static guint upright_signs(const Pass *pass)
{
  guint n = upright_labels(pass);
  for (guint i = 0; pass->values != NULL && i < pass->values->len; i++)
    n += has_upright_number(pass->values->pdata[i], 0);
  return n;
}

/* Turns the sheet as osd says, and back if fewer signs speak for it then. Of faxes whose characters
 * have lost their flat strokes osd takes upright sheets for turned ones, and the other way round,
 * and is sure of it: of these something must speak for the turn. */
static gboolean try_turned(Work *w, guint quarters, Pass *pass, GError **error)
{
  guint before = upright_signs(pass);
  if (!read_turned(w, quarters, pass, error))
    return FALSE;
  if (pass->why != NULL) { /* it was read as it lay */
    pass->why = NULL;
    return read_turned(w, 4 - quarters, pass, error);
  }
  guint least = before + w->picture->coarse;
  if (least == 0)
    return TRUE;
  if (!read_labels(w, pass, error))
    return FALSE;
  return upright_signs(pass) >= least || read_turned(w, 4 - quarters, pass, error);
}

/* Steps 2 and 3. */
static gboolean read_upright(Work *w, Pass *pass, GError **error)
{
  guint quarters = 0;
  w->shown = w->picture->to_page;
  if (!read_cells(w, pass, error) || pass->why != NULL)
    return pass->why != NULL;
  gboolean anything = pass->values->len > 0 || w->prose;
  if (!anything || shows_upright(pass))
    return TRUE;
  if (!read_labels(w, pass, error))
    return FALSE;
  if (upright_labels(pass) >= UPRIGHT_LABELS)
    return TRUE;
  gboolean known = gd_ocr_upright(w->picture, &quarters);
  if (w->picture->coarse && quarters == 0 && pass->values->len > 0)
    quarters = 2;
  else if (!known || quarters == 0)
    return TRUE;
  return try_turned(w, quarters, pass, error);
}

/* Adds the answers to requests, read in that picture, to labels. */
static gboolean read_lines(const Work *w, const GdPicture *picture, const GArray *lines, Pass *pass,
                           GError **error)
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
static gboolean read_prose(const Work *w, Pass *pass, GError **error)
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

/* Step 4: what of it step 3 has not done. */
static gboolean read_text(const Work *w, Pass *pass, GError **error)
{
  if (pass->labels == NULL && !read_labels(w, pass, error))
    return FALSE;
  return !w->prose || read_prose(w, pass, error);
}

/* Reads one page. FALSE and an error if the reader itself cannot work. */
static gboolean read_page(Work *w, GError **error)
{
  g_auto(Pass) pass = {0};
  if (!read_upright(w, &pass, error))
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
  Work work = {.page = page, .picture = g_steal_pointer(&picture), .ocr = *r->ocr, .prose = prose};
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
