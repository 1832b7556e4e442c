/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown as OCR services and converters write it.
 *
 *   ocr-markdown   one wide pipe table; columns that hold nothing; labels of
 *                  merged cells in any row and column that they cover, or in
 *                  pieces, or missing; heads in debris
 *   row-tables     a table for each row, with a head of its own; group labels
 *                  are lines between them
 */
#include "ways.h"

#define FILLERS 4              /* empty columns at most, behind or among the others */
#define GROUP_MOVED_CHANCE 0.5 /* of a merged label that does not stand in its first row */
#define GROUP_LOST_CHANCE 0.15 /* of a merged label that is missing */
#define GROUP_CUT_CHANCE 0.2   /* of a merged label that stands in two rows in two pieces */
#define DEBRIS_CHANCE 0.06     /* of a column label that OCR could not read */
#define HEAD_MOVED_CHANCE 0.25 /* of a column label that stands one row lower or higher */
#define JOINED_CHANCE 0.02     /* of a row with two numbers in one cell */
#define AMONG_CHANCE 0.3       /* of empty columns between labels and values, too */
#define SPLIT_CHANCE 0.03      /* of a table that ends before a row and begins again */
#define SHORT_ROW_CHANCE 0.1   /* of a row without the empty cells at its end */
#define OWN_HEADS_CHANCE 0.5   /* of a text of row-tables with the form's column labels */
#define MANY_COLUMNS 5         /* rows this wide may have heads like 数据1 */

typedef struct {
  char **texts; /* rows x columns; NULL: empty */
  guint rows, columns;
} Matrix;

static char **at(Matrix *m, guint row, guint column)
{
  g_assert(row < m->rows && column < m->columns);
  return &m->texts[row * m->columns + column];
}

/* Puts text there, behind what already stands there. */
static void put(Matrix *m, guint row, guint column, const char *text)
{
  char **place = at(m, row, column);
  char *joined = *place != NULL ? g_strconcat(*place, " ", text, NULL) : g_strdup(text);
  g_free(*place);
  *place = joined;
}

static void put_merged(Matrix *m, TsRng *rng, const ShCell *cell, guint row, guint column)
{
  guint other = row + (guint)ts_rng_int(rng, 0, (gint64)cell->rows - 1);
  gboolean lost = ts_rng_chance(rng, GROUP_LOST_CHANCE), cut = ts_rng_chance(rng, GROUP_CUT_CHANCE);
  gboolean moved = ts_rng_chance(rng, GROUP_MOVED_CHANCE);
  g_auto(GStrv) pieces = sh_label_pieces(cell->text, 2, rng);
  if (lost)
    return;
  if (!moved)
    put(m, row, column, cell->text);
  else if (cut && pieces[1] != NULL && other + 1 < row + cell->rows) {
    put(m, other, column, pieces[0]);
    put(m, other + 1, column, pieces[1]);
  } else {
    put(m, other, column, cell->text);
  }
}

static void put_head(Matrix *m, TsRng *rng, const ShCell *cell, guint row, guint column)
{
  static const char *const debris[] = {"†", "甘加", "半 土", "4+H 4+H +/", "口 幺", "~ , 、", NULL};
  const char *junk = ts_rng_pick(rng, debris);
  gboolean unread = ts_rng_chance(rng, DEBRIS_CHANCE),
           moved = ts_rng_chance(rng, HEAD_MOVED_CHANCE);
  guint down = (guint)ts_rng_int(rng, 0, (gint64)cell->rows - 1);
  g_autofree char *spaced = sh_label_spaced(cell->text, rng);
  put(m, moved ? row + down : row, column, unread ? junk : spaced);
}

static void put_cell(Matrix *m, TsRng *rng, const ShCell *cell, guint row, const guint *places)
{
  /* a merged cell's text may stand in any column that it covers */
  guint over = (guint)ts_rng_int(rng, 0, (gint64)cell->columns - 1);
  guint column =
      places[cell->column + (cell->role == TS_LABEL || cell->role == TS_HEAD ? over : 0)];
  if (cell->text[0] == '\0' || cell->loss != SH_KEPT)
    return;
  if (cell->role == TS_GROUP)
    put_merged(m, rng, cell, row, column);
  else if (cell->role == TS_HEAD)
    put_head(m, rng, cell, row, column);
  else
    put(m, row, column, cell->text);
}

