/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/requests.h"

#include "models/limits.h"
#include "tables/choices.h"
#include "tables/lattice.h"

#include <string.h>

/* A word made for a cell is this much smaller than it on each side: a word on the border
 * would be taken for one that reaches over it. Shares of the cell. */
#define INSET_SHARE 0.25
/* Labels are read this far inside their cell: what is left of a ruling at the edge makes
 * Tesseract see no text at all. Half of a thick ruling, and as much for its drift. Points. */
#define LABEL_INSET 2.0
/* Characters of the number of a register, at least. */
#define CODE_LENGTH 12
/* Paper above and below a line of prose in its box: share of its height. */
#define LINE_RIM 0.14
/* Chinese characters from which a text is a label whatever the readers of values say: a unit
 * of a number has up to two. */
#define LABEL_HAN 3
/* Share of the lower one's height by which words of one line overlap. */
#define SAME_LINE 0.5
/* Digits that the number of a label has, and Chinese characters from which on what follows is no
 * unit of a number. */
#define NUMBERING 2
#define NUMBERED_HAN 2
/* Characters of a number that stands before its label, with brackets; and how far, in heights of
 * the line: as far as a full-width stop reaches. */
#define NUMBERING_CHARS 3
#define NUMBERING_GAP 2.0
/* Probability from which a piece is a number though it was read as a character or two: in heads,
 * and there are many pieces of them, no digits stand. */
#define LEGIBLE 0.9
/* What stands for ink that nobody could read. */
#define UNREADABLE "\xEF\xBF\xBD"
/* What the readers of values have for a character that is not theirs. */
#define UNKNOWN "?"
/* Confidence of a word that is not sure, at most. */
#define UNSURE 0.5

static void add_request(GArray *requests, guint page, GdBox box, GdContent content)
{
  GdReadRequest request = {
      .page = page, .box = box, .content = content, .effort = GD_EFFORT_THOROUGH};
  g_array_append_val(requests, request);
}

GArray *gd_requests_values(const GdPage *page)
{
  g_autoptr(GArray) requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  for (guint g = 0; g < grids->len; g++) {
    const GdGrid *grid = grids->pdata[g];
    for (guint i = 0; i < grid->cells->len; i++)
      add_request(requests, page->number, ((const GdCell *)grid->cells->pdata[i])->box,
                  GD_CONTENT_VALUE);
    if (requests->len > GD_CAP_PAGE_REQUESTS)
      return NULL;
  }
  return g_steal_pointer(&requests);
}

GArray *gd_requests_pieces(const GdPage *page, const GArray *pieces, const GArray *lines)
{
  if (pieces->len > GD_CAP_PAGE_REQUESTS)
    return NULL;
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  for (guint i = 0; i < pieces->len; i++) {
    GdBox b = g_array_index(pieces, GdBox, i);
    GdBox around =
        gd_box(b.x0 - GD_PIECE_RIM, b.y0 - GD_PIECE_RIM, b.x1 + GD_PIECE_RIM, b.y1 + GD_PIECE_RIM);
    add_request(requests, page->number, around, GD_CONTENT_VALUE);
    GdReadRequest *request = &g_array_index(requests, GdReadRequest, i);
    request->open = TRUE;
    request->line = g_array_index(lines, GdBox, i);
  }
  return requests;
}

GArray *gd_requests_ruled(const GdPage *page)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  for (guint g = 0; g < grids->len; g++)
    g_array_append_val(boxes, ((const GdGrid *)grids->pdata[g])->box);
  return boxes;
}

static gboolean is_mark_or_number(const GdCellReading *reading)
{
  return reading->kind == GD_CELL_NUMBER || reading->kind == GD_CELL_DASH;
}

/* Nothing about the cell is open. */
static gboolean is_sure(const GdCellReading *reading)
{
  if (reading == NULL || !reading->agree || reading->cut || reading->stray)
    return FALSE;
  return reading->kind == GD_CELL_BLANK
             ? reading->probability >= GD_SURE_BLANK
             : is_mark_or_number(reading) && reading->probability >= GD_SURE_READING;
}

