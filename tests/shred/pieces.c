/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ways.h"

#include <string.h>

#define FURNITURE_CHANCE 0.06 /* between two rows; a page of a table has about 16 rows */
#define MIN_PIECE 2           /* Chinese characters that a piece of a label has at least */
#define BLANK_CHANCE 0.08     /* behind a character of a label that is spaced */
#define BARE_CHANCE 0.2       /* of a page number without any sign */
#define HEAD_ONLY_CHANCE 0.3  /* of a page break with a running head but no number */

void sh_text_stream(ShText *text, const char *name)
{
  g_autofree char *stream = g_strconcat("text ", name, NULL);
  text->rng = ts_rng(text->seed, stream);
}

const char *sh_cell_text(const ShCell *cell)
{
  return cell->loss == SH_KEPT ? cell->text : "";
}

gboolean sh_cell_gone(const ShCell *cell)
{
  return cell->loss == SH_LOST_GONE;
}

/* Nothing is cut beside digits, their signs, and markup. */
static gboolean is_bound(gunichar c)
{
  return g_unichar_isdigit(c) || (c > ' ' && c < 0x7f);
}

static guint han_between(const gunichar *chars, glong from, glong to)
{
  guint n = 0;
  for (glong i = from; i < to; i++)
    n += g_unichar_get_script(chars[i]) == G_UNICODE_SCRIPT_HAN;
  return n;
}

static int compare_longs(gconstpointer a, gconstpointer b)
{
  glong x = *(const glong *)a, y = *(const glong *)b;
  return (x > y) - (x < y);
}

/* Places at which a label can be cut, n - 1 at most. */
static GArray *cuts_of(const gunichar *chars, glong length, guint n, TsRng *rng)
{
  GArray *cuts = g_array_new(FALSE, FALSE, sizeof(glong));
  for (guint tries = 0; cuts->len + 1 < n && tries < 20 && length > 2; tries++) {
    glong at = (glong)ts_rng_int(rng, 1, length - 1), before = 0, behind = length;
    for (guint i = 0; i < cuts->len; i++) {
      glong cut = g_array_index(cuts, glong, i);
      if (cut <= at)
        before = MAX(before, cut);
      else
        behind = MIN(behind, cut);
    }
    if (is_bound(chars[at - 1]) || is_bound(chars[at]) ||
        han_between(chars, before, at) < MIN_PIECE || han_between(chars, at, behind) < MIN_PIECE)
      continue;
    g_array_append_val(cuts, at);
  }
  g_array_sort(cuts, compare_longs);
  return cuts;
}

char **sh_label_pieces(const char *label, guint n, TsRng *rng)
{
  glong length, from = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(label, -1, &length);
  g_autoptr(GArray) cuts = cuts_of(chars, length, n, rng);
  g_autoptr(GStrvBuilder) pieces = g_strv_builder_new();
  for (guint i = 0; i <= cuts->len; i++) {
    glong to = i < cuts->len ? g_array_index(cuts, glong, i) : length;
    g_autofree char *piece = g_ucs4_to_utf8(chars + from, to - from, NULL, NULL, NULL);
    g_strv_builder_add(pieces, g_strstrip(piece));
    from = to;
  }
  return g_strv_builder_end(pieces);
}

char *sh_label_spaced(const char *label, TsRng *rng)
{
  GString *out = g_string_new(NULL);
  gunichar last = 0;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean cut = ts_rng_chance(rng, BLANK_CHANCE);
    if (last != 0 && cut && !is_bound(last) && !is_bound(c))
      g_string_append_c(out, ' ');
    g_string_append_unichar(out, c);
    last = c;
  }
  return g_string_free(out, FALSE);
}

void sh_write_furniture(ShText *text)
{
  static const char *const forms[] = {"- %u -", "— %u —", "第 %u 页 共 %u 页", "第%u页", NULL};
  gboolean bare = ts_rng_chance(&text->rng, BARE_CHANCE) && text->bare_pages;
  const char *marked = ts_rng_pick(&text->rng, forms), *form = bare ? "%u" : marked;
  gboolean head = text->facts->running_head != NULL;
  gboolean only = head && ts_rng_chance(&text->rng, HEAD_ONLY_CHANCE);
  const char *br = text->out->len > 0 && text->out->str[text->out->len - 1] != '\n' ? "\n" : "";
  g_string_append(text->out, br);
  if (!only) {
    g_auto(GStrv) parts = g_strsplit(form, "%u", -1);
    g_string_append_printf(text->out, "%s%u%s", parts[0], text->page, parts[1]);
    if (parts[2] != NULL)
      g_string_append_printf(text->out, "%u%s", text->page + 3, parts[2]);
    g_string_append_c(text->out, '\n');
  }
  if (head)
    g_string_append_printf(text->out, "%s\n", text->facts->running_head);
  text->page++;
}

void sh_maybe_furniture(ShText *text)
{
  if (text->options.on[SH_PAGES] && ts_rng_chance(&text->rng, FURNITURE_CHANCE))
    sh_write_furniture(text);
}

gboolean sh_cell_is_number(const ShRow *row, const ShCell *cell)
{
  return cell->leaf != G_MAXUINT || (cell->role == TS_STRANGE && cell != sh_row_label(row));
}

GPtrArray *sh_row_left(const ShRow *row)
{
  GPtrArray *cells = g_ptr_array_new();
  for (guint i = 0; i < row->cells->len; i++)
    if (!sh_cell_gone(sh_cell(row, i)))
      g_ptr_array_add(cells, sh_cell(row, i));
  return cells;
}

guint sh_row_surplus(const ShTable *table, const ShRow *row)
{
  guint first = 0;
  for (guint i = 0; i < row->cells->len; i++)
    first += !sh_cell(row, i)->again;
  return table->n_columns > first ? table->n_columns - first : 0;
}