/* A cell that is gone: what stands right of it moves left. */
static void close_gaps(Matrix *m, const ShRow *row, guint r, const guint *places)
{
  for (guint i = row->cells->len; i > 0; i--) {
    const ShCell *cell = sh_cell(row, i - 1);
    if (!sh_cell_gone(cell))
      continue;
    for (guint c = places[cell->column]; c + 1 < m->columns; c++)
      *at(m, r, c) = *at(m, r, c + 1);
    *at(m, r, m->columns - 1) = NULL;
  }
}

/* Two neighbours' numbers in one cell, as OCR joins columns that stand close. */
static void join_numbers(Matrix *m, TsRng *rng, const ShRow *row, guint r, const guint *places)
{
  gboolean joined = ts_rng_chance(rng, JOINED_CHANCE);
  guint i = (guint)ts_rng_int(rng, 0, MAX((gint64)row->cells->len, 2) - 2);
  for (guint k = 0; k < row->cells->len; k++)
    joined &= sh_cell(row, k)->loss == SH_KEPT;
  if (!joined || row->cells->len < 2 || !sh_cell_is_number(row, sh_cell(row, i)) ||
      !sh_cell_is_number(row, sh_cell(row, i + 1)))
    return;
  char **right = at(m, r, places[sh_cell(row, i + 1)->column]);
  if (*right == NULL || *at(m, r, places[sh_cell(row, i)->column]) == NULL)
    return;
  put(m, r, places[sh_cell(row, i)->column], *right);
  g_clear_pointer(right, g_free);
}

static void write_rule(GString *out, guint columns)
{
  for (guint c = 0; c < columns; c++)
    g_string_append(out, c == 0 ? "|---|" : "---|");
  g_string_append_c(out, '\n');
}

static void write_matrix(ShText *text, Matrix *m, const ShTable *table)
{
  gboolean first = TRUE;
  for (guint r = 0; r < m->rows; r++) {
    gboolean split = ts_rng_chance(&text->rng, SPLIT_CHANCE) && !sh_row(table, r)->head && r > 0;
    if (split) {
      g_string_append_c(text->out, '\n');
      if (text->options.on[SH_PAGES]) {
        sh_write_furniture(text);
        g_string_append_c(text->out, '\n');
      }
      first = TRUE;
    }
    guint last = m->columns;
    if (ts_rng_chance(&text->rng, SHORT_ROW_CHANCE))
      while (last > 1 && *at(m, r, last - 1) == NULL)
        last--;
    g_string_append_c(text->out, '|');
    for (guint c = 0; c < last; c++) {
      const char *cell = *at(m, r, c);
      g_string_append_printf(text->out, cell != NULL ? " %s |" : "%s |", cell != NULL ? cell : "");
    }
    g_string_append_c(text->out, '\n');
    if (first)
      write_rule(text->out, m->columns);
    first = FALSE;
  }
}

void sh_write_ocr_markdown(ShText *text, const ShTable *table)
{
  guint fillers = (guint)ts_rng_int(&text->rng, 0, FILLERS);
  Matrix m = {NULL, table->rows->len, table->n_columns + fillers};
  m.texts = g_new0(char *, m.rows *m.columns);
  g_autofree guint *places = g_new(guint, table->n_columns);
  guint among = ts_rng_chance(&text->rng, AMONG_CHANCE) ? fillers / 2 : 0; /* left of the values */
  guint labels = g_array_index(table->source->label_columns, guint, 0);
  for (guint c = 0; c < table->n_columns; c++)
    places[c] = c + (c >= labels && labels > 0 ? among : 0);
  for (guint r = 0; r < m.rows; r++) {
    const ShRow *row = sh_row(table, r);
    for (guint i = 0; i < row->cells->len; i++)
      put_cell(&m, &text->rng, sh_cell(row, i), r, places);
  }
  for (guint r = 0; r < m.rows; r++)
    close_gaps(&m, sh_row(table, r), r, places);
  for (guint r = 0; r < m.rows; r++)
    join_numbers(&m, &text->rng, sh_row(table, r), r, places);
  write_matrix(text, &m, table);
  for (guint i = 0; i < m.rows * m.columns; i++)
    g_free(m.texts[i]);
  g_free(m.texts);
}