/* A piece is ink: where the readers of values see nothing at all, text may be. */
static gboolean is_blank_piece(const GdReadAnswer *answer)
{
  return answer->request.open && answer->reading != NULL && answer->reading->kind == GD_CELL_BLANK;
}

void gd_requests_prose(const GdPage *page, const GArray *lines, GArray *requests)
{
  for (guint i = 0; i < lines->len; i++)
    add_request(requests, page->number, g_array_index(lines, GdBox, i), GD_CONTENT_TEXT);
}

/* Where the label of a cell is read. */
static GdBox label_box(const GdReadRequest *request)
{
  GdBox cell = request->box;
  if (request->open)
    return cell;
  double dx = fmin(LABEL_INSET, INSET_SHARE * gd_box_width(cell));
  double dy = fmin(LABEL_INSET, INSET_SHARE * gd_box_height(cell));
  return gd_box(cell.x0 + dx, cell.y0 + dy, cell.x1 - dx, cell.y1 - dy);
}

GArray *gd_requests_labels(const GdPage *page, const GPtrArray *values)
{
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  for (guint i = 0; i < values->len; i++) {
    const GdReadAnswer *answer = values->pdata[i];
    if (is_sure(answer->reading) && !is_blank_piece(answer))
      continue;
    add_request(requests, page->number, label_box(&answer->request), GD_CONTENT_LABEL);
    GdReadRequest *request = &g_array_index(requests, GdReadRequest, requests->len - 1);
    request->open = answer->request.open;
    request->line = answer->request.line;
  }
  return requests;
}

/* Digits with the marks of a number. */
static gboolean is_plain_number(const char *text)
{
  return strpbrk(text, "0123456789") != NULL && strspn(text, "0123456789,.-+") == strlen(text);
}

/* What to show of a cell that is in doubt: what two readers have seen, the reader of text being
 * one; else what any reader takes for a number. NULL if none does. Lent. */
static const char *proposal(const GdCellReading *reading, const GdReadAnswer *label)
{
  const GdWord *word = label != NULL && label->words->len == 1 ? label->words->pdata[0] : NULL;
  for (int i = 0; i < GD_READERS && word != NULL && !reading->agree; i++)
    if (is_plain_number(word->text) && g_str_equal(reading->by[i].text, word->text))
      return reading->by[i].text;
  if (is_mark_or_number(reading))
    return reading->text;
  for (int i = 0; i < GD_READERS; i++)
    if (is_plain_number(reading->by[i].text))
      return reading->by[i].text;
  return word != NULL && is_plain_number(word->text) ? word->text : NULL;
}

/* A word in the middle of a cell; of a piece, as wide as it and as high as its line. */
static GdWord *cell_word(const GdReadRequest *request, const char *text, double confidence)
{
  GdBox cell = request->box, line = request->line;
  double dx = INSET_SHARE * gd_box_width(cell), dy = INSET_SHARE * gd_box_height(cell);
  GdBox box = gd_box(cell.x0 + dx, cell.y0 + dy, cell.x1 - dx, cell.y1 - dy);
  if (request->open)
    box = gd_box(cell.x0 + GD_PIECE_RIM, line.y0, cell.x1 - GD_PIECE_RIM, line.y1);
  GdWord *word = gd_word_new(box, text, GD_SOURCE_OCR);
  word->confidence = confidence;
  return word;
}

/* The word of a cell that was read as a value; NULL if it is surely blank. label may be
 * NULL. */
static GdWord *value_word(const GdReadAnswer *answer, const GdReadAnswer *label)
{
  const GdCellReading *reading = answer->reading;
  gboolean sure = is_sure(reading);
  if (sure && reading->kind == GD_CELL_BLANK)
    return NULL;
  const char *read = sure ? reading->text : reading != NULL ? proposal(reading, label) : NULL;
  g_autofree char *text = g_strdup(read != NULL && *read != '\0' ? read : UNREADABLE);
  g_strdelimit(text, "\n", ' ');
  double unsure = MIN(UNSURE, reading != NULL ? reading->probability : 0);
  GdWord *word = cell_word(&answer->request, text, sure ? reading->probability : unsure);
  word->unreadable = g_str_equal(text, UNREADABLE);
  word->alternatives = reading != NULL ? gd_choices_of_reading(reading, label) : NULL;
  return word;
}

