/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/inspect_parts.h"

#include "models/limits.h"
#include "models/piece.h"

static void add_grids(GPtrArray *found, const GPtrArray *grids, guint page)
{
  for (guint i = 0; grids != NULL && i < grids->len; i++)
    if (((const GdGrid *)grids->pdata[i])->page == page && gd_grid_rows(grids->pdata[i]) > 0)
      g_ptr_array_add(found, grids->pdata[i]);
}

GPtrArray *gd_inspect_grids(const GdInspection *inspection, guint page)
{
  GPtrArray *found = g_ptr_array_new();
  add_grids(found, inspection->grids, page);
  for (guint i = 0; i < inspection->documents->len; i++)
    add_grids(found, ((const GdDocument *)inspection->documents->pdata[i])->grids, page);
  return found;
}

gboolean gd_inspect_shows(const GdInspection *inspection, const GdPage *page)
{
  if (inspection->page != 0)
    return page->number == inspection->page;
  const GPtrArray *pages = inspection->source->pages;
  guint i = 0;
  return g_ptr_array_find((GPtrArray *)pages, page, &i) && i < GD_CAP_INSPECT_PAGES;
}

char *gd_inspect_page_line(const GdInspection *inspection, const GdPage *page)
{
  GdLang lang = inspection->lang;
  g_autoptr(GPtrArray) grids = gd_inspect_grids(inspection, page->number);
  g_autofree char *counts = page->pieces != NULL
                                ? g_strdup_printf(gd_tr(lang, "lines: %u, pieces: %u, grids: %u"),
                                                  page->words->len, page->pieces->len, grids->len)
                                : g_strdup_printf(gd_tr(lang, "words: %u, rulings: %u, grids: %u"),
                                                  page->words->len, page->rulings->len, grids->len);
  g_autofree char *reason = gd_said(lang, page->reason != NULL ? page->reason : "-");
  return g_strdup_printf("%s (%s)%s; %s", gd_tr(lang, gd_page_kind_name(page->kind)), reason,
                         page->readable ? "" : gd_tr(lang, ", not read"), counts);
}

char *gd_inspect_reading(const GdInspection *inspection, const GdValue *value)
{
  if (!value->has_number)
    return g_strdup_printf("(%s)", gd_tr(inspection->lang, gd_status_name(value->status)));
  g_autofree char *number = gd_number_to_string(value->number);
  return value->unit != NULL ? g_strdup_printf("%s %s", number, value->unit)
                             : g_steal_pointer(&number);
}

char *gd_inspect_evidence(const GdInspection *inspection, const GdValue *value)
{
  g_autofree char *names = gd_evidence_to_string(value->evidence);
  g_auto(GStrv) parts = g_strsplit(names, " ", -1);
  GString *text = g_string_new(NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", gd_tr(inspection->lang, parts[i]));
  return g_string_free(text, FALSE);
}

static void add_line(GPtrArray *lines, const char *name, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_ptr_array_add(lines, g_strdup_printf("%s: %s", name, text));
}

/* Whether the list (names joined by a space) holds the name. */
static gboolean holds(const char *list, const char *name)
{
  g_auto(GStrv) names = g_strsplit(list != NULL ? list : "", " ", -1);
  return g_strv_contains((const char *const *)names, name);
}

GStrv gd_inspect_value_lines(const GdInspection *inspection, const GdDocument *document,
                             const GdValue *value)
{
  GdLang lang = inspection->lang;
  GPtrArray *lines = g_ptr_array_new();
  g_autofree char *name = g_strjoin("/", value->table, value->row, value->column, NULL);
  g_autofree char *reading = gd_inspect_reading(inspection, value);
  g_autofree char *evidence = gd_inspect_evidence(inspection, value);
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(confidence, sizeof confidence, "%.3f", value->confidence);
  g_ptr_array_add(
      lines, g_strjoin(" ｜ ", value->table_label, value->row_label, value->column_label, NULL));
  add_line(lines, gd_tr(lang, "reading"), reading);
  add_line(lines, gd_tr(lang, "status"), gd_tr(lang, gd_status_name(value->status)));
  add_line(lines, gd_tr(lang, "as printed"), value->raw);
  add_line(lines, gd_tr(lang, "evidence"), evidence);
  add_line(lines, gd_tr(lang, "confidence"), confidence);
  for (guint i = 0; value->alternatives != NULL && i < value->alternatives->len; i++)
    add_line(lines, gd_tr(lang, "other reading"), value->alternatives->pdata[i]);
  g_autofree char *why = gd_said(lang, value->note);
  add_line(lines, gd_tr(lang, "why"), why);
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    g_autofree char *message = gd_said(lang, finding->message);
    if (holds(finding->cells, name))
      add_line(lines, gd_tr(lang, "finding"), message);
  }
  add_line(lines, gd_tr(lang, "cell"), name);
  g_ptr_array_add(lines, NULL);
  return (GStrv)g_ptr_array_free(lines, FALSE);
}

GString *gd_inspect_pieces(const GdInspection *inspection, const GdPage *page)
{
  static const char *const parted[] = {" · ", " → ", " | ", "\n", "\n\n"};
  GString *text = g_string_new(NULL);
  guint lines = 0;
  for (guint i = 0; page->pieces != NULL && i < page->pieces->len; i++) {
    const GdPiece *piece = page->pieces->pdata[i];
    if (i > 0)
      g_string_append(text, parted[piece->before]);
    if (i > 0 && piece->before >= GD_SEPARATOR_LINE && ++lines >= GD_CAP_INSPECT_LINES) {
      g_string_append_printf(text, gd_tr(inspection->lang, "further pieces: %u"),
                             page->pieces->len - i);
      break;
    }
    g_string_append(text, piece->text);
  }
  g_string_append_c(text, '\n');
  return text;
}
