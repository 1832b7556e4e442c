/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue, its sheet, and decisions on documents that no form fits or that are hostile. */
#include "export/csv_read.h"
#include "export/review.h"
#include "export/review_page.h"
#include "tables/recheck.h"
#include "tests/export_sample.h"

#define HOSTILE "<script>alert(1)</script>\" onload='x' & \xE2\x80\xAE evil \x01"

static GdDocument *hostile_document(void)
{
  g_autoptr(GdSource) source = gd_source_new("<b>a.pdf");
  source->kind = g_strdup("pdf");
  g_ptr_array_add(source->pages, gd_page_new(1, 595, 842));
  GdDocument *document = gd_document_new(source);
  document->id = g_strdup("a-00000000");
  document->form = g_strdup("disclosure-report-2021");
  GdValue *value = sample_value("applications", "new", "total", GD_STATUS_DOUBTFUL, HOSTILE, "8");
  value->row_label = g_strdup(HOSTILE);
  value->note = g_strdup(HOSTILE);
  value->page = 1;
  value->box = (GdBox){100, 100, 140, 120};
  g_ptr_array_add(document->values, value);
  g_ptr_array_add(document->values,
                  sample_value("applications", "new", "research", GD_STATUS_MISSING, NULL, NULL));
  g_ptr_array_add(document->values,
                  sample_value("disclosure", "fee", "amount", GD_STATUS_DOUBTFUL, "1", "1"));
  g_ptr_array_add(document->findings, sample_finding(GD_SEVERITY_ERROR));
  gd_document_settle(document);
  return document;
}

/* A picture that says where it was cut. */
static GBytes *cut(guint page, GdBox box, gpointer data)
{
  guint *n = data;
  ++*n;
  g_assert_cmpuint(page, ==, 1);
  g_assert_true(box.x0 >= 0 && box.x0 < 100 && box.x1 > 140 && box.y1 <= 842);
  return g_bytes_new_static("png", 3);
}

static void test_hostile_page(void)
{
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autoptr(GdDocument) document = hostile_document();
  guint n = 0;
  GString *html = gd_review_page(document, forms, cut, &n);
  g_assert_nonnull(html);
  g_assert_cmpuint(n, ==, 1);
  g_assert_null(strstr(html->str, "<script"));
  g_assert_null(strstr(html->str, "' onload"));
  g_assert_null(strstr(html->str, "\xE2\x80\xAE"));
  g_assert_null(strchr(html->str, '\x01'));
  g_assert_null(strstr(html->str, "http:"));
  g_assert_nonnull(strstr(html->str, "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x"));
  g_assert_nonnull(strstr(html->str, "src=\"data:image/png;base64,cG5n\""));
  g_assert_nonnull(strstr(html->str, "id=\"applications/new/total\""));
  g_assert_true(g_utf8_validate(html->str, -1, NULL));
  g_string_free(html, TRUE);
}

/* Which pages pictures were cut from, and the last place. */
typedef struct {
  guint pages; /* bits */
  GdBox box;
} Cuts;

static GBytes *cut_any(guint page, GdBox box, gpointer data)
{
  Cuts *cuts = data;
  cuts->pages |= 1U << page;
  cuts->box = box;
  return g_bytes_new_static("png", 3);
}

static GdValue *placed_value(const char *row, GdStatus status, guint page, GdBox box)
{
  GdValue *value = sample_value("applications", row, "total", status, "8", "8");
  value->page = page;
  value->box = box;
  return value;
}

/* A cell that a page break may have cut is shown on both pages, others on theirs. */
static void test_cut_by_page_break(void)
{
  g_autoptr(GdFormSet) forms = sample_forms();
  for (guint last = 0; last < 2; last++) {
    g_autoptr(GdSource) source = gd_source_new("a.pdf");
    g_ptr_array_add(source->pages, gd_page_new(1, 595, 842));
    g_ptr_array_add(source->pages, gd_page_new(2, 595, 842));
    g_autoptr(GdDocument) document = gd_document_new(source);
    document->id = g_strdup("a-00000000");
    GdStatus first = last ? GD_STATUS_OK : GD_STATUS_DOUBTFUL;
    GdStatus second = last ? GD_STATUS_DOUBTFUL : GD_STATUS_OK;
    g_ptr_array_add(document->values, placed_value("new", first, 1, (GdBox){100, 700, 140, 715}));
    g_ptr_array_add(document->values,
                    placed_value("carried_in", second, 2, (GdBox){100, 100, 140, 130}));
    Cuts cuts = {0};
    GString *html = gd_review_page(document, forms, cut_any, &cuts);
    g_assert_nonnull(html);
    g_assert_cmpuint(cuts.pages, ==, last ? 1U << 2 : (1U << 1 | 1U << 2));
    g_assert_true(cuts.box.x0 <= 100 && cuts.box.x1 >= 140);
    if (!last) /* above the first cell of page 2, as high as that */
      g_assert_true(cuts.box.y0 <= 70 && cuts.box.y1 >= 100 && cuts.box.y1 < 130);
    g_string_free(html, TRUE);
  }
}