static guint count_han(const char *text)
{
  guint n = 0;
  for (; *text != '\0'; text = g_utf8_next_char(text))
    n += g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_HAN;
  return n;
}

static guint count_answer_han(const GdReadAnswer *answer)
{
  guint n = 0;
  for (guint i = 0; answer != NULL && i < answer->words->len; i++)
    n += count_han(((const GdWord *)answer->words->pdata[i])->text);
  return n;
}

static gboolean is_sure_value(const GdReadAnswer *answer)
{
  return is_sure(answer->reading) && answer->reading->kind == GD_CELL_NUMBER;
}

/* Whether the spans share half of the shorter one. */
static gboolean are_beside(double a0, double a1, double b0, double b1)
{
  return gd_overlap(a0, a1, b0, b1) >= 0.5 * fmin(a1 - a0, b1 - b0);
}

/* Whether sure numbers stand both in the row of the cell and in its column. */
static gboolean is_among_values(const GPtrArray *values, const GdReadAnswer *answer)
{
  gboolean in_row = FALSE, in_column = FALSE;
  GdBox box = answer->request.box;
  for (guint i = 0; i < values->len && !(in_row && in_column); i++) {
    const GdReadAnswer *other = values->pdata[i];
    if (other == answer || !is_sure_value(other))
      continue;
    GdBox b = other->request.box;
    in_row |= are_beside(box.y0, box.y1, b.y0, b.y1);
    in_column |= are_beside(box.x0, box.x1, b.x0, b.x1);
  }
  return in_row && in_column;
}

/* A number of a register (索引号 11320800014/2025-00021): longer than any value, with marks or
 * letters that none has. */
static gboolean is_code(const GdReadAnswer *label)
{
  const GdWord *word = label->words->len == 1 ? label->words->pdata[0] : NULL;
  const gsize length = word != NULL ? strlen(word->text) : 0;
  gsize digits = 0;
  for (gsize i = 0; i < length; i++) {
    const char c = word->text[i];
    if (!g_ascii_isalnum(c) && strchr("/-.", c) == NULL)
      return FALSE;
    digits += g_ascii_isdigit(c) != 0;
  }
  return length >= CODE_LENGTH && 2 * digits > length &&
         strspn(word->text, "0123456789.-") < length;
}

/* Whether the text that was read says more of the cell than its reading as a value. What is
 * read into specks of an empty cell has a character or two, and so has a digit among numbers (了
 * for 2); elsewhere a character of a head may look like a digit (日 for 8). */
static gboolean is_label(const GPtrArray *values, const GdReadAnswer *value,
                         const GdReadAnswer *label)
{
  guint han = count_answer_han(label);
  const GdCellReading *reading = value->reading;
  if (is_code(label))
    return TRUE;
  if (han == 0 || reading == NULL || reading->lines > 1)
    return han > 0;
  if (han < LABEL_HAN && proposal(reading, label) != NULL && is_among_values(values, value))
    return FALSE;
  gboolean legible = (is_mark_or_number(reading) || reading->kind == GD_CELL_BLANK) &&
                     reading->agree && (!value->request.open || reading->probability >= LEGIBLE);
  return han >= (legible ? LABEL_HAN : 1);
}

static char *digits_of(const char *text, gsize length)
{
  GString *digits = g_string_new(NULL);
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit(text[i]))
      g_string_append_c(digits, text[i]);
  return g_string_free(digits, FALSE);
}

/* A number with a unit that the readers of values have no characters for (634宗): their
 * number, and the end of what the reader of text has, if it has the same digits and as many
 * characters behind them. NULL if it is no such cell. Caller owns. */
static char *number_with_unit(const GdReadAnswer *value, const GdReadAnswer *label)
{
  const GdCellReading *reading = value->reading;
  if (reading == NULL || !reading->agree || reading->lines != 1)
    return NULL;
  gsize length = strcspn(reading->text, UNKNOWN);
  gsize unknown = strspn(reading->text + length, UNKNOWN);
  if (unknown == 0 || reading->text[length + unknown] != '\0')
    return NULL;
  g_autofree char *number = g_strndup(reading->text, length);
  if (!is_plain_number(number))
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < label->words->len; i++)
    g_string_append(text, ((const GdWord *)label->words->pdata[i])->text);
  gsize end = text->len;
  while (end > 0 && !g_ascii_isdigit(text->str[end - 1]))
    end--;
  g_autofree char *digits = digits_of(number, length), *others = digits_of(text->str, end);
  const char *unit = text->str + end;
  gboolean same = g_str_equal(digits, others) && count_han(unit) == unknown &&
                  (gsize)g_utf8_strlen(unit, -1) == unknown;
  return same ? g_strconcat(number, unit, NULL) : NULL;
}

