/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/cell_text.h"

#include "models/limits.h"

#include <string.h>

/* A gap wider than this share of the font size is a space in the cell's text:
 * two numbers side by side must not become one. */
#define SPACE_SHARE 0.35
/* Words whose centres differ by less than this share of the lower one's height
 * are on one line: enough for other sizes on one baseline, too little for the
 * lines of a label that is printed beside, with another leading. */
#define SAME_LINE_SHARE 0.3
/* A word may reach over the border of its cell by this share of its own width
 * or height (glyph boxes are wider than ink) before its place is in doubt. */
#define OVERFLOW_X_SHARE 0.25
#define OVERFLOW_Y_SHARE 0.5

static int compare_top(gconstpointer a, gconstpointer b)
{
  GdBox x = (*(GdWord *const *)a)->box, y = (*(GdWord *const *)b)->box;
  double p = x.y0 + x.y1, q = y.y0 + y.y1;
  return (p > q) - (p < q);
}

static int compare_left(gconstpointer a, gconstpointer b)
{
  const GdWord *x = *(GdWord *const *)a, *y = *(GdWord *const *)b;
  return (x->box.x0 > y->box.x0) - (x->box.x0 < y->box.x0);
}

GPtrArray *gd_words_to_lines(GPtrArray *words)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_sort(words, compare_top);
  GPtrArray *line = NULL;
  double sum = 0, height = 0; /* of the line: sum of centres, least height */
  for (guint i = 0; i < words->len; i++) {
    GdWord *word = words->pdata[i];
    double centre = gd_box_centre(word->box).y;
    double lower = fmin(height, gd_box_height(word->box));
    if (line == NULL || centre - sum / line->len > SAME_LINE_SHARE * lower) {
      line = g_ptr_array_new();
      g_ptr_array_add(lines, line);
      sum = 0;
      lower = gd_box_height(word->box);
    }
    g_ptr_array_add(line, word);
    sum += centre;
    height = lower;
  }
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_sort(lines->pdata[i], compare_left);
  return lines;
}

/* Whether a number ends with this character, or goes on behind it. */
static gboolean is_number_part(gunichar c)
{
  return g_unichar_isdigit(c) || c == '.' || c == ',' || c == 0xFF0C || c == 0xFF0E;
}

static gboolean ends_in_number(const GString *text)
{
  const char *last = g_utf8_find_prev_char(text->str, text->str + text->len);
  return last != NULL && is_number_part(g_utf8_get_char(last));
}

/* The rivals of the characters of a word, behind those of the text before it (n of them). rivals is
 * made with the first word that has any. */
static void append_rivals(GPtrArray **rivals, glong n, const GdWord *word)
{
  if (word->rivals == NULL)
    return;
  if (*rivals == NULL)
    *rivals = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(*rivals, (gint)n);
  for (guint i = 0; i < word->rivals->len; i++)
    g_ptr_array_add(*rivals, g_strdup(word->rivals->pdata[i]));
}

static void append_line(GString *text, GPtrArray *line, GPtrArray **rivals)
{
  const GdWord *last = NULL;
  for (guint i = 0; i < line->len; i++) {
    const GdWord *word = line->pdata[i];
    double size = word->size > 0 ? word->size : gd_box_height(word->box);
    gboolean digits = ends_in_number(text) && is_number_part(g_utf8_get_char(word->text));
    if (last != NULL && (digits || word->box.x0 - last->box.x1 > SPACE_SHARE * size))
      g_string_append_c(text, ' '); /* ingest saw a reason not to join two numbers */
    append_rivals(rivals, g_utf8_strlen(text->str, (gssize)text->len), word);
    g_string_append(text, word->text);
    last = word;
  }
}

static void set_flags(GdCell *cell, const GdWord *word)
{
  double width = gd_box_width(word->box), height = gd_box_height(word->box);
  double over_x = fmax(cell->box.x0 - word->box.x0, word->box.x1 - cell->box.x1);
  double over_y = fmax(cell->box.y0 - word->box.y0, word->box.y1 - cell->box.y1);
  cell->unreadable |= word->unreadable;
  cell->uneven |= word->uneven;
  cell->overflow |= over_x > OVERFLOW_X_SHARE * width || over_y > OVERFLOW_Y_SHARE * height;
  cell->confidence = fmin(cell->confidence, word->confidence);
}

