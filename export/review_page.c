/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * review.html, one section for each thing to look at, in the order of review.csv:
 *
 *   status  table / row / column
 *   [picture of the page around the cell, the cell framed]
 *   raw …   value …   candidates …   why …   relation …
 *   value ____  by ____  date ____  reason ____
 *
 * In Chinese and English, whatever the language of the tables: the sheet is printed, and filled in
 * beside a review.csv whose columns have names of either language.
 */
#include "export/review_page.h"

#include <string.h>

#include "export/columns.h"
#include "export/review.h"
#include "export/review_html.h"
#include "models/messages.h"

typedef struct {
  GString *html;
  const GdDocument *document;
  const GdFormSet *forms;
  GdCutPicture cut;
  gpointer data;
  guint n_pictures;
} Sheet;

static void put_fact(Sheet *sheet, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  gd_html_put_element(sheet->html, "dt", NULL, name);
  gd_html_put_element(sheet->html, "dd", NULL, text);
}

/* The same for what is kept in English. */
static void put_said(Sheet *sheet, const char *name, const char *english)
{
  g_autofree char *text = gd_said(GD_LANG_ZH, english);
  put_fact(sheet, name, text);
  if (g_strcmp0(text, english) != 0)
    gd_html_put_element(sheet->html, "dd", "english", english);
}

static void put_picture(Sheet *sheet, guint page, GdBox box)
{
  if (sheet->n_pictures < GD_CAP_REVIEW_PICTURES &&
      gd_html_put_picture(sheet->html, sheet->document, page, box, sheet->cut, sheet->data))
    sheet->n_pictures++;
}

