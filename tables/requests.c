/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/requests.h"

#include "models/limits.h"
#include "tables/choices.h"
#include "tables/lattice.h"

#include <string.h>

/* An area outside the grids lower than this holds no line of text. Points. */
#define LEAST_TEXT 6.0
/* A word made for a cell is this much smaller than it on each side: a word on the border
 * would be taken for one that reaches over it. Shares of the cell. */
#define INSET_SHARE 0.25
/* Labels are read this far inside their cell: what is left of a ruling at the edge makes
 * Tesseract see no text at all. Half of a thick ruling, and as much for its drift. Points. */
#define LABEL_INSET 2.0
/* Paper around a piece of text that bounds no rulings: what is cut off at the edge cannot be told
 * from text that goes on. Points. */
#define PIECE_RIM 2.5
/* Chinese characters from which a text is a label whatever the readers of values say: a unit
 * of a number has up to two. */
#define LABEL_HAN 3
/* What stands for ink that nobody could read. */
#define UNREADABLE "\xEF\xBF\xBD"
/* What the readers of values have for a character that is not theirs. */
#define UNKNOWN "?"
/* Confidence of a word that is not sure, at most. */
#define UNSURE 0.5

static void add_request(GArray *requests, guint page, GdBox box, GdContent content)
{
  GdReadRequest request = {page, box, content, GD_EFFORT_THOROUGH};
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

GArray *gd_requests_pieces(const GdPage *page, const GArray *pieces)
{
  if (pieces->len > GD_CAP_PAGE_REQUESTS)
    return NULL;
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  for (guint i = 0; i < pieces->len; i++) {
    GdBox b = g_array_index(pieces, GdBox, i);
    GdBox around = gd_box(b.x0 - PIECE_RIM, b.y0 - PIECE_RIM, b.x1 + PIECE_RIM, b.y1 + PIECE_RIM);
    add_request(requests, page->number, around, GD_CONTENT_VALUE);
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

static int compare_top(gconstpointer a, gconstpointer b)
{
  const GdBox *x = a, *y = b;
  return (x->y0 > y->y0) - (x->y0 < y->y0);
}

/* Bands of the page that no grid and no area touches. */
static void add_prose(const GdPage *page, const GArray *areas, GArray *requests)
{
  g_autoptr(GArray) tables = gd_requests_ruled(page);
  g_array_append_vals(tables, areas->data, areas->len);
  g_array_sort(tables, compare_top);
  double top = 0;
  for (guint i = 0; i <= tables->len; i++) {
    GdBox table = i < tables->len ? g_array_index(tables, GdBox, i)
                                  : gd_box(0, page->height, page->width, page->height);
    if (table.y0 - top > LEAST_TEXT)
      add_request(requests, page->number, gd_box(0, top, page->width, table.y0), GD_CONTENT_TEXT);
    top = fmax(top, table.y1);
  }
}

/* Where the label of a cell is read. */
static GdBox inside(GdBox cell)
{
  double dx = fmin(LABEL_INSET, INSET_SHARE * gd_box_width(cell));
  double dy = fmin(LABEL_INSET, INSET_SHARE * gd_box_height(cell));
  return gd_box(cell.x0 + dx, cell.y0 + dy, cell.x1 - dx, cell.y1 - dy);
}

GArray *gd_requests_labels(const GdPage *page, const GPtrArray *values, const GArray *areas,
                           gboolean prose)
{
  GArray *requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  for (guint i = 0; i < values->len; i++) {
    const GdReadAnswer *answer = values->pdata[i];
    if (!is_sure(answer->reading))
      add_request(requests, page->number, inside(answer->request.box), GD_CONTENT_LABEL);
  }
  if (prose)
    add_prose(page, areas, requests);
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

/* A word in the middle of a cell. */
static GdWord *cell_word(GdBox cell, const char *text, double confidence)
{
  double dx = INSET_SHARE * gd_box_width(cell), dy = INSET_SHARE * gd_box_height(cell);
  GdBox box = gd_box(cell.x0 + dx, cell.y0 + dy, cell.x1 - dx, cell.y1 - dy);
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
  GdWord *word = cell_word(answer->request.box, text, sure ? reading->probability : unsure);
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

/* Whether the text that was read says more of the cell than its reading as a value. What is
 * read into specks of an empty cell has a character or two. */
static gboolean is_label(const GdReadAnswer *value, const GdReadAnswer *label)
{
  guint han = count_answer_han(label);
  const GdCellReading *reading = value->reading;
  gboolean legible = reading != NULL &&
                     (is_mark_or_number(reading) || reading->kind == GD_CELL_BLANK) &&
                     reading->agree && reading->lines <= 1;
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

static void move_words(GdPage *page, const GdReadAnswer *answer)
{
  GdBox area = answer->request.box;
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

void gd_answers_to_words(GdPage *page, const GPtrArray *values, const GPtrArray *labels)
{
  guint next = 0;
  for (guint i = 0; i < values->len; i++) {
    const GdReadAnswer *value = values->pdata[i], *label = NULL;
    if (next < labels->len &&
        same_box(((GdReadAnswer *)labels->pdata[next])->request.box, inside(value->request.box)))
      label = labels->pdata[next++];
    g_autofree char *number = label != NULL ? number_with_unit(value, label) : NULL;
    GdWord *word = NULL;
    if (number != NULL)
      word = cell_word(value->request.box, number, UNSURE);
    else if (label != NULL && is_label(value, label))
      move_words(page, label);
    else
      word = value_word(value, label);
    if (word != NULL)
      g_ptr_array_add(page->words, word);
  }
  for (; next < labels->len; next++)
    move_words(page, labels->pdata[next]);
}
