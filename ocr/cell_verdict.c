/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading of a cell:
 *
 * 1. Lines are joined by "\n"; a reader is as sure of a cell as of its worst line.
 * 2. Each reader's probability by its table.
 * 3. Both alike: by the table of those that agree. Else the surer one's text, by the
 *    table of those that differ.
 * 4. A flat stroke that both read as a mark for none is sure.
 * 5. Where a number did not fit its column, its lines are one text (is_wrapped()).
 * 6. What the tables do not know of (ink at the edge, ink outside the lines, several
 *    lines, pictures that could not be cut) keeps the probability low.
 */
#include "ocr/cell_verdict.h"

#include "ocr/cell_kind.h"
#include "ocr/ink_point.h"
#include "ocr/opinion.h"

#include <string.h>

/* The most that is believed of a cell with ink at the edge or beside its lines, or
 * with several lines: a person has to look. */
#define GD_DOUBTFUL_MOST 0.5

/* A part beside the lines that may be a digit, in areas of one: a 1 has half of it,
 * a point a tenth. */
#define GD_STRAY_MOST 0.3

/* A mark for none that both readers see is sure if its shape says so too: nothing as tall as a
 * digit, and this many times as long as it is high. Readers themselves halve their probability
 * between short and long dashes. */
#define GD_DASH_FLAT 2.0
#define GD_DASH_OFF                                                                                \
  0.02 /* inches from the middle of the cell at most: what is left of a 2 is lower */
#define GD_DASH_SURE 0.999

/* A number goes on in a second line if its column is that narrow: the first line leaves less room
 * than that, in heights of a digit: another digit and the paper at both sides. */
#define GD_WRAP_ROOM 2.1

/* Of a cell without ink: sure where nothing stands out by more than grain does,
 * (levels of grey), and specks make no more ink than that part of a digit.
 * A fax, or paper without grain, may have lost pale ink without a trace, and where the ink of other
 * cells is as pale as that (levels), a cell may hold ink like grain. */
#define GD_BLANK_FAINT 24
#define GD_BLANK_REST 0.15
#define GD_BLANK_SURE 0.999
#define GD_BLANK_CONTRAST 80
#define GD_BLANK_FADED 0.8
#define GD_BLANK_DOUBTFUL 0.5

GdCellVerdict gd_cell_verdict_start(const GdCellInk *ink, double contrast)
{
  GdCellVerdict verdict = {ink, contrast, g_new0(GdCellReading, 1)};
  for (int i = 0; i < GD_READERS; i++)
    verdict.reading->by[i] = gd_cell_opinion_none();
  return verdict;
}

static void join_line(GdCellOpinion *cell, const GdCellOpinion *line, gboolean first)
{
  char *joined = first ? g_strdup(line->text) : g_strconcat(cell->text, "\n", line->text, NULL);
  g_free(cell->text);
  cell->text = joined;
  cell->probability = first ? line->probability : MIN(cell->probability, line->probability);
  if (!first) {
    g_ptr_array_set_size(cell->others, 0);
    return;
  }
  for (guint i = 0; i < line->others->len; i++) {
    const GdCellChoice *other = g_ptr_array_index(line->others, i);
    gd_cell_opinion_add(cell, other->text, other->probability);
  }
}

void gd_cell_verdict_add(GdCellVerdict *verdict, const GdCellOpinion *by)
{
  for (int i = 0; i < GD_READERS; i++)
    join_line(&verdict->reading->by[i], &by[i], verdict->reading->lines == 0);
  verdict->reading->lines++;
}

