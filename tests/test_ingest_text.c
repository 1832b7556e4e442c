/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs. Each folder tests/text/CASE holds input.txt, input.md or input.html and
 * expected.txt: its words, its pieces (line.field, what stands before, text, place in the grid),
 * its grids, its metadata; or its error. UPDATE_GOLDEN=1 rewrites expected.txt.
 */
#include "ingest/text.h"
#include "models/error.h"
#include "models/limits.h"
#include "models/piece.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *separator_name(GdSeparator separator)
{
  static const char *const names[] = {"space", "tab", "bar", "line", "block"};
  return names[separator];
}

static void dump_piece(GString *out, const GdPage *page, const GdPiece *piece)
{
  g_string_append_printf(out, "%u.%u %s [%s]", piece->line, piece->field,
                         separator_name(piece->before), piece->text);
  if (piece->cell != NULL) {
    guint grid = 0;
    g_assert_true(g_ptr_array_find(page->grids, piece->grid, &grid));
    const GdCell *cell = piece->cell;
    g_string_append_printf(out, " @%u r%u c%u", grid, cell->row, cell->column);
    if (cell->row_span > 1 || cell->column_span > 1)
      g_string_append_printf(out, " %ux%u", cell->row_span, cell->column_span);
    g_string_append_printf(out, "%s%s%s", cell->unreadable ? " unreadable" : "",
                           cell->split_number ? " split" : "", cell->ragged ? " ragged" : "");
  }
  g_string_append_c(out, '\n');
}

static char *dump(const GdPage *page, const GPtrArray *metas, const GError *error)
{
  GString *out = g_string_new(NULL);
  if (error != NULL)
    g_string_append_printf(out, "error %d: %s\n", error->code, error->message);
  for (guint i = 0; page != NULL && i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    g_string_append_printf(out, "word%s [%s]\n", word->unreadable ? " unreadable" : "", word->text);
  }
  for (guint i = 0; page != NULL && i < page->pieces->len; i++)
    dump_piece(out, page, page->pieces->pdata[i]);
  for (guint i = 0; page != NULL && i < page->grids->len; i++)
    g_string_append_printf(out, "grid %u rows %u columns\n", gd_grid_rows(page->grids->pdata[i]),
                           gd_grid_columns(page->grids->pdata[i]));
  for (guint i = 0; metas != NULL && i < metas->len; i++) {
    const GdMeta *meta = metas->pdata[i];
    g_string_append_printf(out, "meta %s [%s]\n", meta->name, meta->content);
  }
  return g_string_free(out, FALSE);
}

static char *input_of(const char *folder)
{
  static const char *const names[] = {"input.txt", "input.md", "input.html"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      return g_steal_pointer(&path);
  }
  g_error("%s holds no input", folder);
}

/* What every page of a text must be. */
static void check_page(const GdPage *page)
{
  g_assert_cmpuint(page->number, ==, 1);
  g_assert_cmpint(page->kind, ==, GD_PAGE_TEXT);
  g_assert_true(page->readable);
  guint line = 0, field = 0;
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    g_assert_true(gd_box_is_none(word->box));
    g_assert_cmpint(word->source, ==, GD_SOURCE_TEXT);
    g_assert_true(word->text[0] != '\0' && g_utf8_validate(word->text, -1, NULL));
  }
  for (guint i = 0; i < page->pieces->len; i++) {
    const GdPiece *piece = page->pieces->pdata[i];
    g_assert_true(g_utf8_validate(piece->text, -1, NULL));
    g_assert_null(strchr(piece->text, '\n'));
    g_assert_cmpuint(piece->line, >=, line);
    if (piece->line > line)
      g_assert_cmpuint(piece->field, ==, 0);
    else
      g_assert_cmpuint(piece->field, ==, field + 1);
    g_assert_true((piece->field == 0) == (piece->before >= GD_SEPARATOR_LINE));
    g_assert_true((piece->grid == NULL) == (piece->cell == NULL));
    line = piece->line;
    field = piece->field;
  }
}

