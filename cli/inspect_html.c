/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file:
 *
 *     <input>s    which layers are on; what follows them is shown by that, without script
 *     header      file, documents, counts of each status
 *     nav         labels of the inputs, and what the colours mean
 *     main        the pages │ what the pointer is over
 *                 header fields, findings and cells as tables
 */
#include "cli/inspect_parts.h"
#include "export/review_html.h"
#include "models/limits.h"

static const struct {
  const char *id, *name;
  gboolean is_on;
} layers[] = {
    {"picture", N_("picture"), TRUE},  {"words", N_("words"), FALSE},
    {"rulings", N_("rulings"), FALSE}, {"grids", N_("grid"), FALSE},
    {"cells", N_("cells"), TRUE},
};

/* 'sha256-…' of the one script that may run. Caller frees. */
static char *digest_of_script(void)
{
  guint8 bytes[32];
  gsize length = sizeof bytes;
  g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(digest, (const guchar *)gd_inspect_script, -1);
  g_checksum_get_digest(digest, bytes, &length);
  return g_base64_encode(bytes, length);
}

static void put_head(GString *html, const GdInspection *inspection)
{
  g_autofree char *digest = digest_of_script();
  g_autofree char *name = g_path_get_basename(inspection->source->path);
  g_string_append_printf(html,
                         "<!DOCTYPE html>\n<!-- " GD_INSPECT_MARK
                         " -->\n<html lang=\"%s\">\n<head>\n"
                         "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                         "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
                         "script-src 'sha256-%s'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                         inspection->lang == GD_LANG_ZH ? "zh-CN" : "en", digest);
  gd_html_put(html, name);
  g_string_append_printf(html, "</title>\n<style>%s%s", gd_inspect_page_style,
                         gd_inspect_shapes_style);
  for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
    g_string_append_printf(html,
                           "#on-%s:not(:checked)~main .%s{display:none}"
                           "#on-%s:checked~nav label[for=on-%s]{background:#dcebf5}"
                           "#on-%s:checked~nav label[for=on-%s]::before{content:'\\2611\\00a0'}"
                           "#on-%s:focus-visible~nav label[for=on-%s]{outline:3px solid #0072b2}",
                           layers[i].id, layers[i].id, layers[i].id, layers[i].id, layers[i].id,
                           layers[i].id, layers[i].id, layers[i].id);
  g_string_append(html, "</style>\n</head>\n<body>\n");
  for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
    g_string_append_printf(html, "<input class=\"layer\" type=\"checkbox\" id=\"on-%s\"%s>\n",
                           layers[i].id, layers[i].is_on ? " checked" : "");
}

static void put_documents(GString *html, const GdInspection *inspection)
{
  GdLang lang = inspection->lang;
  g_string_append(html, "<header>\n");
  gd_html_put_element(html, "h1", NULL, inspection->source->path);
  for (guint i = 0; i < inspection->documents->len; i++) {
    const GdDocument *document = inspection->documents->pdata[i];
    g_autofree char *line =
        g_strdup_printf("%s: %s; %s", document->id,
                        document->form != NULL ? document->form : gd_tr(lang, "no known form"),
                        gd_tr(lang, gd_document_status_name(document->status)));
    gd_html_put_element(html, "p", "note", line);
  }
  g_string_append(html, "</header>\n");
}

static void put_page_links(GString *html, const GdInspection *inspection)
{
  g_string_append(html, "<span class=\"note\">");
  for (guint i = 0; i < inspection->source->pages->len; i++) {
    const GdPage *page = inspection->source->pages->pdata[i];
    if (gd_inspect_shows(inspection, page))
      g_string_append_printf(html, "<a href=\"#page-%u\">%u</a> ", page->number, page->number);
  }
  g_string_append(html, "</span>\n");
}

/* Nobody can see the page: there are no layers, and nothing to point at. */
static gboolean is_text(const GdSource *source)
{
  return source->pages->len > 0 &&
         ((const GdPage *)g_ptr_array_index(source->pages, 0))->kind == GD_PAGE_TEXT;
}

static void put_nav(GString *html, const GdInspection *inspection)
{
  GdLang lang = inspection->lang;
  g_string_append(html, "<nav>\n");
  for (guint i = 0; i < G_N_ELEMENTS(layers) && !is_text(inspection->source); i++)
    g_string_append_printf(html, "<label for=\"on-%s\">%s</label>\n", layers[i].id,
                           gd_tr(lang, layers[i].name));
  for (guint s = 0; s < GD_N_STATUSES; s++) {
    guint n = 0;
    for (guint i = 0; i < inspection->documents->len; i++)
      n += gd_document_count(inspection->documents->pdata[i], s);
    g_string_append_printf(html,
                           "<span class=\"key\"><svg viewBox=\"0 0 30 18\"><path class=\"cell "
                           "s-%s\" d=\"M1 1H29V17H1Z\"/></svg>%s %u</span>\n",
                           gd_status_name(s), gd_tr(lang, gd_status_name(s)), n);
  }
  put_page_links(html, inspection);
  g_string_append(html, "<svg width=\"0\" height=\"0\" aria-hidden=\"true\">\n");
  gd_inspect_put_patterns(html);
  g_string_append(html, "</svg>\n</nav>\n");
}

static void put_lines(GString *html, const char *klass, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_string_append_printf(html, "<pre class=\"%s\">", klass);
  for (guint i = 0; lines[i] != NULL; i++) {
    gd_html_put(html, lines[i]);
    g_string_append_c(html, '\n');
  }
  g_string_append(html, "</pre>\n");
}

/* A grid as a table: cells stand in order of rows, then columns. */
static void put_grid(GString *html, const GdGrid *grid)
{
  guint i = 0;
  g_string_append(html, "<div class=\"wide\"><table class=\"grid-text\">\n");
  for (guint row = 0; row < gd_grid_rows(grid); row++) {
    g_string_append(html, "<tr>");
    for (; i < grid->cells->len; i++) {
      const GdCell *cell = grid->cells->pdata[i];
      if (cell->row > row)
        break;
      g_string_append_printf(html, "<td rowspan=\"%u\" colspan=\"%u\">", cell->row_span,
                             cell->column_span);
      gd_html_put(html, cell->text);
      g_string_append(html, "</td>");
    }
    g_string_append(html, "</tr>\n");
  }
  g_string_append(html, "</table></div>\n");
}

/* A page of a text input: its grids, and its pieces. */
static void put_text_page(GString *html, const GdInspection *inspection, const GdPage *page)
{
  g_autoptr(GPtrArray) grids = gd_inspect_grids(inspection, page->number);
  for (guint i = 0; i < grids->len; i++)
    put_grid(html, grids->pdata[i]);
  g_autoptr(GString) pieces = gd_inspect_pieces(inspection, page);
  put_lines(html, "pieces", pieces->str);
}

static void put_pages(GString *html, const GdInspection *inspection)
{
  const GPtrArray *pages = inspection->source->pages;
  for (guint i = 0; i < pages->len; i++) {
    const GdPage *page = pages->pdata[i];
    if (!gd_inspect_shows(inspection, page))
      continue;
    g_autofree char *about = gd_inspect_page_line(inspection, page);
    g_autofree char *heading =
        g_strdup_printf(gd_tr(inspection->lang, "page %u: %s"), page->number, about);
    g_string_append_printf(html, "<section id=\"page-%u\">\n", page->number);
    gd_html_put_element(html, "h2", NULL, heading);
    if (page->pieces != NULL)
      put_text_page(html, inspection, page);
    else
      gd_inspect_put_svg(html, inspection, page, FALSE);
    g_string_append(html, "</section>\n");
  }
  if (inspection->page != 0 || pages->len <= GD_CAP_INSPECT_PAGES)
    return;
  g_autofree char *more = g_strdup_printf(gd_tr(inspection->lang, "further pages, not shown: %u\n"),
                                          pages->len - GD_CAP_INSPECT_PAGES);
  gd_html_put_element(html, "p", "note", more);
}

/* One row of a table; texts ends with NULL, which is no cell: pass "" for empty ones. */
static void put_row(GString *html, const char *tag, const char *klass, const char *const *texts)
{
  g_string_append_printf(html, "<tr class=\"t-%s\">", klass);
  for (; *texts != NULL; texts++) {
    g_string_append_printf(html, "<%s>", tag);
    gd_html_put(html, *texts);
    g_string_append_printf(html, "</%s>", tag);
  }
  g_string_append(html, "</tr>\n");
}

static const char *or_empty(const char *text)
{
  return text != NULL ? text : "";
}

static void begin_table(GString *html, const GdInspection *inspection, const char *title, guint n,
                        const char *const *names, gboolean open)
{
  const char *heads[12] = {NULL};
  for (guint i = 0; names[i] != NULL && i + 1 < G_N_ELEMENTS(heads); i++)
    heads[i] = gd_tr(inspection->lang, names[i]);
  g_string_append_printf(html,
                         "<details%s><summary>%s: %u</summary>\n<div class=\"wide\"><table>\n",
                         open ? " open" : "", gd_tr(inspection->lang, title), n);
  put_row(html, "th", "head", heads);
}

static void end_table(GString *html)
{
  g_string_append(html, "</table></div></details>\n");
}

static void put_fields(GString *html, const GdInspection *inspection, const GdDocument *document)
{
  static const char *const names[] = {N_("field"),  N_("value"), N_("as printed"),
                                      N_("status"), N_("page"),  NULL};
  begin_table(html, inspection, N_("header fields"), document->fields->len, names, FALSE);
  for (guint i = 0; i < document->fields->len; i++) {
    const GdField *field = document->fields->pdata[i];
    g_autofree char *page = g_strdup_printf("%u", field->page);
    const char *texts[] = {field->name,
                           or_empty(field->value),
                           or_empty(field->raw),
                           gd_tr(inspection->lang, gd_status_name(field->status)),
                           page,
                           NULL};
    put_row(html, "td", gd_status_name(field->status), texts);
  }
  end_table(html);
}

static void put_findings(GString *html, const GdInspection *inspection, const GdDocument *document)
{
  static const char *const names[] = {N_("severity"), N_("check"), N_("finding"), N_("expected"),
                                      N_("found"),    N_("page"),  NULL};
  begin_table(html, inspection, N_("findings"), document->findings->len, names, TRUE);
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    g_autofree char *page = g_strdup_printf("%u", finding->page);
    g_autofree char *message = gd_said(inspection->lang, finding->message);
    const char *texts[] = {gd_tr(inspection->lang, gd_severity_name(finding->severity)),
                           gd_tr(inspection->lang, or_empty(finding->check)),
                           or_empty(message),
                           or_empty(finding->expected),
                           or_empty(finding->found),
                           page,
                           NULL};
    put_row(html, "td", gd_severity_name(finding->severity), texts);
  }
  end_table(html);
}