/* A cell without a line: blank if its ink says so. */
static void conclude_blank(GdCellReading *reading, const GdCellInk *ink, double contrast)
{
  reading->text = g_strdup("");
  reading->agree = TRUE;
  if (ink->grey == NULL || ink->lines->len > 0) {
    reading->kind = GD_CELL_UNREADABLE;
    reading->agree = FALSE;
    return;
  }
  reading->kind = GD_CELL_BLANK;
  const gboolean clean = ink->faint <= GD_BLANK_FAINT && ink->rest <= GD_BLANK_REST;
  const gboolean faded = ink->bilevel || ink->clipped || contrast < GD_BLANK_CONTRAST;
  const double sure = faded ? GD_BLANK_FADED : GD_BLANK_SURE;
  reading->probability = clean ? sure : GD_BLANK_DOUBTFUL;
}

/* The text behind a dash in front of it, short or long; the text itself if there is none. */
static const char *behind_dash(const char *text)
{
  static const char *const dashes[] = {"-", "\xE2\x80\x94"};
  for (guint i = 0; i < G_N_ELEMENTS(dashes); i++)
    if (g_str_has_prefix(text, dashes[i]))
      return text + strlen(dashes[i]);
  return text;
}

gboolean gd_cell_same_content(const char *a, const char *b)
{
  const char *x = behind_dash(a), *y = behind_dash(b);
  gboolean signs = x != a && y != b && g_ascii_isdigit(*x);
  return g_str_equal(a, b) || (signs && g_str_equal(x, y)) ||
         (gd_cell_kind_of(a) == GD_CELL_DASH && gd_cell_kind_of(b) == GD_CELL_DASH);
}

/* The text with a long dash in front of a number made a minus. Caller owns. */
static char *with_minus(const char *text)
{
  const char *rest = behind_dash(text);
  return rest != text && g_ascii_isdigit(*rest) ? g_strconcat("-", rest, NULL) : g_strdup(text);
}

/* Whether the only line of a cell is one flat stroke. Of black and white pictures that proves
 * nothing: a digit may have lost all but its bar. */
static gboolean is_flat(const GdCellInk *ink)
{
  if (ink->bilevel || ink->clipped || ink->lines->len != 1)
    return FALSE;
  const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, 0);
  const double off = (line->y0 + line->y1) / 2 - pixGetHeight(ink->grey) / 2.0;
  return ABS(off) <= GD_DASH_OFF * ink->dpi && line->height <= 0 &&
         line->x1 - line->x0 >= GD_DASH_FLAT * (line->y1 - line->y0);
}

static void conclude_text(GdCellReading *reading, const GdCellInk *ink,
                          const GdCalibration *calibration)
{
  GdCellOpinion *lstm = &reading->by[GD_READER_LSTM], *glyphs = &reading->by[GD_READER_GLYPHS];
  lstm->probability = gd_calibrate(calibration, GD_TABLE_LSTM, lstm->probability);
  glyphs->probability = gd_calibrate(calibration, GD_TABLE_GLYPHS, glyphs->probability);
  reading->agree = lstm->text[0] != '\0' && gd_cell_same_content(lstm->text, glyphs->text);
  const double high = MAX(lstm->probability, glyphs->probability);
  const double low = MIN(lstm->probability, glyphs->probability);
  const GdCellOpinion *best = lstm->probability >= glyphs->probability ? lstm : glyphs;
  reading->probability = reading->agree
                             ? gd_calibrate(calibration, GD_TABLE_AGREE, (high + low) / 2)
                             : gd_calibrate(calibration, GD_TABLE_DIFFER, high - low);
  reading->text = with_minus(best->text);
  reading->kind = gd_cell_kind_of(reading->text);
  if (reading->kind == GD_CELL_BLANK)
    reading->kind = GD_CELL_UNREADABLE;
  if (reading->kind == GD_CELL_DASH && reading->agree && is_flat(ink) &&
      g_utf8_strlen(glyphs->text, -1) == 1)
    reading->probability = MAX(reading->probability, GD_DASH_SURE);
}

/* The text without breaks of lines. Caller owns. */
static char *unbroken(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  return g_strjoinv(NULL, lines);
}

/* Bytes of the text up to its last digit. */
static gsize length_to_digit(const char *text)
{
  gsize length = strlen(text);
  while (length > 0 && !g_ascii_isdigit(text[length - 1]))
    length--;
  return length;
}

