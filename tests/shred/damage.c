/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "damage.h"

#include "ways.h"

#define MAX_DOUBLED 3         /* numbers printed twice, at most */
#define ROW_TWICE_CHANCE 0.4  /* of a doubled text that prints a row twice */
#define FIELD_KEPT_CHANCE 0.5 /* of a loss that leaves the separators */

/* A number of a table. */
typedef struct {
  ShRow *row;
  guint cell;
} Place;

static gboolean has_again(const ShTable *table, guint leaf, const ShRow *row)
{
  for (guint r = 0; r < table->rows->len; r++)
    for (guint i = 0; i < sh_row(table, r)->cells->len; i++) {
      const ShCell *cell = sh_cell(sh_row(table, r), i);
      if (cell->again && (cell->leaf == leaf || sh_row(table, r) == row))
        return TRUE;
    }
  return FALSE;
}

/* The numbers of all tables that are no blanks. Not those of rows in which a number stands twice:
 * where another one is lost, such a row would look whole, and nobody could tell. */
static GArray *numbers(GPtrArray *tables)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  for (guint t = 0; t < tables->len; t++) {
    const ShTable *table = tables->pdata[t];
    for (guint r = 0; r < table->rows->len; r++)
      for (guint i = 0; i < sh_row(table, r)->cells->len; i++) {
        const ShCell *cell = sh_cell(sh_row(table, r), i);
        Place place = {sh_row(table, r), i};
        if (cell->leaf != G_MAXUINT && !cell->blank && cell->loss == SH_KEPT &&
            !has_again(table, cell->leaf, sh_row(table, r)))
          g_array_append_val(places, place);
      }
  }
  return places;
}

/* FALSE if none is left, as in a table of one row. */
static gboolean draw_number(GPtrArray *tables, TsRng *rng, Place *place)
{
  g_autoptr(GArray) places = numbers(tables);
  if (places->len == 0)
    return FALSE;
  *place = g_array_index(places, Place, ts_rng_int(rng, 0, (gint64)places->len - 1));
  return TRUE;
}

/* Prints a row of values once more below itself, without the labels of its groups. */
static void repeat_row(GPtrArray *tables, TsRng *rng)
{
  ShTable *table = tables->pdata[ts_rng_int(rng, 0, (gint64)tables->len - 1)];
  guint r = (guint)ts_rng_int(rng, 0, (gint64)table->rows->len - 1);
  while (!sh_row_has_values(sh_row(table, r)))
    r = (r + 1) % table->rows->len;
  const ShRow *row = sh_row(table, r);
  ShRow *copy = sh_row_new(row->block, row->head);
  for (guint i = 0; i < row->cells->len; i++)
    if (sh_cell(row, i)->role != TS_GROUP) {
      ShCell *cell = sh_cell_copy(sh_cell(row, i));
      cell->again = cell->leaf != G_MAXUINT;
      g_ptr_array_add(copy->cells, cell);
    }
  g_ptr_array_insert(table->rows, (gint)r + 1, copy);
}

/* A cell of the row is printed as nothing. */
static gboolean has_empty(const ShRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (sh_cell(row, i)->leaf != G_MAXUINT && sh_cell(row, i)->text[0] == '\0')
      return TRUE;
  return FALSE;
}

void sh_double(GPtrArray *tables, TsRng rng)
{
  gboolean row_twice = ts_rng_chance(&rng, ROW_TWICE_CHANCE);
  for (gint64 n = ts_rng_int(&rng, 1, MAX_DOUBLED); n > 0; n--) {
    Place place;
    if (!draw_number(tables, &rng, &place) || has_empty(place.row))
      continue; /* one too few and one too many: the row would look whole */
    ShCell *copy = sh_cell_copy(sh_cell(place.row, place.cell));
    copy->again = TRUE;
    sh_row_insert(place.row, place.cell + 1, copy);
  }
  if (row_twice)
    repeat_row(tables, &rng);
}

/* Takes away the column labels of a table. */
static void drop_heads(ShTable *table)
{
  for (guint r = table->rows->len; r > 0; r--) {
    const ShRow *row = sh_row(table, r - 1);
    if (row->head && !(row->cells->len > 0 && sh_cell(row, 0)->role == TS_HEADING))
      g_ptr_array_remove_index(table->rows, r - 1);
  }
}

static void swap(GPtrArray *tables, guint a, guint b)
{
  gpointer kept = tables->pdata[a];
  tables->pdata[a] = tables->pdata[b];
  tables->pdata[b] = kept;
}

void sh_apply_options(GPtrArray *tables, const ShOptions *options, TsRng rng)
{
  gint64 last = (gint64)tables->len - 1;
  ShTable *untitled = tables->pdata[ts_rng_int(&rng, 0, last)];
  ShTable *headless = tables->pdata[ts_rng_int(&rng, 0, last)];
  guint a = (guint)ts_rng_int(&rng, 0, last), step = (guint)ts_rng_int(&rng, 1, MAX(last, 1));
  if (options->on[SH_NO_TITLE])
    g_clear_pointer(&untitled->title, g_free);
  if (options->on[SH_NO_HEADS])
    drop_heads(headless);
  if (options->on[SH_OTHER_ORDER])
    swap(tables, a, (a + step) % tables->len);
}

static char *mark_up(char *label, TsRng *rng)
{
  gint64 kind = ts_rng_int(rng, 0, 5);
  g_auto(GStrv) pieces = sh_label_pieces(label, 2, rng);
  if (label[0] == '\0' || kind > 2)
    return label;
  g_autofree char *old = label;
  if (kind == 0)
    return g_strjoinv("<br>", pieces);
  if (kind == 1)
    return g_strdup_printf("**%s**", old);
  gboolean numbered = g_ascii_isdigit(old[0]) && old[1] == '.';
  return numbered ? g_strdup_printf("%c\\.%s", old[0], old + 2) : g_steal_pointer(&old);
}

void sh_mark_up(GPtrArray *tables, TsRng rng)
{
  for (guint t = 0; t < tables->len; t++) {
    const ShTable *table = tables->pdata[t];
    for (guint r = 0; r < table->rows->len; r++)
      for (guint i = 0; i < sh_row(table, r)->cells->len; i++) {
        ShCell *cell = sh_cell(sh_row(table, r), i);
        if (!sh_cell_is_number(sh_row(table, r), cell))
          cell->text = mark_up(cell->text, &rng);
      }
  }
}

void sh_lose(GPtrArray *tables, guint n, gboolean keeps_fields, TsRng rng)
{
  for (guint i = 0; i < n; i++) {
    Place place;
    if (!draw_number(tables, &rng, &place))
      return;
    gboolean kept = ts_rng_chance(&rng, FIELD_KEPT_CHANCE);
    sh_cell(place.row, place.cell)->loss = kept && keeps_fields ? SH_LOST_FIELD : SH_LOST_GONE;
  }
}
