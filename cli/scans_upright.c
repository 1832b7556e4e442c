/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scans_upright.h"

#include "tables/requests.h"

#include <string.h>

/* Digits that are no digits on their heads, and sure numbers with one of them from which on the
 * sheet is upright. */
#define UPRIGHT_DIGITS "347"
#define UPRIGHT_CELLS 6

/* Labels that are looked at. Tables have some 30 to 80, a sheet on its side falls into hundreds of
 * pieces. */
#define SAMPLED_LABELS 100

/* Lines of them that the reader of upright print is sure of, from which on the sheet is upright,
 * and the least share of them. Of upright sheets, faxes apart, it is sure of a third of the labels
 * or more, of sheets on their heads or sides of one in fifty (docs/scans.md). */
#define UPRIGHT_LABELS 4
#define UPRIGHT_SHARE 0.1

/* What of a page speaks for it lying upright, and of how much. */
typedef struct {
  guint lines;   /* of labels that the reader of upright print is sure of */
  guint labels;  /* of the sample */
  guint numbers; /* that both readers read alike, however sure, and cannot stand on their heads */
  guint values;
} Signs;

/* A turn of the sheet, and what spoke for the way it lay. */
typedef struct {
  guint quarters; /* clockwise; 0: none */
  gboolean tried; /* nobody said so */
  Signs before;
} Turn;

/* Whether both readers have a number, that probable at least, which cannot stand on its head. */
static gboolean has_upright_number(const GdReadAnswer *answer, double least)
{
  const GdCellReading *reading = answer->reading;
  return reading != NULL && reading->kind == GD_CELL_NUMBER && reading->agree &&
         reading->probability >= least && strpbrk(reading->text, UPRIGHT_DIGITS) != NULL;
}

static guint upright_numbers(const GdScanPass *pass, double least)
{
  guint n = 0;
  for (guint i = 0; i < pass->values->len; i++)
    n += has_upright_number(pass->values->pdata[i], least);
  return n;
}

/* Looks at a sample of the labels, spread over the page. */
static gboolean look(const GdScanWork *w, const GdScanPass *pass, Signs *signs, GError **error)
{
  g_autoptr(GArray) labels = gd_requests_labels(w->page, pass->values);
  g_autoptr(GArray) sample = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  const guint n = MIN(labels->len, SAMPLED_LABELS);
  for (guint i = 0; i < n; i++) {
    GdReadRequest request = g_array_index(labels, GdReadRequest, i * labels->len / n);
    request.effort = GD_EFFORT_GLANCE;
    g_array_append_val(sample, request);
  }
  g_autoptr(GPtrArray) answers = gd_scan_ask(w, sample, error);
  if (answers == NULL)
    return FALSE;
  *signs = (Signs){.labels = n, .values = pass->values->len};
  signs->numbers = upright_numbers(pass, 0);
  for (guint i = 0; i < n; i++)
    signs->lines += ((const GdReadAnswer *)answers->pdata[i])->upright;
  return TRUE;
}

static gboolean labels_show_upright(const Signs *signs)
{
  return signs->lines >= UPRIGHT_LABELS && signs->lines >= UPRIGHT_SHARE * signs->labels;
}

/* Share of what was looked at; 0 if that was nothing. */
static double share(const Signs *signs)
{
  const guint all = signs->labels + signs->values;
  return all > 0 ? (double)(signs->lines + signs->numbers) / all : 0;
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

/* A pass over the sheet turned by that much more. */
static gboolean read_turned(GdScanWork *w, guint quarters, GdScanPass *pass, GError **error)
{
  w->picture->to_page = w->shown;
  GdPicture *turned = gd_picture_turned(w->picture, quarters, &w->page->width, &w->page->height);
  if (turned == NULL)
    return TRUE;
  gd_picture_free(w->picture);
  w->picture = turned;
  w->shown = turned->to_page;
  w->turned += quarters;
  if (!gd_scan_pass_cells(w, pass, error))
    return FALSE;
  GdHomography back = turned_back(w->turned, w->page->width, w->page->height);
  w->page->displayed = gd_homography_then(&w->page->displayed, &back);
  return TRUE;
}

/* Whether the sheet is better left turned. Of faxes whose characters have lost their flat strokes
 * osd takes upright sheets for turned ones, and the other way round, and is sure of it: of these,
 * and where the turn was tried without a word from osd, more must speak for it than against it. A
 * sheet of prose shows nothing either way: what was seen before the turn are shreds of its lines.
 */
static gboolean stays_turned(const GdScanWork *w, const Turn *turn, const Signs *after)
{
  const double gain = share(after) - share(&turn->before);
  if (w->picture->coarse || turn->tried)
    return gain > 0;
  return gain >= 0 || after->labels + after->values == 0;
}

/* Turns the sheet, and back if it is better so. */
static gboolean try_turn(GdScanWork *w, const Turn *turn, GdScanPass *pass, GError **error)
{
  Signs after = {0};
  if (!read_turned(w, turn->quarters, pass, error))
    return FALSE;
  if (pass->why != NULL) { /* it was read as it lay */
    pass->why = NULL;
    return read_turned(w, 4 - turn->quarters, pass, error);
  }
  if (!look(w, pass, &after, error))
    return FALSE;
  return stays_turned(w, turn, &after) || read_turned(w, 4 - turn->quarters, pass, error);
}

/* As osd says. A sheet with cells that it takes for upright, or knows nothing of, is tried on its
 * head if it is a fax, or if nothing at all on it could be read upright: two whole tables on their
 * heads, well printed, were read as they lay, for osd was not sure of them. */
static void choose_turn(const GdScanWork *w, const GdScanPass *pass, Turn *turn)
{
  const gboolean nothing = turn->before.lines + turn->before.numbers == 0;
  if (!gd_ocr_upright(w->picture, &turn->quarters))
    turn->quarters = 0;
  turn->tried = turn->quarters == 0 && pass->values->len > 0 && (w->picture->coarse || nothing);
  if (turn->tried)
    turn->quarters = 2;
}

gboolean gd_scan_read_upright(GdScanWork *w, GdScanPass *pass, GError **error)
{
  Turn turn = {0};
  w->shown = w->picture->to_page;
  if (!gd_scan_pass_cells(w, pass, error) || pass->why != NULL)
    return pass->why != NULL;
  gboolean anything = pass->values->len > 0 || w->prose;
  if (!anything || upright_numbers(pass, GD_SURE_READING) >= UPRIGHT_CELLS)
    return TRUE;
  if (!look(w, pass, &turn.before, error))
    return FALSE;
  if (labels_show_upright(&turn.before))
    return TRUE;
  choose_turn(w, pass, &turn);
  return turn.quarters == 0 || try_turn(w, &turn, pass, error);
}