/* Several numbers, side by side or stacked, or numbers and lines of words. */
static gboolean is_crowded(GPtrArray *lines)
{
  guint numbers = 0, words = 0;
  for (guint i = 0; i < lines->len; i++) {
    GPtrArray *line = lines->pdata[i];
    const GdWord *last = NULL;
    for (guint k = 0; k < line->len; k++) {
      const GdWord *word = line->pdata[k];
      gboolean number = gd_text_kind(word->text) != GD_TEXT_WORDS;
      words += !number && last == NULL;
      numbers += number && (last == NULL ||
                            word->box.x0 - last->box.x1 > SPACE_SHARE * gd_box_height(word->box));
      last = word;
    }
  }
  return numbers > 1 || (numbers > 0 && words > 0);
}

/* The known label that all words together are; NULL if there is none. Caller frees. */
static char *known_of(const GPtrArray *words)
{
  const char *known = words->len > 0 ? ((const GdWord *)words->pdata[0])->known : NULL;
  for (guint i = 1; i < words->len; i++)
    if (g_strcmp0(known, ((const GdWord *)words->pdata[i])->known) != 0)
      return NULL;
  return g_strdup(known);
}

void gd_cell_set_words(GdCell *cell, GPtrArray *words)
{
  g_autoptr(GPtrArray) lines = gd_words_to_lines(words);
  GString *text = g_string_new(NULL);
  g_clear_pointer(&cell->rivals, g_ptr_array_unref);
  cell->n_lines = lines->len;
  cell->crowded = is_crowded(lines);
  for (guint i = 0; i < lines->len && text->len < GD_CAP_CELL_CHARS; i++) {
    GPtrArray *line = lines->pdata[i];
    const GdWord *first = line->pdata[0];
    if (ends_in_number(text) && is_number_part(g_utf8_get_char(first->text)))
      cell->split_number = TRUE;
    append_line(text, line, &cell->rivals);
  }
  for (guint i = 0; i < words->len; i++)
    set_flags(cell, words->pdata[i]);
  const GdWord *only = words->len == 1 ? words->pdata[0] : NULL;
  cell->confirmed = only != NULL && only->confirmed;
  g_clear_pointer(&cell->alternatives, g_ptr_array_unref);
  if (only != NULL && only->alternatives != NULL)
    cell->alternatives = g_ptr_array_ref(only->alternatives);
  g_free(cell->known);
  cell->known = known_of(words);
  g_free(cell->text);
  cell->text = g_string_free(text, FALSE);
}

/* The elementary interval of the dividers that holds a position, or their number. */
static guint interval_of(const GArray *dividers, double position)
{
  guint low = 0, high = dividers->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(dividers, GdDivider, middle).at <= position)
      low = middle + 1;
    else
      high = middle;
  }
  return low == 0 ? dividers->len : low - 1;
}

/* Index of a grid's cells by elementary row and column. */
static GdCell **index_cells(const GdGrid *grid)
{
  guint columns = gd_grid_columns(grid);
  GdCell **index = g_new0(GdCell *, gd_grid_rows(grid) * columns);
  for (guint i = 0; i < grid->cells->len; i++) {
    GdCell *cell = grid->cells->pdata[i];
    for (guint r = 0; r < cell->row_span; r++)
      for (guint c = 0; c < cell->column_span; c++)
        index[(cell->row + r) * columns + cell->column + c] = cell;
  }
  return index;
}

static GdCell *cell_at(const GdGrid *grid, GdCell **index, GdPoint point)
{
  guint row = interval_of(grid->dividers[GD_HORIZONTAL], point.y);
  guint column = interval_of(grid->dividers[GD_VERTICAL], point.x);
  if (row >= gd_grid_rows(grid) || column >= gd_grid_columns(grid))
    return NULL;
  return index[row * gd_grid_columns(grid) + column];
}