/* Whether the list (names joined by a space) holds the name. */
static gboolean holds(const char *list, const char *name)
{
  gsize length = strlen(name);
  for (const char *p = list; p != NULL && (p = strstr(p, name)) != NULL; p += length)
    if ((p == list || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* The relations through the cell that do not hold. */
static void put_broken(Sheet *sheet, const char *cell)
{
  for (guint i = 0; i < sheet->document->findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(sheet->document->findings, i);
    if (g_strcmp0(finding->check, "relation") == 0 && holds(finding->cells, cell))
      put_said(sheet, "不成立的关系 broken relation", finding->message);
  }
}

/* The relations of the form that a number was derived from. */
static void put_used(Sheet *sheet, const GdValue *value)
{
  const GdForm *form = value->form ? gd_form_set_lookup(sheet->forms, value->form) : NULL;
  if (form == NULL || value->table == NULL || value->row == NULL || value->column == NULL)
    return;
  guint leaf = gd_form_find(form, value->table, value->row, value->column);
  for (guint e = 0; e < form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(form->equations, e);
    gboolean through = FALSE;
    for (guint i = 0; i < equation->terms->len && !equation->across; i++)
      through |= g_array_index(equation->terms, GdTerm, i).leaf == leaf;
    if (!through)
      continue;
    g_autofree char *text = g_strdup_printf("%s（%s）", equation->label, equation->line->path);
    put_fact(sheet, "所用关系 relation used", text);
  }
}

/* Where the cell may go on: if it is the last of its column on its page, and the column goes on
 * on the next one, the place above the first cell there. A page break may have cut the cell, and
 * the number stand in its second part. GD_BOX_NONE: nowhere. */
static GdBox next_part(const GdDocument *document, const GdValue *value)
{
  guint i = 0;
  while (i < document->values->len && g_ptr_array_index(document->values, i) != value)
    i++;
  for (i++; i < document->values->len && value->page > 0; i++) {
    const GdValue *next = g_ptr_array_index(document->values, i);
    if (g_strcmp0(next->table, value->table) != 0)
      break;
    if (g_strcmp0(next->column, value->column) != 0 || gd_box_is_none(next->box))
      continue;
    if (next->page != value->page + 1)
      break;
    double height = gd_box_height(next->box);
    return (GdBox){next->box.x0, MAX(0, next->box.y0 - height), next->box.x1, next->box.y0};
  }
  return GD_BOX_NONE;
}

static void put_value(Sheet *sheet, const GdValue *value, const char *name)
{
  g_autofree char *number = value->has_number ? gd_number_to_string(value->number) : NULL;
  put_picture(sheet, value->page, value->box);
  GdBox next = gd_box_is_none(value->box) ? GD_BOX_NONE : next_part(sheet->document, value);
  if (!gd_box_is_none(next))
    put_picture(sheet, value->page + 1, next);
  g_string_append(sheet->html, "<dl>\n");
  put_fact(sheet, "原文 raw", value->raw);
  put_fact(sheet, "读数 reading", number);
  for (guint i = 0; value->alternatives != NULL && i < value->alternatives->len; i++)
    put_fact(sheet, "候选 candidate", g_ptr_array_index(value->alternatives, i));
  put_said(sheet, "原因 why", value->note);
  put_broken(sheet, name);
  if (value->status == GD_STATUS_INFERRED || value->status == GD_STATUS_REPAIRED)
    put_used(sheet, value);
  g_string_append(sheet->html, "</dl>\n");
}

/* The box around the cells of a finding that stand on a page. */
static GdBox box_of(const GdDocument *document, const GdFinding *finding, guint page)
{
  GdBox around = GD_BOX_NONE;
  for (guint i = 0; i < document->values->len && finding->cells != NULL; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    if (value->page != page || gd_box_is_none(value->box) || value->table == NULL ||
        value->row == NULL || value->column == NULL)
      continue;
    g_autofree char *name = g_strjoin("/", value->table, value->row, value->column, NULL);
    if (!holds(finding->cells, name))
      continue;
    if (gd_box_is_none(around))
      around = value->box;
    around = (GdBox){MIN(around.x0, value->box.x0), MIN(around.y0, value->box.y0),
                     MAX(around.x1, value->box.x1), MAX(around.y1, value->box.y1)};
  }
  return around;
}

/* Pages behind the first that a finding is shown on: a table goes over two or three. */
#define FURTHER_PAGES 3

static void put_finding(Sheet *sheet, const GdFinding *finding)
{
  for (guint page = finding->page; page > 0 && page - finding->page <= FURTHER_PAGES; page++)
    put_picture(sheet, page, box_of(sheet->document, finding, page));
  g_string_append(sheet->html, "<dl>\n");
  put_said(sheet, "问题 finding", finding->message);
  put_fact(sheet, "实为 found", finding->found);
  put_fact(sheet, "应为 expected", finding->expected);
  g_string_append(sheet->html, "</dl>\n<p class=\"note\">与原件一致时，核定值填“原文如此”。 If the "
                               "page says so, fill in \"as "
                               "printed\".</p>\n");
}

static void put_heading(Sheet *sheet, const GdReviewItem *item)
{
  GString *html = sheet->html;
  GdReviewLabels labels = gd_review_labels(sheet->document, item);
  const char *parts[] = {labels.table, labels.row, labels.column};
  const char *separator = "";
  const char *status = item->value ? gd_status_zh(item->value->status) : "错误";
  const char *english = item->value ? gd_status_name(item->value->status) : "error";
  g_string_append_printf(html, "<h2><span class=\"status\">%s %s</span>", status, english);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (parts[i] == NULL || *parts[i] == '\0')
      continue;
    g_string_append(html, separator);
    gd_html_put(html, parts[i]);
    separator = " ｜ ";
  }
  guint page = item->value != NULL ? item->value->page : 0;
  if (item->finding != NULL) {
    if (labels.table == NULL)
      gd_html_put(html, gd_tr(GD_LANG_ZH, item->finding->check));
    page = item->value != NULL ? page : item->finding->page;
  }
  if (page > 0)
    g_string_append_printf(html, " <span class=\"note\">第 %u 页 p. %u</span>", page, page);
  g_string_append(html, "</h2>\n");
}

static void put_item(Sheet *sheet, const GdReviewItem *item)
{
  g_autofree char *anchor = gd_review_anchor(sheet->document, item);
  g_string_append(sheet->html, "<section id=\"");
  gd_html_put(sheet->html, anchor);
  g_string_append(sheet->html, "\">\n");
  put_heading(sheet, item);
  if (item->value != NULL)
    put_value(sheet, item->value, anchor);
  else
    put_finding(sheet, item->finding);
  g_string_append(sheet->html,
                  "<div class=\"fill\"><span>核定值 value</span><span>核对人 by</span>"
                  "<span>日期 date</span><span>理由 reason</span></div>\n</section>\n");
}

GString *gd_review_page(const GdDocument *document, const GdFormSet *forms, GdCutPicture cut,
                        gpointer data)
{
  g_autoptr(GArray) items = gd_review_items(document, NULL);
  if (items->len == 0)
    return NULL;
  GString *html = g_string_new(NULL);
  Sheet sheet = {html, document, forms, cut, data, 0};
  g_autofree char *title = g_strdup_printf("待核清单 for review: %s", document->id);
  gd_html_begin(html, title);
  gd_html_put_element(html, "p", NULL, document->source->path);
  for (guint i = 0; i < MIN(items->len, GD_CAP_REVIEW_ITEMS); i++)
    put_item(&sheet, &g_array_index(items, GdReviewItem, i));
  if (items->len > GD_CAP_REVIEW_ITEMS)
    g_string_append_printf(html, "<p>另有 %u 项，见 review.csv。 More in review.csv.</p>\n",
                           items->len - GD_CAP_REVIEW_ITEMS);
  gd_html_end(html);
  return html;
}
