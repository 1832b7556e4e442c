/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/pipeline.h"

#include "cli/cutter.h"
#include "cli/people.h"
#include "cli/scans.h"
#include "models/furniture.h"
#include "models/lines.h"
#include "tables/tables.h"

static gboolean export_document(const GdPipeline *p, const GdDocument *document, GError **error)
{
  g_autoptr(GdCutter) cutter = gd_cutter_new(document->source, p->ingest.password);
  GdExportOptions options = p->export;
  options.cut = gd_cutter_cut;
  options.cut_data = cutter;
  return gd_export_document(document, p->knowledge->forms, p->out, p->knowledge->recipe, &options,
                            error);
}

/* What text.txt says before a line: Chinese, as the documents are, and the same in every language.
 * A text input is left as it is: nobody has seen its pages. */
static const char *mark_of(const GdPage *page, const GdLine *line)
{
  gboolean bare = FALSE;
  if (!line->furniture || page->kind == GD_PAGE_TEXT)
    return "";
  if (gd_is_page_number(line->text, &bare))
    return "[页码] ";
  return gd_box_centre(line->box).y < page->height / 2 ? "[页眉] " : "[页脚] ";
}

/* Text of the report's pages, lines as they stand, those of page furniture marked, pages parted by
 * form feeds. lines: see gd_pages_lines(). Caller frees. */
static char *make_text(const GdDocument *document, const GPtrArray *lines)
{
  const GPtrArray *pages = document->source->pages;
  g_autoptr(GString) text = g_string_new(NULL);
  gboolean first = TRUE;
  for (guint i = 0; i < pages->len; i++) {
    const GdPage *page = g_ptr_array_index(pages, i);
    if (document->first_page != 0 &&
        (page->number < document->first_page || page->number > document->last_page))
      continue;
    if (!first)
      g_string_append_c(text, '\f');
    first = FALSE;
    const GPtrArray *page_lines = g_ptr_array_index(lines, i);
    for (guint k = 0; k < page_lines->len; k++) {
      const GdLine *line = g_ptr_array_index(page_lines, k);
      g_string_append_printf(text, "%s%s\n", mark_of(page, line), line->text);
    }
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *make_id(const char *first_id, guint order)
{
  return order == 1 ? g_strdup(first_id) : g_strdup_printf("%s.%u", first_id, order);
}

/* The reader is made for the first page that needs it, and lives as long as the worker's one
 * source. */
static GPtrArray *recognise(const GdPipeline *p, GdSource *source, const GdScansOptions *options,
                            GdOcr **ocr, GPtrArray **grids)
{
  guint n = gd_scans_count(source);
  if (n > 0 && p->watch_scans != NULL)
    p->watch_scans(n, p->watch_data);
  if (n > 0)
    gd_scans_read(source, options, ocr);
  return gd_scans_recognise(source, options, p->knowledge->forms, *ocr, grids);
}

GPtrArray *gd_pipeline_read(const GdPipeline *p, GdSource *source, const char *id,
                            GPtrArray **grids, GError **failure)
{
  if (!gd_ingest_read(source, &p->ingest, failure))
    return NULL;
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  const GdScansOptions options = {
      .ingest = p->ingest, .prose = p->prose, .kept = kept, .forms = p->knowledge->forms};
  g_autoptr(GdOcr) ocr = NULL;
  GPtrArray *documents = recognise(p, source, &options, &ocr, grids);
  gd_scans_read_fields(source, &options, ocr, documents, p->knowledge->patterns);
  g_autoptr(GPtrArray) lines = gd_pages_lines(source->pages);
  for (guint i = 0; i < documents->len; i++) {
    GdDocument *document = g_ptr_array_index(documents, i);
    document->order = i + 1;
    document->id = make_id(id, document->order);
    document->text = make_text(document, lines);
    gd_document_settle(document);
    gd_people_decide(document, p->corrections, p->knowledge->forms);
  }
  return documents;
}

GPtrArray *gd_pipeline_convert(const GdPipeline *p, GdSource *source, const char *id,
                               GError **failure, GError **error)
{
  g_autoptr(GPtrArray) documents = gd_pipeline_read(p, source, id, NULL, failure);
  if (documents == NULL) {
    GdDocument *failed = gd_pipeline_fail(p, source, id, *failure, error);
    if (failed == NULL)
      return NULL;
    GPtrArray *alone = g_ptr_array_new_with_free_func((GDestroyNotify)gd_document_free);
    g_ptr_array_add(alone, failed);
    return alone;
  }
  for (guint i = 0; i < documents->len; i++)
    if (!export_document(p, g_ptr_array_index(documents, i), error))
      return NULL;
  return g_steal_pointer(&documents);
}

GdDocument *gd_pipeline_fail(const GdPipeline *p, GdSource *source, const char *id,
                             const GError *failure, GError **error)
{
  g_autoptr(GdDocument) document = gd_document_new(source);
  document->id = g_strdup(id);
  document->error = g_utf8_make_valid(failure->message, -1);
  gd_document_settle(document);
  return export_document(p, document, error) ? g_steal_pointer(&document) : NULL;
}