static gboolean same_box(GdBox a, GdBox b)
{
  return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1;
}

/* Whether all words stand beside one another. */
static gboolean is_one_line(const GPtrArray *words)
{
  for (guint i = 1; i < words->len; i++) {
    GdBox a = ((const GdWord *)words->pdata[i - 1])->box,
          b = ((const GdWord *)words->pdata[i])->box;
    double lower = fmin(gd_box_height(a), gd_box_height(b));
    if (gd_overlap(a.y0, a.y1, b.y0, b.y1) < SAME_LINE * lower)
      return FALSE;
  }
  return TRUE;
}

/* The words of a piece as one: raster/ saw that they belong together. Of a label's number the stop
 * is a speck that readers lose: without it 3 其他 would be a number and its unit. Caller owns. */
static GdWord *piece_word(const GdReadAnswer *answer)
{
  const GPtrArray *words = answer->words;
  g_autoptr(GString) text = g_string_new(NULL);
  double confidence = 1;
  for (guint i = 0; i < words->len; i++) {
    const GdWord *word = words->pdata[i];
    gboolean number = i == 1 && text->len <= NUMBERING && text->len > 0 &&
                      strspn(text->str, "0123456789") == text->len;
    if (number && count_han(word->text) >= NUMBERED_HAN)
      g_string_append_c(text, '.');
    else if (i > 0 && g_ascii_isalnum(text->str[text->len - 1]) && g_ascii_isalnum(word->text[0]))
      g_string_append_c(text, ' ');
    g_string_append(text, word->text);
    confidence = MIN(confidence, word->confidence);
  }
  return cell_word(&answer->request, text->str, confidence);
}

/* Words of a line of prose are as high as it: one that reaches into the next would join both. */
static void level_words(const GdReadAnswer *answer)
{
  const GdBox line = answer->request.box;
  const double rim = LINE_RIM * gd_box_height(line);
  for (guint i = 0; i < answer->words->len; i++) {
    GdWord *word = answer->words->pdata[i];
    word->box = gd_box(word->box.x0, line.y0 + rim, word->box.x1, line.y1 - rim);
  }
}

static void move_words(GdPage *page, const GdReadAnswer *answer)
{
  if (answer->request.content == GD_CONTENT_TEXT)
    level_words(answer);
  GdBox area = answer->request.box;
  if (answer->request.open && answer->words->len > 0 && is_one_line(answer->words)) {
    GdWord *word = piece_word(answer);
    word->confidence = MIN(word->confidence, GD_LABEL_TRUST);
    g_ptr_array_add(page->words, word);
    return;
  }
  for (guint i = 0; i < answer->words->len; i++) {
    GdWord *word = answer->words->pdata[i];
    word->confidence = MIN(word->confidence, GD_LABEL_TRUST);
    /* the picture of a region may reach a pixel over it */
    word->box =
        gd_box(CLAMP(word->box.x0, area.x0, area.x1), CLAMP(word->box.y0, area.y0, area.y1),
               CLAMP(word->box.x1, area.x0, area.x1), CLAMP(word->box.y1, area.y0, area.y1));
    g_ptr_array_add(page->words, word);
  }
  g_ptr_array_set_free_func(answer->words, NULL);
  g_ptr_array_set_size(answer->words, 0);
}

/* A mark for none, a dash with what was read into the strokes behind it (-71 for （六）), or
 * something that nobody could read. */
static gboolean is_stroke(const char *text)
{
  gunichar c = g_utf8_get_char(text);
  gboolean dash = g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == '_';
  gboolean mark = c == '/' || c == 0x4E00 || c == 0x65E0;
  return g_str_equal(text, UNREADABLE) || dash || (mark && *g_utf8_next_char(text) == '\0');
}