static void test_case(gconstpointer data)
{
  const char *folder = data;
  g_autofree char *path = input_of(folder);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdSource) source = gd_source_new(path);
  gboolean ok = gd_ingest_identify(source, &error) && gd_ingest_read(source, NULL, &error);
  const GdPage *page = ok ? source->pages->pdata[0] : NULL;
  if (ok)
    check_page(page);
  g_autofree char *actual = dump(page, source->metas, error);
  g_autofree char *expected_path = g_build_filename(folder, "expected.txt", NULL);
  if (g_getenv("UPDATE_GOLDEN") != NULL) {
    g_assert_true(g_file_set_contents(expected_path, actual, -1, NULL));
    return;
  }
  g_autofree char *expected = NULL;
  g_assert_true(g_file_get_contents(expected_path, &expected, NULL, NULL));
  g_assert_cmpstr(actual, ==, expected);
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_cases(void)
{
  const char *all = GUIDANG_TEST_DIR "/text";
  g_autoptr(GDir) dir = g_dir_open(all, 0, NULL);
  g_assert_nonnull(dir);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *test = g_strdup_printf("/ingest-text/case/%s", name);
    g_test_add_data_func_full(test, g_build_filename(all, name, NULL), test_case, g_free);
  }
}

static GdKind kind_of(const char *name, const char *bytes, gsize n)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("guidang-XXXXXX", &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)n, NULL));
  GdKind kind;
  g_assert_true(gd_ingest_kind(path, &kind, &error));
  g_unlink(path);
  g_rmdir(folder);
  return kind;
}

#define BYTES(literal) literal, sizeof literal - 1

static void test_kinds(void)
{
  static const struct {
    const char *name, *bytes;
    gsize n;
    GdKind kind;
  } cases[] = {
      {"a.txt", BYTES("规章 | 0"), GD_KIND_TEXT},
      {"a", BYTES("规章 | 0"), GD_KIND_TEXT},
      {"a.md", BYTES("# 规章"), GD_KIND_MARKDOWN},
      {"A.MARKDOWN", BYTES("规章"), GD_KIND_MARKDOWN},
      {"a.md", BYTES("<div align=center>x</div>"), GD_KIND_MARKDOWN},
      {"a.html", BYTES("<p>x"), GD_KIND_HTML},
      {"A.HTM", BYTES("x<br>"), GD_KIND_HTML},
      {"a.html", BYTES("no tag: 1 < 2\nline"), GD_KIND_TEXT},
      {"t2021_123.txt", BYTES("\xEF\xBB\xBF\n <!DOCTYPE HTML PUBLIC>"), GD_KIND_HTML},
      {"index.jsp;v=1", BYTES("<!-- saved from url=(1) -->\n<HTML>"), GD_KIND_HTML},
      {"utf16", BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), GD_KIND_HTML},
      {"a.txt", BYTES("about <html> tags"), GD_KIND_TEXT},
      {"a.svg", BYTES("<?xml version='1.0'?><svg>"), GD_KIND_TEXT},
      {"a.html", BYTES("\0\1\2<html>"), GD_KIND_UNKNOWN},
      {"a.html", BYTES("%PDF-1.4"), GD_KIND_PDF},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%u: %s", i, cases[i].name);
    g_assert_cmpint(kind_of(cases[i].name, cases[i].bytes, cases[i].n), ==, cases[i].kind);
  }
}