/* Most telling first: doubtful in a broken relation, errors, doubtful, missing. */
static void test_order(void)
{
  g_autoptr(GdDocument) document = hostile_document();
  g_autoptr(GArray) items = gd_review_items(document, NULL);
  static const GdReviewRank ranks[] = {GD_RANK_BROKEN, GD_RANK_ERROR, GD_RANK_DOUBTFUL,
                                       GD_RANK_MISSING};
  g_assert_cmpuint(items->len, ==, G_N_ELEMENTS(ranks));
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpint(g_array_index(items, GdReviewItem, i).rank, ==, ranks[i]);
  /* once the finding is confirmed, the cell is one doubtful cell among others */
  ((GdFinding *)document->findings->pdata[0])->confirmed = g_strdup("confirmed");
  g_autoptr(GArray) fewer = gd_review_items(document, NULL);
  g_assert_cmpuint(fewer->len, ==, 3);
  g_assert_cmpint(g_array_index(fewer, GdReviewItem, 0).rank, ==, GD_RANK_DOUBTFUL);
}

/* Ranks come before documents in review.csv; a guard against formulas comes off again. */
static void test_queue(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "review.csv", NULL);
  g_autoptr(GdDocument) document = hostile_document();
  g_autoptr(GError) error = NULL;
  const GdExportOptions options = {0};
  ((GdValue *)document->values->pdata[2])->note = g_strdup("=1+1");
  g_autoptr(GdReviewQueue) queue = gd_review_queue_new(folder, &options, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < 2; i++)
    gd_review_queue_add(queue, document, NULL, &error);
  g_autofree char *sha256 = NULL;
  gd_review_queue_finish(queue, path, &sha256, &error);
  g_assert_no_error(error);
  g_autofree char *text = read_file(path, NULL);
  g_assert_nonnull(strstr(text, ",'=1+1,"));
  g_assert_null(strstr(text + 3, "\xEF\xBB\xBF"));
  static const char *const statuses[] = {"doubtful", "doubtful", "error",   "error",
                                         "doubtful", "doubtful", "missing", "missing"};
  g_autoptr(GdCsvReader) reader = gd_csv_reader_open(path, gd_columns_review, TRUE, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < G_N_ELEMENTS(statuses); i++) {
    g_assert_true(gd_csv_reader_next(reader, &error));
    g_assert_cmpstr(gd_csv_reader_cell(reader, "status"), ==, statuses[i]);
    if (i == 4)
      g_assert_cmpstr(gd_csv_reader_cell(reader, "message"), ==, "=1+1");
  }
  g_assert_false(gd_csv_reader_next(reader, &error));
  g_assert_no_error(error);
  remove_folder(folder);
}