/* A word that reaches clearly into two cells side by side leaves both in doubt. */
static void mark_overflow(const GdGrid *grid, GdCell **index, const GdWord *word)
{
  double share = OVERFLOW_X_SHARE * gd_box_width(word->box);
  double y = gd_box_centre(word->box).y;
  GdCell *left = cell_at(grid, index, (GdPoint){word->box.x0 + share, y});
  GdCell *right = cell_at(grid, index, (GdPoint){word->box.x1 - share, y});
  if (word->source == GD_SOURCE_HIDDEN || left == right || left == NULL || right == NULL)
    return;
  left->overflow = TRUE;
  right->overflow = TRUE;
}

void gd_cells_fill(GPtrArray *grids, const GdPage *page, GPtrArray *rest)
{
  g_autoptr(GHashTable) words_of =
      g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autofree GdCell ***indices = g_new0(GdCell **, grids->len + 1);
  for (guint g = 0; g < grids->len; g++)
    indices[g] = index_cells(grids->pdata[g]);

  for (guint i = 0; i < page->words->len; i++) {
    GdWord *word = page->words->pdata[i];
    if (word->source == GD_SOURCE_HIDDEN)
      continue;
    GdCell *cell = NULL;
    for (guint g = 0; g < grids->len && cell == NULL; g++)
      cell = cell_at(grids->pdata[g], indices[g], gd_box_centre(word->box));
    if (cell == NULL) {
      if (rest != NULL)
        g_ptr_array_add(rest, word);
      continue;
    }
    GPtrArray *words = g_hash_table_lookup(words_of, cell);
    if (words == NULL)
      g_hash_table_insert(words_of, cell, words = g_ptr_array_new());
    g_ptr_array_add(words, word);
  }

  for (guint i = 0; i < page->words->len; i++)
    for (guint g = 0; g < grids->len; g++)
      mark_overflow(grids->pdata[g], indices[g], page->words->pdata[i]);

  GHashTableIter iter;
  gpointer cell, words;
  g_hash_table_iter_init(&iter, words_of);
  while (g_hash_table_iter_next(&iter, &cell, &words))
    gd_cell_set_words(cell, words);
  for (guint g = 0; g < grids->len; g++)
    g_free(indices[g]);
}

/* The longest unit that is written behind a number without brackets, in
 * characters: 万元, 人次. */
#define UNIT_CHARS 2

/* Signs, and what is printed for none: dashes and slashes. */
static gboolean is_value_mark(gunichar c)
{
  return g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || strchr("+-/\\", (int)MIN(c, 127)) ||
         c == 0xFF0B || c == 0xFF0F || c == 0x2212 || c == 0x2500;
}

gboolean gd_text_is_none(const char *text)
{
  return g_str_equal(text, "无") || g_str_equal(text, "無");
}

GdTextKind gd_text_kind(const char *text)
{
  gboolean digits = FALSE, marks = FALSE;
  gunichar before = 0, solid = 0; /* solid: the last that is no white space */
  guint letters = 0, others = 0;
  const char *p = text;
  for (; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c))
      digits = TRUE;
    else if (c == '(' || c == 0xFF08 || c == 0x3014)
      break; /* a note may follow */
    else if (g_unichar_isalpha(c)) {
      if (letters == 0 && digits && !g_unichar_isdigit(solid))
        return GD_TEXT_WORDS; /* 1.属于, 3、其他, 2. 重复 */
      letters++;
    } else if (is_value_mark(c))
      marks = TRUE;
    else if (!g_unichar_isspace(c))
      others++;
    if (letters > 0 && !digits)
      return gd_text_is_none(text) ? GD_TEXT_NUMBER : GD_TEXT_WORDS;
    before = c;
    solid = g_unichar_isspace(c) ? solid : c;
  }
  if (digits && (before == '.' || before == 0x3001 || before == 0xFF0E))
    return GD_TEXT_WORDS; /* the number of a label, set apart: 5、 */
  if (digits)
    return letters == 0 ? GD_TEXT_NUMBER : letters <= UNIT_CHARS ? GD_TEXT_EITHER : GD_TEXT_WORDS;
  return marks && others == 0 ? GD_TEXT_NUMBER : GD_TEXT_WORDS;
}