/* text without what separators, marks and white space are made of. Caller frees. */
static char *substance(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c) && (c >= 0x80 || strchr("|-#*", (int)c) == NULL))
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* Every character of a real text is in its pieces and in its words, in order. */
static void check_lossless(const char *path)
{
  g_autofree char *content = NULL;
  g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
  g_autoptr(GdSource) source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gboolean ok = gd_ingest_identify(source, &error) && gd_ingest_read(source, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  const GdPage *page = source->pages->pdata[0];
  check_page(page);
  g_autoptr(GString) pieces = g_string_new(NULL), words = g_string_new(NULL);
  for (guint i = 0; i < page->pieces->len; i++)
    g_string_append(pieces, ((const GdPiece *)page->pieces->pdata[i])->text);
  for (guint i = 0; i < page->words->len; i++)
    g_string_append(words, ((const GdWord *)page->words->pdata[i])->text);
  g_autofree char *expected = substance(content);
  g_autofree char *in_pieces = substance(pieces->str);
  g_autofree char *in_words = substance(words->str);
  g_assert_cmpstr(in_pieces, ==, expected);
  g_assert_cmpstr(in_words, ==, expected);
}

static void test_shared_reports(void)
{
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autofree char *folder = g_build_filename(shared != NULL ? shared : ".", "reports", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
       name = g_dir_read_name(dir)) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    g_test_message("%s", name);
    check_lossless(path);
    n++;
  }
  if (n == 0)
    g_test_skip("not there");
}

/* A hostile text: parts repeated up to a size. */
typedef struct {
  const char *name;
  GdKind kind;
  const char *begin, *repeat, *end; /* end is repeated as often as repeat */
} Hostile;

/* A slow text is one that takes this long, or as much memory; sanitizers cost both. */
#if defined(__SANITIZE_ADDRESS__)
#define HOSTILE_BYTES (1000 * 1000)
#define HOSTILE_SECONDS 10.0
#define HOSTILE_MEGABYTES 2000
#else
#define HOSTILE_BYTES (10 * 1000 * 1000)
#define HOSTILE_SECONDS 2.0
#define HOSTILE_MEGABYTES 200
#endif

static const Hostile hostile[] = {
    {"no newline", GD_KIND_TEXT, "", "字", ""},
    {"no newline, digits", GD_KIND_TEXT, "", "1 ", ""},
    {"pipes", GD_KIND_TEXT, "", "|", ""},
    {"pipe lines", GD_KIND_TEXT, "", "|1|\n", ""},
    {"short lines", GD_KIND_TEXT, "", "1\n", ""},
    {"empty lines", GD_KIND_TEXT, "", "\n", ""},
    {"tabs", GD_KIND_TEXT, "", "\t", ""},
    {"gaps", GD_KIND_TEXT, "", "1  ", ""},
    {"open brackets", GD_KIND_TEXT, "", "（", ""},
    {"long lines", GD_KIND_TEXT, "",
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1 "
     "2))))))))))))))))))))))))))))))))))))))))))))))))\n",
     ""},
    {"invalid bytes", GD_KIND_TEXT, "", "\xFF\xFE\x80", ""},
    {"cut characters", GD_KIND_TEXT, "", "\xE4\xBA", ""},
    {"accents", GD_KIND_TEXT, "e", "\xCC\x81", ""},
    {"accent lines", GD_KIND_TEXT, "",
     "e\xCC\x81\xCC\xA3 1 2 3 e\xCC\x81\xCC\xA3"
     "e\n",
     ""},
    {"tables opened", GD_KIND_TEXT, "", "<table>\n", ""},
    {"tables opened, a cell", GD_KIND_TEXT, "", "<table><td>", ""},
    {"small tables", GD_KIND_TEXT, "", "<table><td>1</table>\n", ""},
    {"stars", GD_KIND_MARKDOWN, "", "*a", ""},
    {"star lines", GD_KIND_MARKDOWN, "", "*a **b _c\n", ""},
    {"links", GD_KIND_MARKDOWN, "", "[", ""},
    {"link lines", GD_KIND_MARKDOWN, "", "[a](b\n", ""},
    {"entities", GD_KIND_MARKDOWN, "", "&amp;", ""},
    {"backquotes", GD_KIND_MARKDOWN, "", "`a ", ""},
    {"quotations", GD_KIND_MARKDOWN, "", "> ", ""},
    {"rules", GD_KIND_MARKDOWN, "", "|---|\n", ""},
    {"deep blocks", GD_KIND_HTML, "<html>", "<div>", ""},
    {"deep spans", GD_KIND_HTML, "<html>", "<span>", "</b>"},
    {"deep tables", GD_KIND_HTML, "<html>", "<table><tr><td>", ""},
    {"bad ends", GD_KIND_HTML, "<html><b><b><b>", "</i>", ""},
    {"open tags", GD_KIND_HTML, "<html>", "<", ""},
    {"open comment", GD_KIND_HTML, "<html>", "<!--", ""},
    {"attributes", GD_KIND_HTML, "<html><p ", "a=1 ", ""},
    {"attribute names", GD_KIND_HTML, "<html><p ", "a", ""},
    {"many elements", GD_KIND_HTML, "<html>", "<p>1</p>", ""},
    {"many cells", GD_KIND_HTML, "<html><table>", "<td>", ""},
    {"many rows", GD_KIND_HTML, "<html><table>", "<tr><td>1<td>2", ""},
    {"empty rows", GD_KIND_HTML, "<html><table>", "<tr>", ""},
    {"wide spans", GD_KIND_HTML, "<html><table>", "<tr><td colspan=9999 rowspan=9999>", ""},
    {"small tables of HTML", GD_KIND_HTML, "<html>", "<table><td>1<td>2</table>", ""},
    {"characters", GD_KIND_HTML, "<html>", "&#1;&#xFFFFFFFF;&bogus;", ""},
    {"metas", GD_KIND_HTML, "<html>", "<meta name=a content=b>", ""},
    {"open title", GD_KIND_HTML, "<html><title>", "a ", ""},
    {"scripts", GD_KIND_HTML, "<html>", "<script>", ""},
    {"styles", GD_KIND_HTML, "<html>", "<p style='display:display:display:'>", ""},
    {"zero bytes", GD_KIND_HTML, "<html>", "\xEF\xBB\xBF", ""},
};

