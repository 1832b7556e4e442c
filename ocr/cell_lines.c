/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips of many cells, and both readers' opinions of them. */
#include "ocr/cell_lines.h"

#include "ocr/glyph_reader.h"
#include "ocr/lstm_reader.h"
#include "ocr/opinion.h"
#include "ocr/strip_line.h"

#include <string.h>

/* Both readers' raw probabilities below which a cell is read again with effort. */
#define GD_SURE_RAW 0.95
#define GD_SURE_GLYPHS 0.8

/* The latter from which on a cell that both read alike is not read again. */
#define GD_CLEAR_GLYPHS 0.3

/* So many characters that no value has are a label, if there is no digit; and beside digits, which
 * may be those of its number: of 1,060 such lines of all levels (development seeds) the network saw
 * less than two unknown characters in none. */
#define GD_LABEL_UNKNOWN 3
#define GD_NUMBERED_LABEL_UNKNOWN 5

static void line_clear(gpointer data)
{
  GdCellLine *line = data;
  pixDestroy(&line->strip);
  for (int i = 0; i < GD_READERS; i++)
    gd_cell_opinion_clear(&line->by[i]);
}

static int by_value(gconstpointer a, gconstpointer b)
{
  const double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

double gd_cell_lines_height(const GPtrArray *inks)
{
  g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < inks->len; i++) {
    const GdCellInk *ink = g_ptr_array_index(inks, i);
    for (guint k = 0; k < ink->lines->len; k++) {
      const double height = g_array_index(ink->lines, GdInkLine, k).height / ink->dpi;
      if (height > 0)
        g_array_append_val(heights, height);
    }
  }
  g_array_sort(heights, by_value);
  return heights->len > 0 ? g_array_index(heights, double, heights->len / 2) : 0;
}

double gd_cell_lines_contrast(const GPtrArray *inks)
{
  g_autoptr(GArray) contrasts = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < inks->len; i++) {
    const GdCellInk *ink = g_ptr_array_index(inks, i);
    const double contrast = ink->paper - ink->ink;
    if (ink->lines->len > 0)
      g_array_append_val(contrasts, contrast);
  }
  g_array_sort(contrasts, by_value);
  return contrasts->len > 0 ? g_array_index(contrasts, double, contrasts->len / 4) : 255;
}

GArray *gd_cell_lines_cut(const GPtrArray *inks, double height, GdStripLook look)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(GdCellLine));
  g_array_set_clear_func(lines, line_clear);
  for (guint i = 0; i < inks->len; i++) {
    const GdCellInk *ink = g_ptr_array_index(inks, i);
    for (guint k = 0; k < ink->lines->len; k++) {
      GdCellLine line = {.cell = i};
      line.strip = gd_cell_ink_strip(ink, &g_array_index(ink->lines, GdInkLine, k),
                                     height * ink->dpi, look, NULL);
      if (line.strip != NULL)
        g_array_append_val(lines, line);
    }
  }
  return lines;
}

static void read_glyphs(const GdCellModels *models, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    line->by[GD_READER_GLYPHS] = gd_glyph_read(models->net, line->strip);
  }
}

/* What the classifier of glyphs makes of characters that no value has. */
static guint count_unknown(const GdCellLine *line)
{
  guint n = 0;
  for (const char *p = line->by[GD_READER_GLYPHS].text; *p != '\0'; p++)
    n += *p == '?';
  return n;
}

/* A label, which the network of values need not see. */
static gboolean is_label(const GdCellLine *line)
{
  const gboolean digits = strpbrk(line->by[GD_READER_GLYPHS].text, "0123456789") != NULL;
  return count_unknown(line) >= (digits ? GD_NUMBERED_LABEL_UNKNOWN : GD_LABEL_UNKNOWN);
}

static gboolean in_doubt(const GdCellLine *line)
{
  const GdCellOpinion *a = &line->by[GD_READER_LSTM], *b = &line->by[GD_READER_GLYPHS];
  return !g_str_equal(a->text, b->text) || a->probability < GD_SURE_RAW ||
         b->probability < GD_SURE_GLYPHS;
}

/* Whether a neighbour on the line may have disturbed the network. */
static gboolean may_be_disturbed(const GdCellLine *line)
{
  const GdCellOpinion *a = &line->by[GD_READER_LSTM], *b = &line->by[GD_READER_GLYPHS];
  return !line->alone && (!g_str_equal(a->text, b->text) || a->probability < GD_SURE_RAW ||
                          b->probability < GD_CLEAR_GLYPHS);
}

/* With alternatives of those that stay in doubt, if wanted. */
static void read_batch(const GdCellModels *models, GdCellLine *const *batch, guint n,
                       gboolean alternatives)
{
  PIX *strips[GD_LINE_CELLS];
  GdCellOpinion opinions[GD_LINE_CELLS];
  for (guint i = 0; i < n; i++)
    strips[i] = batch[i]->strip;
  gd_lstm_read(models->lstm, strips, n, alternatives, opinions);
  for (guint i = 0; i < n; i++) {
    batch[i]->by[GD_READER_LSTM] = opinions[i];
    batch[i]->alone = n == 1;
    if (!in_doubt(batch[i]))
      g_ptr_array_set_size(batch[i]->by[GD_READER_LSTM].others, 0);
  }
}

/* Lines as many at a time as fit into one; those with characters that the network does not know
 * alone, since it then loses count of where the others stand. */
static void read_lstm(const GdCellModels *models, GArray *lines, gboolean alternatives)
{
  GdCellLine *batch[GD_LINE_CELLS];
  guint n = 0;
  for (guint i = 0; i < lines->len; i++) {
    GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    if (is_label(line))
      line->by[GD_READER_LSTM] = gd_cell_opinion_none();
    else if (count_unknown(line) > 0)
      read_batch(models, &line, 1, alternatives);
    else
      batch[n++] = line;
    if (n == GD_LINE_CELLS) {
      read_batch(models, batch, n, alternatives);
      n = 0;
    }
  }
  if (n > 0)
    read_batch(models, batch, n, alternatives);
}

void gd_cell_lines_read(const GdCellModels *models, GArray *lines, gboolean alternatives)
{
  read_glyphs(models, lines);
  read_lstm(models, lines, alternatives);
}

void gd_cell_lines_read_again(const GdCellModels *models, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    if (!may_be_disturbed(line) || is_label(line))
      continue;
    GdCellOpinion alone;
    gd_lstm_read(models->lstm, &line->strip, 1, TRUE, &alone);
    GdCellOpinion *before = &line->by[GD_READER_LSTM];
    gd_cell_opinion_add(&alone, before->text, before->probability / 2);
    gd_cell_opinion_clear(before);
    *before = alone;
  }
}
