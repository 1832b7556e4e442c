/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Candidates: cells of one line, which both readers read alike and are rather sure of.
 * 2. For each look a strip, read by both. What says anything else is no candidate any more.
 * 3. Of black and white pictures, the same with strokes wider and thinner by a pixel: what a
 * threshold has just lost or just filled shows there. What has left no trace does not, so that only
 * whole numbers without a sign are confirmed.
 * 4. The same without specks. Points and commas go with them, so the texts are compared without; a
 *    text that has a point, or that the form allows one, is confirmed only where nothing else in
 * the cell may be a speck.
 */
#include "ocr/cell_confirm.h"

#include "ocr/cell_verdict.h"

#include <string.h>

/* Other pictures of a cell: room and paper, see GdStripLook. Readers were trained on 1.5 and 0.15;
 * these stay within what they were shown as height of digits and thickness of strokes. */
static const GdStripLook looks[] = {{1.75, 0.3}, {1.35, 0.05}};

/* Raw probability of either reader below which another picture confirms nothing. */
#define CONFIRM_LSTM 0.8
#define CONFIRM_GLYPHS 0.3

/* Specks of a cell, in areas of a digit, from which on a point may be one. */
#define POINT_REST 0.01

/* Digits between marks that part thousands. */
#define GROUP 3

/* Marks that are no part of a whole number without a sign. */
#define SIGNS "+-.%"

/* The text without what gd_cell_ink_clean() takes away. Caller owns. */
static char *without_marks(const char *text)
{
  GString *out = g_string_new(NULL);
  for (; *text != '\0'; text++)
    if (strchr(".,", *text) == NULL)
      g_string_append_c(out, *text);
  return g_string_free(out, FALSE);
}

static gboolean is_convincing(const GdCellLine *line)
{
  return line->by[GD_READER_LSTM].text[0] != '\0' &&
         line->by[GD_READER_LSTM].probability >= CONFIRM_LSTM &&
         line->by[GD_READER_GLYPHS].probability >= CONFIRM_GLYPHS;
}

/* Whether both readers say of the picture of a line what was read before. Without specks (cleaned)
 * marks are gone, but for a point that is as large as a part of a digit, or touches one. */
static gboolean says_the_same(const GdCellLine *line, const char *before, gboolean cleaned)
{
  g_autofree char *bare = without_marks(before);
  for (int i = 0; i < GD_READERS; i++) {
    const char *text = line->by[i].text;
    const gboolean same = gd_cell_same_content(text, before);
    const gboolean may_stay = !cleaned || strchr(before, '.') != NULL;
    if (!(may_stay && same) && !(cleaned && gd_cell_same_content(text, bare)))
      return FALSE;
  }
  return is_convincing(line);
}

/* Reads the cells of candidates (by cell: its line, NULL for none) as `look`, and drops those that
 * read otherwise. */
static void look_again(const GdCellModels *models, const GPtrArray *inks, double height,
                       GdStripLook look, gboolean cleaned, const GdCellLine **candidates)
{
  g_autoptr(GPtrArray) asked = g_ptr_array_new();
  g_autoptr(GArray) whose = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < inks->len; i++)
    if (candidates[i] != NULL) {
      g_ptr_array_add(asked, inks->pdata[i]);
      g_array_append_val(whose, i);
    }
  g_autoptr(GArray) lines = gd_cell_lines_cut(asked, height, look);
  gd_cell_lines_read(models, lines, FALSE);
  g_autofree guint8 *same = g_new0(guint8, inks->len + 1);
  for (guint i = 0; i < lines->len; i++) {
    const GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    const guint cell = g_array_index(whose, guint, line->cell);
    same[cell] = says_the_same(line, candidates[cell]->by[GD_READER_LSTM].text, cleaned);
  }
  for (guint i = 0; i < inks->len; i++)
    if (!same[i])
      candidates[i] = NULL;
}

/* 13.709: the point may be a mark between thousands. */
static gboolean may_be_grouped(const char *text)
{
  const char *point = strrchr(text, '.');
  return point != NULL && strspn(point + 1, "0123456789") == GROUP;
}

/* Whether the line may be confirmed at all. No number begins with a 0 and goes on with digits: 05
 * is what readers made of 0 and a character that they do not know. */
static gboolean is_candidate(const GdCellInk *ink, const GdCellLine *line)
{
  const char *text = line->by[GD_READER_LSTM].text;
  /* where numbers may have a point, a speck may be the point that both readers have missed */
  const gboolean pointed = !ink->whole || strchr(text, '.') != NULL;
  const gboolean traced = !ink->bilevel || (ink->whole && strpbrk(text, SIGNS) == NULL);
  const gboolean padded = text[0] == '0' && g_ascii_isdigit(text[1]);
  const gboolean lost_sign = ink->minus && text[0] != '-'; /* pale in every picture of it */
  return ink->lines->len == 1 && !ink->sealed && !lost_sign && traced && !padded &&
         !may_be_grouped(text) && says_the_same(line, text, FALSE) &&
         (!pointed || ink->rest < POINT_REST);
}

/* Step 3. */
static void look_spread(const GdCellModels *models, GPtrArray *inks, double height, gboolean wider,
                        const GdCellLine **candidates)
{
  g_autofree const GdCellLine **flat = g_new0(const GdCellLine *, inks->len + 1);
  g_autofree PIX **greys = g_new0(PIX *, inks->len + 1);
  for (guint i = 0; i < inks->len; i++) {
    GdCellInk *ink = inks->pdata[i];
    if (candidates[i] == NULL || !ink->bilevel)
      continue;
    flat[i] = candidates[i];
    greys[i] = pixClone(ink->grey);
    gd_cell_ink_spread(ink, wider);
  }
  look_again(models, inks, height, GD_STRIP_USUAL, FALSE, flat);
  for (guint i = 0; i < inks->len; i++) {
    GdCellInk *ink = inks->pdata[i];
    if (greys[i] == NULL)
      continue;
    candidates[i] = flat[i];
    pixDestroy(&ink->grey);
    ink->grey = greys[i];
  }
}

static void clean_cells(GPtrArray *inks, double height, const GdCellLine **candidates)
{
  for (guint i = 0; i < inks->len; i++) {
    GdCellInk *ink = inks->pdata[i];
    if (candidates[i] == NULL)
      continue;
    const double own = g_array_index(ink->lines, GdInkLine, 0).height;
    gd_cell_ink_clean(ink, own > 0 ? own : height * ink->dpi);
  }
}

guint8 *gd_cells_confirm(const GdCellModels *models, GPtrArray *inks, const GArray *lines,
                         double height)
{
  guint8 *confirmed = g_new0(guint8, inks->len + 1);
  g_autofree const GdCellLine **candidates = g_new0(const GdCellLine *, inks->len + 1);
  for (guint i = 0; i < lines->len; i++) {
    const GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    if (is_candidate(inks->pdata[line->cell], line))
      candidates[line->cell] = line;
  }
  for (guint k = 0; k < G_N_ELEMENTS(looks); k++)
    look_again(models, inks, height, looks[k], FALSE, candidates);
  look_spread(models, inks, height, TRUE, candidates);
  look_spread(models, inks, height, FALSE, candidates);
  clean_cells(inks, height, candidates);
  look_again(models, inks, height, GD_STRIP_USUAL, TRUE, candidates);
  for (guint i = 0; i < inks->len; i++)
    confirmed[i] = candidates[i] != NULL;
  return confirmed;
}