static GString *hostile_text(const Hostile *from)
{
  GString *text = g_string_sized_new(HOSTILE_BYTES + 100);
  gsize each = strlen(from->repeat) + strlen(from->end), n = HOSTILE_BYTES / each;
  g_string_append(text, from->begin);
  for (gsize i = 0; i < n; i++)
    g_string_append(text, from->repeat);
  for (gsize i = 0; i < n; i++)
    g_string_append(text, from->end);
  return text;
}

/* A page without loss, or an error that says which. */
static int read_hostile(const Hostile *from)
{
  GString *text = hostile_text(from);
  g_autoptr(GError) error = NULL;
  GdPage *page = gd_text_page(text->str, text->len, from->kind, NULL, &error);
  if (page == NULL)
    return error != NULL && error->domain == GD_ERROR ? 0 : 1;
  check_page(page);
  gd_page_free(page);
  g_string_free(text, TRUE);
  return 0;
}

/* Each in a child of its own: it must end in time, within its memory, with a page or an error. */
static void test_hostile(gconstpointer data)
{
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0)
    _exit(read_hostile(data));
  int status = 0;
  struct rusage usage;
  g_assert_cmpint(wait4(child, &status, 0, &usage), ==, child);
  double seconds = (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6 +
                   (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec * 1e-6;
  g_test_message("%.2f s, %ld MB", seconds, usage.ru_maxrss / 1024);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, 0);
  g_assert_cmpfloat(seconds, <, HOSTILE_SECONDS);
  g_assert_cmpint(usage.ru_maxrss / 1024, <, HOSTILE_MEGABYTES);
}

static void add_hostile(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
    g_autofree char *path = g_strdup_printf("/ingest-text/hostile/%s", hostile[i].name);
    g_test_add_data_func(path, &hostile[i], test_hostile);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_cases();
  g_test_add_func("/ingest-text/kinds", test_kinds);
  g_test_add_func("/ingest-text/shared-reports", test_shared_reports);
  add_hostile();
  return g_test_run();
}
