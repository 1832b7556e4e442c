/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to their readers. */
#include "ocr/ocr.h"

#include "ocr/line_confirm.h"
#include "ocr/reader.h"
#include "ocr/text_reader.h"
#include "raster/grey_seals.h"
#include "raster/scan.h"
#include "raster/show_through.h"

/* Pixels of an inch that labels and prose are read at, at most: the network takes
 * lines of 36 pixels, print of 10 points has 42 there. */
#define GD_TEXT_DPI 300.0

#define GD_POINTS_OF_INCH 72.0

/* The most that is believed of a cell that says something else with what shines through. */
#define GD_CLEARED_MOST 0.5

struct GdOcr {
  char *models;        /* may be NULL. Owned */
  GPtrArray *labels;   /* of char*; may be NULL. Owned */
  GdCellReader *cells; /* NULL until needed. Owned */
  GdTextReader *text;  /* NULL until needed. Owned */
};

GdOcr *gd_ocr_new(const char *models, GPtrArray *labels)
{
  GdOcr *ocr = g_new0(GdOcr, 1);
  ocr->models = g_strdup(models);
  ocr->labels = labels != NULL ? g_ptr_array_ref(labels) : NULL;
  return ocr;
}

void gd_ocr_free(GdOcr *ocr)
{
  if (ocr == NULL)
    return;
  gd_cell_reader_free(ocr->cells);
  gd_text_reader_free(ocr->text);
  g_free(ocr->models);
  g_clear_pointer(&ocr->labels, g_ptr_array_unref);
  g_free(ocr);
}

static gboolean load(GdOcr *ocr, const GdReadRequest *requests, guint n, GError **error)
{
  for (guint i = 0; i < n; i++) {
    const gboolean value = requests[i].content == GD_CONTENT_VALUE;
    if (value && ocr->cells == NULL)
      ocr->cells = gd_cell_reader_new(ocr->models, error);
    if (value && ocr->cells == NULL)
      return FALSE;
    if (!value && ocr->text == NULL)
      ocr->text = gd_text_reader_new(ocr->models, ocr->labels);
  }
  return TRUE;
}

static GdCellPicture cell_picture(const GdPicture *picture, const GdReadRequest *request)
{
  const GdCrop crop = {0};
  return (GdCellPicture){gd_picture_region(picture, request->box, &crop, NULL),
                         picture->dpi,
                         picture->bilevel,
                         request->whole,
                         gd_picture_is_sealed(picture, request->box),
                         request->open ? GD_PIECE_RIM / GD_POINTS_OF_INCH : 0};
}

/* Readings of the cells of answers, all of one effort. Caller owns. */
static GPtrArray *read_cells(GdOcr *ocr, const GdPicture *picture, const GPtrArray *answers,
                             GdEffort effort)
{
  g_autoptr(GArray) cells = g_array_new(FALSE, TRUE, sizeof(GdCellPicture));
  for (guint i = 0; i < answers->len; i++) {
    const GdReadAnswer *answer = answers->pdata[i];
    const GdCellPicture cell = cell_picture(picture, &answer->request);
    g_array_append_val(cells, cell);
  }
  GPtrArray *readings =
      gd_cell_reader_read(ocr->cells, (const GdCellPicture *)cells->data, cells->len, effort);
  for (guint i = 0; i < cells->len; i++)
    pixDestroy(&g_array_index(cells, GdCellPicture, i).pix);
  return readings;
}

/* What was cleared of a cell may have been pale ink of its number, or all of it: cells that say the
 * same with it keep their probability. */
static void doubt_cleared(GdOcr *ocr, const GdPicture *picture, const GPtrArray *answers,
                          GdEffort effort)
{
  g_autoptr(GPtrArray) cleared = g_ptr_array_new();
  for (guint i = 0; i < answers->len; i++) {
    GdReadAnswer *answer = answers->pdata[i];
    if (gd_picture_is_cleared(picture, answer->request.box))
      g_ptr_array_add(cleared, answer);
  }
  if (cleared->len == 0)
    return;
  GdPicture before = *picture;
  before.pix = picture->uncleared;
  g_autoptr(GPtrArray) readings = read_cells(ocr, &before, cleared, effort);
  for (guint i = 0; i < cleared->len; i++) {
    GdCellReading *reading = ((GdReadAnswer *)cleared->pdata[i])->reading;
    const GdCellReading *other = readings->pdata[i];
    if (other->kind == reading->kind && g_str_equal(other->text, reading->text))
      continue;
    reading->probability = MIN(reading->probability, GD_CLEARED_MOST);
    reading->confirmed = FALSE;
  }
}

/* Value cells of one effort, into their answers. */
static void read_values(GdOcr *ocr, const GdPicture *picture, const GPtrArray *answers,
                        GdEffort effort)
{
  g_autoptr(GPtrArray) asked = g_ptr_array_new();
  for (guint i = 0; i < answers->len; i++) {
    GdReadAnswer *answer = answers->pdata[i];
    if (answer->request.content == GD_CONTENT_VALUE && answer->request.effort == effort)
      g_ptr_array_add(asked, answer);
  }
  if (asked->len == 0)
    return;
  g_autoptr(GPtrArray) readings = read_cells(ocr, picture, asked, effort);
  g_ptr_array_set_free_func(readings, NULL);
  for (guint i = 0; i < asked->len; i++)
    ((GdReadAnswer *)asked->pdata[i])->reading = readings->pdata[i];
  doubt_cleared(ocr, picture, asked, effort);
}