/* The number of a label, by itself: 2, （三）, 一、. A 0 is a value. The strokes of 一 and 二 look
 * like marks for none, or like nothing. */
static gboolean is_numbering(const char *text)
{
  glong length = g_utf8_strlen(text, -1);
  if (length == 0 || length > NUMBERING_CHARS || *text == '0')
    return FALSE;
  const char *last = g_utf8_find_prev_char(text, text + strlen(text));
  gunichar c = g_utf8_get_char(last);
  gboolean digits = strspn(text, "0123456789") == strlen(text) && strlen(text) <= NUMBERING;
  gboolean stop = c == ')' || c == 0xFF09 || c == '.' || c == 0x3001 || c == 0xFF0E;
  return digits || stop || is_stroke(text);
}

/* Takes the number that stands a little before the last word of a line into it, unless it has one
 * of its own: （四） 2.没有. */
static void join_numbering(GdPage *page, const GdReadRequest *request)
{
  if (!request->open || page->words->len < 2)
    return;
  GdWord *word = page->words->pdata[page->words->len - 1];
  const GdWord *number = page->words->pdata[page->words->len - 2];
  GdBox line = request->line;
  double gap = word->box.x0 - number->box.x1;
  if (number->box.y0 != line.y0 || word->box.y0 != line.y0 || gap < 0 ||
      gap > NUMBERING_GAP * gd_box_height(line) || !is_numbering(number->text) ||
      (g_ascii_isdigit(word->text[0]) && !g_ascii_isdigit(number->text[0])) ||
      count_han(word->text) < NUMBERED_HAN)
    return;
  gboolean digits = g_ascii_isdigit(number->text[strlen(number->text) - 1]);
  char *text = is_stroke(number->text)
                   ? g_strdup(word->text)
                   : g_strconcat(number->text, digits ? "." : "", word->text, NULL);
  g_free(word->text);
  word->text = text;
  word->box = gd_box_union(word->box, number->box);
  g_ptr_array_remove_index(page->words, page->words->len - 2);
}

static gboolean is_larger(GdBox a, GdBox b)
{
  return gd_box_width(a) * gd_box_height(a) > gd_box_width(b) * gd_box_height(b);
}

/* Whether a place is in a cell that stands within the box around another one. */
static gboolean is_in_other_cell(const GPtrArray *values, GdBox cell, GdPoint place)
{
  for (guint i = 0; i < values->len; i++) {
    const GdReadRequest *other = &((const GdReadAnswer *)values->pdata[i])->request;
    if (!other->open && gd_box_has(other->box, place) && is_larger(cell, other->box))
      return TRUE;
  }
  return FALSE;
}

/* Takes out what stands in other cells: two cells without a border between them may be one of the
 * shape of an L, and its box has other cells in it. */
static void drop_foreign(const GPtrArray *values, const GdReadAnswer *label, GdBox cell)
{
  for (guint i = label->words->len; i-- > 0 && !label->request.open;) {
    const GdWord *word = label->words->pdata[i];
    if (is_in_other_cell(values, cell, gd_box_centre(word->box)))
      g_ptr_array_remove_index(label->words, i);
  }
}

void gd_answers_to_words(GdPage *page, const GPtrArray *values, const GPtrArray *labels)
{
  guint next = 0;
  for (guint i = 0; i < values->len; i++) {
    const GdReadAnswer *value = values->pdata[i], *label = NULL;
    if (next < labels->len &&
        same_box(((GdReadAnswer *)labels->pdata[next])->request.box, label_box(&value->request)))
      label = labels->pdata[next++];
    if (label != NULL)
      drop_foreign(values, label, value->request.box);
    g_autofree char *number = label != NULL ? number_with_unit(value, label) : NULL;
    GdWord *word = NULL;
    if (number != NULL)
      word = cell_word(&value->request, number, UNSURE);
    else if (label != NULL && is_label(values, value, label))
      move_words(page, label);
    else
      word = value_word(value, label);
    if (word != NULL)
      g_ptr_array_add(page->words, word);
    join_numbering(page, &value->request);
  }
  for (; next < labels->len; next++)
    move_words(page, labels->pdata[next]);
}