static void put_values(GString *html, const GdInspection *inspection, const GdDocument *document,
                       gboolean open)
{
  static const char *const names[] = {
      N_("table"),      N_("row"),      N_("column"), N_("reading"), N_("status"),
      N_("as printed"), N_("evidence"), N_("page"),   N_("why"),     NULL};
  guint n = MIN(document->values->len, GD_CAP_INSPECT_SHAPES);
  begin_table(html, inspection, N_("cells"), document->values->len, names, open);
  for (guint i = 0; i < n; i++) {
    const GdValue *value = document->values->pdata[i];
    g_autofree char *reading = gd_inspect_reading(inspection, value);
    g_autofree char *evidence = gd_inspect_evidence(inspection, value);
    g_autofree char *why = gd_said(inspection->lang, value->note);
    g_autofree char *page = g_strdup_printf("%u", value->page);
    const char *texts[] = {or_empty(value->table_label),
                           or_empty(value->row_label),
                           or_empty(value->column_label),
                           reading,
                           gd_tr(inspection->lang, gd_status_name(value->status)),
                           or_empty(value->raw),
                           evidence,
                           page,
                           or_empty(why),
                           NULL};
    put_row(html, "td", gd_status_name(value->status), texts);
  }
  end_table(html);
}

static void put_aside(GString *html, const GdInspection *inspection)
{
  g_string_append(html, "<aside id=\"seen\" aria-live=\"polite\">");
  gd_html_put(html, gd_tr(inspection->lang,
                          "Point at a cell, a word or a line: what guidang made of it is told "
                          "here."));
  g_string_append_printf(html, "</aside>\n<script>%s</script>\n", gd_inspect_script);
}

GString *gd_inspect_html(const GdInspection *inspection)
{
  GString *html = g_string_new(NULL);
  put_head(html, inspection);
  put_documents(html, inspection);
  put_nav(html, inspection);
  gboolean text = is_text(inspection->source);
  g_string_append_printf(html, "<main%s>\n<div>\n", text ? " class=\"text\"" : "");
  put_pages(html, inspection);
  for (guint i = 0; i < inspection->documents->len; i++) {
    const GdDocument *document = inspection->documents->pdata[i];
    gd_html_put_element(html, "h2", NULL, document->id);
    put_findings(html, inspection, document);
    put_fields(html, inspection, document);
    put_values(html, inspection, document, text);
  }
  g_string_append(html, "</div>\n");
  if (!text)
    put_aside(html, inspection);
  g_string_append(html, "</main>\n</body>\n</html>\n");
  return html;
}