/* ---- a table for each row -------------------------------------------------- */

/* The label above the leaf's column in its block. Lent. */
static const char *head_of(const ShTable *table, const ShRow *row, const ShCell *cell)
{
  const char *text = "";
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *head = sh_row(table, r);
    if (head->block != row->block || !head->head)
      continue;
    for (guint i = 0; i < head->cells->len; i++) {
      const ShCell *label = sh_cell(head, i);
      if (label->role == TS_HEAD && label->column <= cell->column &&
          cell->column < label->column + label->columns)
        text = label->text;
    }
  }
  return text;
}

/* Numbers of a row, as a table of two rows. */
static void write_row_table(ShText *text, const ShTable *table, const ShRow *row, const char *label,
                            GPtrArray *cells, gboolean own_heads)
{
  GString *out = text->out;
  guint n = cells->len;
  g_string_append(out, "\n| 类别 |");
  for (guint i = 0; i < n; i++) {
    const char *head = head_of(table, row, cells->pdata[i]);
    if (own_heads || n < MANY_COLUMNS || i + 1 == n)
      g_string_append_printf(out, " %s |", head);
    else
      g_string_append_printf(out, " 数据%u |", i + 1);
  }
  g_string_append_c(out, '\n');
  write_rule(out, n + 1);
  g_string_append_printf(out, "| %s |", label);
  for (guint i = 0; i < n; i++)
    if (!sh_cell_gone(cells->pdata[i]))
      g_string_append_printf(out, " %s |", sh_cell_text(cells->pdata[i]));
  g_string_append(out, "\n\n");
}

/* The row of an across block: a table for each of its form rows. */
static void write_across(ShText *text, const ShTable *table, const ShRow *row, gboolean own_heads)
{
  const GdForm *form = table->source->figures->values->form;
  for (guint i = 0; i < row->cells->len;) {
    g_autoptr(GPtrArray) part = g_ptr_array_new();
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, sh_cell(row, i)->leaf);
    for (; i < row->cells->len; i++) {
      const ShCell *cell = sh_cell(row, i);
      if (g_array_index(form->leaves, GdFormLeaf, cell->leaf).row != leaf->row)
        break;
      g_ptr_array_add(part, (gpointer)cell);
    }
    if (leaf->row->label->parent != NULL)
      g_string_append_printf(text->out, "%s\n", leaf->row->label->parent->text);
    write_row_table(text, table, row, leaf->row->label->text, part, own_heads);
  }
}

static void write_one_row(ShText *text, const ShTable *table, const ShRow *row, gboolean own_heads)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new();
  const ShCell *label = sh_row_label(row);
  for (guint i = 0; i < row->cells->len; i++) {
    const ShCell *cell = sh_cell(row, i);
    if (sh_cell_is_number(row, cell))
      g_ptr_array_add(numbers, (gpointer)cell);
    else if (cell->role == TS_GROUP || cell->role == TS_HEADING)
      g_string_append_printf(text->out, "\n%s\n", cell->text);
  }
  if (numbers->len > 0 && label == NULL)
    write_across(text, table, row, own_heads);
  else if (numbers->len > 0)
    write_row_table(text, table, row, label->text, numbers, own_heads);
}

void sh_write_row_tables(ShText *text, const ShTable *table)
{
  gboolean own_heads = ts_rng_chance(&text->rng, OWN_HEADS_CHANCE);
  for (guint r = 0; r < table->rows->len; r++) {
    write_one_row(text, table, sh_row(table, r), own_heads);
    sh_maybe_furniture(text);
  }
}