static void test_reader(void)
{
  static const char text[] = "\xEF\xBB\xBF文档,Value,other\r\"a\n\"\"b\"\"\", 1 ,x\r\n,,\n\nc\n";
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  write_file(folder, "a.csv", text);
  g_assert_null(gd_csv_reader_open(path, gd_columns_review, TRUE, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  g_autoptr(GdCsvReader) reader = gd_csv_reader_open(path, gd_columns_review, FALSE, &error);
  g_assert_no_error(error);
  g_assert_true(gd_csv_reader_next(reader, &error));
  g_assert_cmpuint(gd_csv_reader_line(reader), ==, 2);
  g_assert_cmpstr(gd_csv_reader_cell(reader, "document"), ==, "a\n\"b\"");
  g_assert_cmpstr(gd_csv_reader_cell(reader, "value"), ==, "1");
  g_assert_true(gd_csv_reader_next(reader, &error));
  g_assert_cmpuint(gd_csv_reader_line(reader), ==, 6);
  g_assert_cmpstr(gd_csv_reader_cell(reader, "document"), ==, "c");
  g_assert_cmpstr(gd_csv_reader_cell(reader, "value"), ==, "");
  g_assert_false(gd_csv_reader_next(reader, &error));
  g_assert_no_error(error);
  remove_folder(folder);
}

static GdDecision *decision_new(const char *raw, const char *value, const char *by)
{
  GdDecision *decision = gd_decision_new();
  decision->document = g_strdup("a-00000000");
  decision->table = g_strdup("disclosure");
  decision->row = g_strdup("fee");
  decision->column = g_strdup("amount");
  decision->raw = g_strdup(raw);
  decision->value = g_strdup(value);
  decision->by = g_strdup(by);
  return decision;
}

/* The last decision on a cell counts, the file keeps all, and none is put in twice. */
static void test_corrections(void)
{
  g_autofree char *folder = new_folder();
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autoptr(GError) error = NULL;
  const GdExportOptions options = {0};
  g_autoptr(GdCorrections) made = gd_corrections_load(folder, &error);
  g_assert_no_error(error);
  g_assert_true(gd_corrections_add(made, decision_new("=1", "2", "=张三")));
  g_assert_true(gd_corrections_add(made, decision_new("=1", "3.50", "李四")));
  g_assert_false(gd_corrections_add(made, decision_new("=1", "3.50", "李四")));
  gd_corrections_save(made, folder, &options, &error);
  g_assert_no_error(error);
  g_autoptr(GdCorrections) read = gd_corrections_load(folder, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(gd_corrections_of(read, "a-00000000")->len, ==, 2);

  g_autoptr(GdDocument) document = hostile_document();
  GdValue *value = document->values->pdata[2];
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
  gd_corrections_apply_cells(read, document, forms); /* its raw is "1" */
  g_assert_cmpint(value->status, ==, GD_STATUS_DOUBTFUL);
  gd_corrections_tell_open(read, document, NULL, messages);
  g_assert_cmpuint(messages->len, ==, 1);
  g_assert_nonnull(strstr(messages->pdata[0], "stale"));
  g_free(value->raw);
  value->raw = g_strdup("=1");
  gd_corrections_apply_cells(read, document, forms);
  g_assert_cmpint(value->status, ==, GD_STATUS_CONFIRMED);
  g_assert_cmpint(value->number.mantissa, ==, 350);
  g_assert_cmpstr(value->raw, ==, "=1");
  g_assert_cmpstr(value->unit, ==, "万元");
  g_assert_true(value->evidence & GD_EVIDENCE_PERSON);
  gd_corrections_tell_open(read, document, NULL, messages);
  g_assert_cmpuint(messages->len, ==, 1);
  remove_folder(folder);
}

/* Relations come and go with the numbers; a confirmation stays while they say the same. */
static void test_recheck(void)
{
  static const char *const columns[] = {"upheld", "corrected", "other", "pending", "total"};
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autoptr(GdSource) source = gd_source_new("a.pdf");
  g_autoptr(GdDocument) document = gd_document_new(source);
  document->form = g_strdup("disclosure-report-2021");
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    g_ptr_array_add(document->values, sample_value("review", "reconsideration", columns[i],
                                                   GD_STATUS_OK, "1", i == 4 ? "5" : "1"));
  gd_tables_recheck(document, forms);
  g_assert_cmpuint(document->findings->len, ==, 1);
  GdFinding *finding = document->findings->pdata[0];
  g_assert_cmpint(finding->severity, ==, GD_SEVERITY_ERROR);
  finding->confirmed = g_strdup("confirmed");
  gd_tables_recheck(document, forms);
  g_assert_cmpuint(document->findings->len, ==, 1);
  g_assert_true(document->findings->pdata[0] == finding);
  g_assert_cmpstr(finding->confirmed, ==, "confirmed");

  GdValue *other = document->values->pdata[2];
  other->status = GD_STATUS_CONFIRMED;
  other->has_number = FALSE; /* a person saw that it is empty: 1 + 1 + 1 is not 5 either */
  gd_tables_recheck(document, forms);
  g_assert_cmpuint(document->findings->len, ==, 1);
  finding = document->findings->pdata[0];
  g_assert_cmpstr(finding->expected, ==, "3");
  g_assert_null(finding->confirmed);
  other->has_number = TRUE;
  other->number = gd_number(2);
  gd_tables_recheck(document, forms);
  g_assert_cmpuint(document->findings->len, ==, 0);
  g_assert_true(other->evidence & GD_EVIDENCE_SUMS);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/people/hostile-page", test_hostile_page);
  g_test_add_func("/people/cut-by-page-break", test_cut_by_page_break);
  g_test_add_func("/people/order", test_order);
  g_test_add_func("/people/queue", test_queue);
  g_test_add_func("/people/reader", test_reader);
  g_test_add_func("/people/corrections", test_corrections);
  g_test_add_func("/people/recheck", test_recheck);
  return g_test_run();
}
