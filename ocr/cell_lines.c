/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips of many cells, and both readers' opinions of them. */
#include "ocr/cell_lines.h"

#include "ocr/glyph_reader.h"
#include "ocr/lstm_reader.h"
#include "ocr/opinion.h"

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

/* A line of the network, and whose strips stand on it. */
typedef struct {
  GdLstmLine line;
  GdCellLine *whose[GD_LINE_CELLS];
} Group;

/* Lines that are run at once: enough for what multiplies several at a time. */
#define GROUPS 16

static void group_clear(gpointer group)
{
  gd_lstm_line_clear(&((Group *)group)->line);
}

static GArray *groups_new(void)
{
  GArray *groups = g_array_new(FALSE, TRUE, sizeof(Group));
  g_array_set_clear_func(groups, group_clear);
  return groups;
}

/* Puts a strip on line number at; behind the last: on a new one. */
static void add_strip(GArray *groups, guint at, GdCellLine *line)
{
  if (at == groups->len)
    g_array_set_size(groups, at + 1);
  Group *group = &g_array_index(groups, Group, at);
  group->whose[group->line.n] = line;
  group->line.strips[group->line.n++] = line->strip;
}

/* Strips as many on a line as fit; those with characters that the network does not know alone,
 * since it then loses count of where the others stand. Labels are not shown to it. Caller owns. */
static GArray *make_groups(GArray *lines)
{
  GArray *groups = groups_new();
  guint open = G_MAXUINT; /* the line that takes more strips */
  for (guint i = 0; i < lines->len; i++) {
    GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    line->by[GD_READER_LSTM] = gd_cell_opinion_none();
    if (is_label(line))
      continue;
    const gboolean company = count_unknown(line) == 0;
    const guint at = company ? MIN(open, groups->len) : groups->len;
    add_strip(groups, at, line);
    if (company)
      open = g_array_index(groups, Group, at).line.n < GD_LINE_CELLS ? at : G_MAXUINT;
  }
  return groups;
}

/* Runs all lines. */
static void run_groups(const GdCellModels *models, GArray *groups)
{
  GdLstmLine lines[GROUPS];
  for (guint first = 0; first < groups->len; first += GROUPS) {
    const guint n = MIN(GROUPS, groups->len - first);
    for (guint i = 0; i < n; i++)
      lines[i] = g_array_index(groups, Group, first + i).line;
    gd_lstm_run(models->lstm, lines, n);
    for (guint i = 0; i < n; i++)
      g_array_index(groups, Group, first + i).line = lines[i];
  }
}

static gboolean any_in_doubt(const Group *group)
{
  for (guint i = 0; i < group->line.n; i++)
    if (in_doubt(group->whose[i]))
      return TRUE;
  return FALSE;
}

/* What the network makes of the strips; others: with other texts of those that are in doubt. */
static void set_opinions(const GdCellModels *models, const Group *group, gboolean others)
{
  GdCellOpinion opinions[GD_LINE_CELLS];
  gd_lstm_read(models->lstm, &group->line, others, opinions);
  for (guint i = 0; i < group->line.n; i++) {
    GdCellLine *line = group->whose[i];
    gd_cell_opinion_clear(&line->by[GD_READER_LSTM]);
    line->by[GD_READER_LSTM] = opinions[i];
    line->alone = group->line.n == 1;
    if (!in_doubt(line))
      g_ptr_array_set_size(line->by[GD_READER_LSTM].others, 0);
  }
}

static void read_lstm(const GdCellModels *models, GArray *lines, gboolean alternatives)
{
  g_autoptr(GArray) groups = make_groups(lines);
  run_groups(models, groups);
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = &g_array_index(groups, Group, i);
    set_opinions(models, group, FALSE);
    if (alternatives && any_in_doubt(group))
      set_opinions(models, group, TRUE);
  }
}

void gd_cell_lines_read(const GdCellModels *models, GArray *lines, gboolean alternatives)
{
  read_glyphs(models, lines);
  read_lstm(models, lines, alternatives);
}

void gd_cell_lines_read_again(const GdCellModels *models, GArray *lines)
{
  g_autoptr(GArray) groups = groups_new();
  for (guint i = 0; i < lines->len; i++) {
    GdCellLine *line = &g_array_index(lines, GdCellLine, i);
    if (may_be_disturbed(line) && !is_label(line))
      add_strip(groups, groups->len, line);
  }
  run_groups(models, groups);
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = &g_array_index(groups, Group, i);
    GdCellOpinion alone, *before = &group->whose[0]->by[GD_READER_LSTM];
    gd_lstm_read(models->lstm, &group->line, TRUE, &alone);
    gd_cell_opinion_add(&alone, before->text, before->probability / 2);
    gd_cell_opinion_clear(before);
    *before = alone;
  }
}
