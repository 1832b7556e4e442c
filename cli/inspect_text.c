/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/grid_text.h"
#include "cli/inspect_parts.h"
#include "models/limits.h"

/* Columns of a terminal that a grid may take: fits a window of half a wide screen. */
#define COLUMNS 120

static void put_line(GString *out, const char *text)
{
  g_autofree char *shown = gd_shown_text(text);
  g_string_append_printf(out, "%s\n", shown);
}

/* Behind the text of a cell: what its status is, unless it is certain. */
static const char *mark_of(const GdGrid *grid, const GdCell *cell, gpointer data)
{
  static const char *const marks[GD_N_STATUSES] = {NULL, NULL, " ~", " *", " ?", " !", " ="};
  const GPtrArray *values = data;
  for (guint i = 0; i < values->len; i++) {
    const GdValue *value = values->pdata[i];
    if (gd_box_has(cell->box, gd_box_centre(value->box)))
      return marks[value->status];
  }
  return NULL;
}

/* The values that have a place on a page (of GdValue*, lent). Caller unrefs. */
static GPtrArray *values_on(const GdInspection *inspection, guint page)
{
  GPtrArray *found = g_ptr_array_new();
  for (guint d = 0; d < inspection->documents->len; d++) {
    const GdDocument *document = inspection->documents->pdata[d];
    for (guint i = 0; i < document->values->len; i++) {
      const GdValue *value = document->values->pdata[i];
      if (value->page == page && !gd_box_is_none(value->box))
        g_ptr_array_add(found, (gpointer)value);
    }
  }
  return found;
}

static void put_document(GString *out, const GdInspection *inspection, const GdDocument *document)
{
  GdLang lang = inspection->lang;
  g_autoptr(GString) line = g_string_new(document->id);
  g_string_append_printf(line, "  %s  %s",
                         document->form != NULL ? document->form : gd_tr(lang, "no known form"),
                         gd_tr(lang, gd_document_status_name(document->status)));
  for (guint s = 0; s < GD_N_STATUSES; s++) {
    guint n = gd_document_count(document, s);
    if (n > 0)
      g_string_append_printf(line, "  %s %u", gd_tr(lang, gd_status_name(s)), n);
  }
  put_line(out, line->str);
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    if (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK)
      continue;
    g_autofree char *reading = gd_inspect_reading(inspection, value);
    g_autofree char *why = gd_said(lang, value->note);
    g_autofree char *text =
        g_strdup_printf("  %s/%s/%s  %s  %s%s%s", value->table, value->row, value->column,
                        gd_tr(lang, gd_status_name(value->status)), reading,
                        why != NULL ? "  " : "", why != NULL ? why : "");
    put_line(out, text);
  }
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    g_autofree char *message = gd_said(lang, finding->message);
    g_autofree char *text =
        g_strdup_printf("  %s: %s: %s", gd_tr(lang, gd_severity_name(finding->severity)),
                        gd_tr(lang, finding->check), message != NULL ? message : "");
    put_line(out, text);
  }
}

/* Rows of words that no ruling divides: their pieces, parted by bars. */
static void put_rows(GString *out, const GdGrid *grid)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    gboolean goes_on = i > 0 && cell->row == ((const GdCell *)grid->cells->pdata[i - 1])->row;
    if (i > 0 && !goes_on) {
      put_line(out, line->str);
      g_string_truncate(line, 0);
    }
    g_string_append_printf(line, "%s%s", goes_on ? " | " : "", cell->text);
  }
  put_line(out, line->str);
}

static void put_grid(GString *out, const GdInspection *inspection, const GdGrid *grid, guint number,
                     GPtrArray *values)
{
  GdLang lang = inspection->lang;
  if (gd_grid_columns(grid) == 0) {
    g_string_append_printf(out, gd_tr(lang, "rows without rulings: %u\n"), gd_grid_rows(grid));
    put_rows(out, grid);
    return;
  }
  g_string_append_printf(out, gd_tr(lang, "grid %u: rows %u, columns %u\n"), number,
                         gd_grid_rows(grid), gd_grid_columns(grid));
  gd_grid_put_text(out, grid, COLUMNS, mark_of, values);
}

static void put_page(GString *out, const GdInspection *inspection, const GdPage *page)
{
  g_autofree char *about = gd_inspect_page_line(inspection, page);
  g_autofree char *line =
      g_strdup_printf(gd_tr(inspection->lang, "page %u: %s"), page->number, about);
  g_string_append_c(out, '\n');
  put_line(out, line);
  g_autoptr(GPtrArray) grids = gd_inspect_grids(inspection, page->number);
  g_autoptr(GPtrArray) values = values_on(inspection, page->number);
  for (guint g = 0; g < grids->len; g++)
    put_grid(out, inspection, grids->pdata[g], g + 1, values);
  if (page->pieces == NULL || grids->len > 0)
    return;
  g_autoptr(GString) pieces = gd_inspect_pieces(inspection, page);
  g_auto(GStrv) lines = g_strsplit(pieces->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    put_line(out, lines[i]);
}

GString *gd_inspect_text(const GdInspection *inspection)
{
  GString *out = g_string_new(NULL);
  put_line(out, inspection->source->path);
  for (guint i = 0; i < inspection->documents->len; i++)
    put_document(out, inspection, inspection->documents->pdata[i]);
  const GPtrArray *pages = inspection->source->pages;
  for (guint i = 0; i < pages->len; i++)
    if (gd_inspect_shows(inspection, pages->pdata[i]))
      put_page(out, inspection, pages->pdata[i]);
  if (inspection->page == 0 && pages->len > GD_CAP_INSPECT_PAGES)
    g_string_append_printf(out, gd_tr(inspection->lang, "further pages, not shown: %u\n"),
                           pages->len - GD_CAP_INSPECT_PAGES);
  return out;
}