/* The same without points. Caller owns. */
static char *without_points(const char *text, gsize length)
{
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < length; i++)
    if (text[i] != '.')
      g_string_append_c(out, text[i]);
  return g_string_free(out, FALSE);
}

/* What both readers say of all lines together, if they say the same up to the last digit: a point
 * that only one has seen is there. Of a unit alone on its line the network makes other marks: it
 * was trained on units behind numbers. NULL if they differ. Caller owns. */
static char *common_text(const GdCellReading *reading)
{
  g_autofree char *lstm = unbroken(reading->by[GD_READER_LSTM].text);
  g_autofree char *glyphs = unbroken(reading->by[GD_READER_GLYPHS].text);
  const gsize l = length_to_digit(lstm), g = length_to_digit(glyphs);
  if (g == 0 || (l == g && strncmp(lstm, glyphs, g) == 0))
    return g > 0 ? g_steal_pointer(&glyphs) : NULL;
  g_autofree char *p = without_points(lstm, l), *q = without_points(glyphs, g);
  if (!g_str_equal(p, q) || (strlen(p) < l && strlen(q) < g)) /* both have points, elsewhere */
    return NULL;
  return g > l ? g_steal_pointer(&glyphs) : g_strdup_printf("%.*s%s", (int)l, lstm, glyphs + g);
}

/* Whether the lines are those of one number that did not fit its column: all together are a number,
 * and the first one fills the column. Two numbers below each other do not. */
static gboolean is_wrapped(const GdCellReading *reading, const GdCellInk *ink)
{
  if (reading->lines < 2 || reading->lines != ink->lines->len)
    return FALSE;
  g_autofree char *text = common_text(reading);
  if (text == NULL)
    return FALSE;
  const GdInkLine *first = &g_array_index(ink->lines, GdInkLine, 0);
  const double width = first->x1 - first->x0;
  for (guint i = 1; i < ink->lines->len; i++) {
    const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, i);
    if (line->x1 - line->x0 > width)
      return FALSE;
  }
  return gd_cell_kind_of(text) == GD_CELL_NUMBER && first->height > 0 &&
         pixGetWidth(ink->grey) - width < GD_WRAP_ROOM * first->height;
}

/* Step 5. The second line may still be something else: a person has to look, or sums. */
static void unwrap(GdCellReading *reading)
{
  char *text = common_text(reading);
  g_free(reading->text);
  reading->text = text;
  reading->kind = GD_CELL_NUMBER;
  reading->probability = MIN(reading->probability, GD_DOUBTFUL_MOST);
  reading->lines = 1;
  reading->agree = TRUE;
  for (int i = 0; i < GD_READERS; i++) {
    g_free(reading->by[i].text);
    reading->by[i].text = g_strdup(reading->text);
  }
}

GdCellReading *gd_cell_verdict_end(GdCellVerdict *verdict, const GdCalibration *calibration)
{
  GdCellReading *reading = g_steal_pointer(&verdict->reading);
  const GdCellInk *ink = verdict->ink;
  reading->cut = ink->cut;
  reading->stray = ink->stray >= GD_STRAY_MOST;
  if (reading->lines == 0)
    conclude_blank(reading, ink, verdict->contrast);
  else
    conclude_text(reading, ink, calibration);
  if (reading->lines == 1 && reading->kind == GD_CELL_NUMBER)
    reading->pointed = gd_ink_with_point(ink, reading->text);
  const gboolean missed = reading->lines < ink->lines->len;
  if (is_wrapped(reading, ink))
    unwrap(reading);
  const gboolean lost_sign = ink->minus && behind_dash(reading->text) == reading->text;
  if (lost_sign || ink->sealed || reading->cut || reading->stray || reading->lines > 1 || missed)
    reading->probability = MIN(reading->probability, GD_DOUBTFUL_MOST);
  return reading;
}