/* Regions of text that are read together: enough to fill what reads several lines at once, few
 * enough to hold their pictures. */
#define GD_TEXT_BATCH 48

/* A second look at a line; no words if it is outside the picture. */
static gboolean confirm_line(GdOcr *ocr, const GdPicture *picture, GdReadAnswer *answer,
                             GError **error)
{
  const GdCrop crop = {.height = MIN(picture->dpi, GD_TEXT_DPI), .points = GD_POINTS_OF_INCH};
  GdHomography to_page;
  g_autoptr(GdOcrPix) region = gd_picture_region(picture, answer->request.box, &crop, &to_page);
  answer->words = region != NULL ? gd_line_confirm(ocr->text, region, crop.height, &to_page, error)
                                 : g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  return answer->words != NULL;
}

/* A first look at text; none is upright outside the picture. */
static gboolean glance(GdOcr *ocr, const GdPicture *picture, GdReadAnswer *answer, GError **error)
{
  const GdCrop crop = {.height = MIN(picture->dpi, GD_TEXT_DPI), .points = GD_POINTS_OF_INCH};
  g_autoptr(GdOcrPix) region = gd_picture_region(picture, answer->request.box, &crop, NULL);
  answer->words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  return region == NULL ||
         gd_text_reader_glance(ocr->text, region, crop.height, &answer->upright, error);
}

static void clear_tasks(GdTextTask *tasks, guint n)
{
  for (guint i = 0; i < n; i++) {
    pixDestroy(&tasks[i].picture);
    g_clear_pointer(&tasks[i].words, g_ptr_array_unref);
  }
}

/* Labels and prose of up to GD_TEXT_BATCH answers; a region outside the picture has no words. */
static gboolean read_batch(GdOcr *ocr, const GdPicture *picture, GdReadAnswer *const *answers,
                           guint n, GError **error)
{
  const GdCrop crop = {.height = MIN(picture->dpi, GD_TEXT_DPI), .points = GD_POINTS_OF_INCH};
  GdTextTask tasks[GD_TEXT_BATCH] = {0};
  guint whose[GD_TEXT_BATCH], m = 0;
  for (guint i = 0; i < n; i++) {
    GdTextTask *task = &tasks[m];
    *task = (GdTextTask){.dpi = crop.height, .content = answers[i]->request.content};
    task->picture = gd_picture_region(picture, answers[i]->request.box, &crop, &task->to_page);
    whose[m] = i;
    m += task->picture != NULL;
    answers[i]->words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  }
  const gboolean good = gd_text_reader_read(ocr->text, tasks, m, error);
  for (guint i = 0; good && i < m; i++) {
    g_ptr_array_unref(answers[whose[i]]->words);
    answers[whose[i]]->words = g_steal_pointer(&tasks[i].words);
  }
  clear_tasks(tasks, m);
  return good;
}

static gboolean read_text(GdOcr *ocr, const GdPicture *picture, const GPtrArray *answers,
                          GError **error)
{
  GdReadAnswer *batch[GD_TEXT_BATCH];
  guint n = 0;
  for (guint i = 0; i < answers->len; i++) {
    GdReadAnswer *answer = g_ptr_array_index(answers, i);
    const gboolean text = answer->request.content != GD_CONTENT_VALUE;
    const GdEffort effort = answer->request.effort;
    const gboolean glances = text && effort == GD_EFFORT_GLANCE;
    const gboolean confirms = text && effort == GD_EFFORT_CONFIRM;
    if (glances && !glance(ocr, picture, answer, error))
      return FALSE;
    if (confirms && !confirm_line(ocr, picture, answer, error))
      return FALSE;
    if (text && !glances && !confirms)
      batch[n++] = answer;
    if (n == 0 || (n < GD_TEXT_BATCH && i + 1 < answers->len))
      continue;
    if (!read_batch(ocr, picture, batch, n, error))
      return FALSE;
    n = 0;
  }
  return TRUE;
}

GPtrArray *gd_ocr_read(GdOcr *ocr, const GdPicture *picture, const GdReadRequest *requests, guint n,
                       GError **error)
{
  if (!load(ocr, requests, n, error))
    return NULL;
  g_autoptr(GPtrArray) answers =
      g_ptr_array_new_with_free_func((GDestroyNotify)gd_read_answer_free);
  for (guint i = 0; i < n; i++) {
    GdReadAnswer *answer = g_new0(GdReadAnswer, 1);
    answer->request = requests[i];
    g_ptr_array_add(answers, answer);
  }
  if (!read_text(ocr, picture, answers, error))
    return NULL;
  read_values(ocr, picture, answers, GD_EFFORT_QUICK);
  read_values(ocr, picture, answers, GD_EFFORT_THOROUGH);
  read_values(ocr, picture, answers, GD_EFFORT_CONFIRM);
  return g_steal_pointer(&answers);
}

gboolean gd_ocr_upright(const GdPicture *picture, guint *quarters)
{
  return gd_text_upright(picture->pix, picture->dpi, quarters);
}
