/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Header fields. Each folder tests/fields/CASE holds input.txt (a line of the
 * document a line; a form feed starts a new page; "@SIZE X| " in front of a line
 * gives it a font size and a left edge in points; "@SIZE X~ " too, and makes it one that was read
 * in a picture, of which a second look saw every character again but those before a "?"; "@meta
 * NAME=CONTENT" lines at the top are the metadata of an HTML page) and expected.csv
 * (field,value,status). UPDATE_GOLDEN=1 rewrites expected.csv.
 */
#include "fields/fields.h"
#include "models/error.h"
#include <glib/gstdio.h>
#include <string.h>

#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0

static const char *data_dir(void)
{
  const char *dir = g_getenv("GUIDANG_DATA_DIR");
  return dir != NULL ? dir : GUIDANG_TEST_DIR "/../models";
}

static GdFieldPatterns *load_patterns(void)
{
  g_autofree char *folder = g_build_filename(data_dir(), "fields", NULL);
  g_autoptr(GError) error = NULL;
  GdFieldPatterns *patterns = gd_field_patterns_load(folder, &error);
  g_assert_no_error(error);
  return patterns;
}

/* A word that was read in a picture; text: with "?" behind what was not seen again. */
static GdWord *pictured_word(GdBox box, const char *text)
{
  g_autoptr(GString) plain = g_string_new(NULL), seen = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    const char *next = g_utf8_next_char(p);
    if (*p == '?')
      continue;
    g_string_append_len(plain, p, next - p);
    for (const char *k = p; k < next; k++)
      g_string_append_c(seen, *next == '?' ? '0' : '1');
  }
  GdWord *word = gd_word_new(box, plain->str, GD_SOURCE_OCR);
  word->seen_again = g_string_free(g_steal_pointer(&seen), FALSE);
  return word;
}

/* "@SIZE X| text": a word with a place, on its own line of the page. */
static GdWord *placed_word(const char *line, double y)
{
  char *rest;
  double size = g_ascii_strtod(line + 1, &rest);
  double x = g_ascii_strtod(rest, &rest);
  g_assert_true(*rest == '|' || *rest == '~');
  const char *text = rest + 1 + (rest[1] == ' ');
  const GdBox box = gd_box(x, y, x + size * (double)g_utf8_strlen(text, -1), y + size);
  GdWord *word =
      *rest == '~' ? pictured_word(box, text) : gd_word_new(box, text, GD_SOURCE_TEXT_LAYER);
  word->size = size;
  return word;
}

static GdPage *page_of_text(guint number, const char *text)
{
  GdPage *page = gd_page_new(number, PAGE_WIDTH, PAGE_HEIGHT);
  gboolean placed = *text == '@';
  page->kind = placed ? GD_PAGE_TEXT_LAYER : GD_PAGE_TEXT;
  page->readable = TRUE;
  double y = 100;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_strstrip(*line);
    if (**line == '\0')
      continue;
    GdWord *word = placed && **line == '@' ? placed_word(*line, y)
                                           : gd_word_new(GD_BOX_NONE, *line, GD_SOURCE_TEXT);
    if (placed)
      y += 1.6 * word->size;
    word->confidence = 1;
    g_ptr_array_add(page->words, word);
  }
  return page;
}

/* Takes the metadata off the top of text; returns what follows. */
static const char *read_metas(const char *text, GdSource *source)
{
  static const char mark[] = "@meta ";
  while (g_str_has_prefix(text, mark)) {
    const char *end = strchr(text, '\n');
    g_assert_nonnull(end);
    g_autofree char *line = g_strndup(text + strlen(mark), (gsize)(end - text) - strlen(mark));
    char *equals = strchr(line, '=');
    g_assert_nonnull(equals);
    *equals = '\0';
    if (source->metas == NULL)
      source->metas = g_ptr_array_new_with_free_func((GDestroyNotify)gd_meta_free);
    g_ptr_array_add(source->metas, gd_meta_new(line, equals + 1));
    text = end + 1;
  }
  return text;
}

/* A document read from text; caller owns. */
static GdDocument *read_text(const char *text, const GdFieldPatterns *patterns)
{
  g_autoptr(GdSource) source = gd_source_new("input.txt");
  g_auto(GStrv) pages = g_strsplit(read_metas(text, source), "\f", -1);
  for (guint i = 0; pages[i] != NULL; i++)
    g_ptr_array_add(source->pages, page_of_text(i + 1, pages[i]));
  source->n_pages = source->pages->len;
  GdDocument *document = gd_document_new(source);
  document->first_page = 1;
  document->last_page = source->n_pages;
  gd_fields_read(document, patterns);
  return document;
}

/* field,value,status; a value with a comma or quote is quoted. Caller frees. */
static char *fields_as_csv(const GdDocument *document)
{
  GString *csv = g_string_new("field,value,status\n");
  for (guint i = 0; i < document->fields->len; i++) {
    const GdField *field = document->fields->pdata[i];
    const char *value = field->value != NULL ? field->value : "";
    gboolean quote = strpbrk(value, ",\"\n") != NULL;
    g_auto(GStrv) parts = g_strsplit(value, "\"", -1);
    g_autofree char *escaped = g_strjoinv("\"\"", parts);
    g_string_append_printf(csv, "%s,%s%s%s,%s\n", field->name, quote ? "\"" : "", escaped,
                           quote ? "\"" : "", gd_status_name(field->status));
  }
  return g_string_free(csv, FALSE);
}

static void test_case(gconstpointer data)
{
  const char *folder = data;
  g_autofree char *input = g_build_filename(folder, "input.txt", NULL);
  g_autofree char *expected_path = g_build_filename(folder, "expected.csv", NULL);
  g_autofree char *text = NULL, *expected = NULL;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(input, &text, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  g_autoptr(GdDocument) document = read_text(text, patterns);
  g_autofree char *actual = fields_as_csv(document);
  for (guint i = 0; i < document->findings->len; i++)
    g_test_message("finding: %s", ((const GdFinding *)document->findings->pdata[i])->message);
  if (g_getenv("UPDATE_GOLDEN") != NULL) {
    g_file_set_contents(expected_path, actual, -1, &error);
    g_assert_no_error(error);
    return;
  }
  g_file_get_contents(expected_path, &expected, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(actual, ==, expected);
}

/* A folder with the shipped base file and one more; returns the error of loading it. */
static GError *load_with(const char *extra)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("guidang-fields-XXXXXX", &error);
  g_assert_no_error(error);
  g_autofree char *base = g_build_filename(data_dir(), "fields", "official-document.json", NULL);
  g_autofree char *copy = g_build_filename(folder, "base.json", NULL);
  g_autofree char *more = g_build_filename(folder, "more.json", NULL);
  g_autofree char *bytes = NULL;
  g_file_get_contents(base, &bytes, NULL, &error);
  g_assert_no_error(error);
  g_file_set_contents(copy, bytes, -1, &error);
  g_assert_no_error(error);
  g_file_set_contents(more, extra, -1, &error);
  g_assert_no_error(error);
  g_autoptr(GdFieldPatterns) patterns = gd_field_patterns_load(folder, &error);
  g_assert_true((patterns == NULL) == (error != NULL));
  g_unlink(copy);
  g_unlink(more);
  g_rmdir(folder);
  return g_steal_pointer(&error);
}

static void test_strict(void)
{
  static const struct {
    const char *file, *says;
  } cases[] = {
      {"{\"id\": \"x\", \"filds\": []}", "filds"},
      {"{\"id\": \"x\", \"shapes\": {\"tail\": \"x\"}}", "tail"},
      {"{\"id\": \"x\", \"shapes\": {\"heading\": \"x\"}}", "heading"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"date\", \"rules\": [], \"rank\": 1}]}", "rank"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"fact\": \"tide\"}]}]}",
       "fact"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"fact\": \"title\", \"ran\": "
       "1}]}]}",
       "ran"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"zone\": \"head\", "
       "\"pattern\": \"(?<value>{{nowhere}})\"}]}]}",
       "nowhere"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"zone\": \"head\", "
       "\"pattern\": \"(?<value>[)\"}]}]}",
       "pattern"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"zone\": \"head\", "
       "\"pattern\": \"abc\"}]}]}",
       "pattern"},
      {"{\"id\": \"x\", \"fields\": [{\"name\": \"d\", \"rules\": [{\"pattern\": "
       "\"(?<value>a)\"}]}]}",
       "zone"},
      {"[]", "object"},
      {"{\"id\": ", "more.json"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = load_with(cases[i].file);
    g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
    g_assert_nonnull(strstr(error->message, cases[i].says));
    g_assert_nonnull(strstr(error->message, "more.json"));
  }
  g_autoptr(GError) fine = load_with("{\"id\": \"x\"}");
  g_assert_no_error(fine);
}

static void test_no_folder(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(gd_field_patterns_load("/nonexistent/fields", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

/* A pattern that a person adds may backtrack without end: it must not hang. */
static void test_runaway_pattern(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("guidang-fields-XXXXXX", &error);
  g_autofree char *base = g_build_filename(data_dir(), "fields", "official-document.json", NULL);
  g_autofree char *path = g_build_filename(folder, "a.json", NULL);
  g_autofree char *bytes = NULL;
  g_assert_true(g_file_get_contents(base, &bytes, NULL, &error));
  char *fields = strstr(bytes, "\"fields\": [");
  g_assert_nonnull(fields);
  g_autofree char *added = g_strdup_printf(
      "%.*s\"fields\": [{\"name\": \"signer\", \"rules\": [{\"zone\": \"head\", \"pattern\": "
      "\"^(?<value>(a+)+)$\"}]},%s",
      (int)(fields - bytes), bytes, fields + strlen("\"fields\": ["));
  g_assert_true(g_file_set_contents(path, added, -1, &error));
  g_autoptr(GdFieldPatterns) patterns = gd_field_patterns_load(folder, &error);
  g_assert_no_error(error);
  g_unlink(path);
  g_rmdir(folder);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 30; i++)
    g_string_append(text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n");
  g_test_timer_start();
  g_autoptr(GdDocument) document = read_text(text->str, patterns);
  g_assert_cmpfloat(g_test_timer_elapsed(), <, 5.0);
  g_assert_null(gd_document_field(document, "signer"));
}

/* Text made to be slow: long lines, many lines, brackets and names without end. */
static void test_hostile(void)
{
  static const char *const pieces[] = {
      "政府",     "县人民政府", "〔2021〕", "关于", "2021年", "报告", "：",   "1",
      "签发人：", "《",         "二〇",     "，各", "|文号",  "日",   "、省", "\xEF\xBF\xBD"};
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  for (guint seed = 0; seed < 40; seed++) {
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(GString) text = g_string_new(NULL);
    guint lines = 1 + (guint)g_rand_int_range(rand, 0, seed % 4 == 0 ? 3000 : 40);
    for (guint i = 0; i < lines; i++) {
      guint mixed = (guint)g_rand_int_range(rand, 1, 4);
      guint n = (guint)g_rand_int_range(rand, 1, seed % 4 == 0 ? 8 : 2000);
      for (guint k = 0; k < n; k++)
        g_string_append(text, pieces[(seed + i + k % mixed * 3) % G_N_ELEMENTS(pieces)]);
      g_string_append_c(text, '\n');
    }
    g_test_timer_start();
    g_autoptr(GdDocument) document = read_text(text->str, patterns);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 5.0);
  }
}

static const char trusted_text[] = "青原县人民政府关于加强防火工作的通知\n各乡镇人民政府：\n"
                                   "请认真落实，及时上报。\n青原县人民政府\n2022年10月8日\n";

/* Reads trusted_text after each word went through change. Caller owns. */
static GdDocument *read_changed(void (*change)(GdPage *page, GdWord *word))
{
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  g_autoptr(GdSource) source = gd_source_new("input.pdf");
  GdPage *page = page_of_text(1, trusted_text);
  g_ptr_array_add(source->pages, page);
  for (guint i = 0; i < page->words->len; i++)
    change(page, page->words->pdata[i]);
  GdDocument *document = gd_document_new(source);
  gd_fields_read(document, patterns);
  return document;
}

static void change_nothing(GdPage *page, GdWord *word)
{
}

static void make_ocr(GdPage *page, GdWord *word)
{
  word->source = GD_SOURCE_OCR;
  word->confidence = 0.9;
}

static void make_unreadable(GdPage *page, GdWord *word)
{
  word->unreadable = TRUE;
}

static void make_page_unreadable(GdPage *page, GdWord *word)
{
  page->readable = FALSE;
}

/* Only a trusted text layer or a text input gives values that are certain. */
static void test_trust(void)
{
  g_autoptr(GdDocument) plain = read_changed(change_nothing);
  g_assert_cmpuint(plain->fields->len, >=, 4);
  for (guint i = 0; i < plain->fields->len; i++)
    g_assert_cmpint(((GdField *)plain->fields->pdata[i])->status, ==, GD_STATUS_OK);
  void (*const changes[])(GdPage *, GdWord *) = {make_ocr, make_unreadable, make_page_unreadable};
  for (guint c = 0; c < G_N_ELEMENTS(changes); c++) {
    g_autoptr(GdDocument) changed = read_changed(changes[c]);
    g_assert_cmpuint(changed->fields->len, ==, plain->fields->len);
    for (guint i = 0; i < changed->fields->len; i++) {
      const GdField *field = changed->fields->pdata[i];
      g_assert_cmpint(field->status, ==, GD_STATUS_DOUBTFUL);
      g_assert_cmpfloat(field->confidence, <=, 0.5);
    }
  }
}

/* raw is what is printed, and a field knows its page and box. */
static void test_place(void)
{
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  g_autoptr(GdDocument) document =
      read_text("@22 100| 青原县民政局关于救助工作的通知\n@16 80| 各乡镇人民政府：\n"
                "@16 112| 请做好救助工作，及时上报。\n\f@16 380| 青原县民政局\n"
                "@16 360| 2022 年 5 月 6 日\n",
                patterns);
  const GdField *date = gd_document_field(document, "date");
  g_assert_nonnull(date);
  g_assert_cmpstr(date->raw, ==, "2022 年 5 月 6 日");
  g_assert_cmpstr(date->value, ==, "2022-05-06");
  g_assert_cmpuint(date->page, ==, 2);
  g_assert_cmpfloat(date->box.x0, ==, 360);
  const GdField *title = gd_document_field(document, "title");
  g_assert_nonnull(title);
  g_assert_cmpuint(title->page, ==, 1);
  g_assert_cmpfloat(title->box.y1 - title->box.y0, ==, 22);
}

/* A misprinted number is read, kept as printed, and noted. */
static void test_finding(void)
{
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  g_autoptr(GdDocument) document = read_text("湘青政发【2012】33号\n"
                                             "青原县人民政府关于森林防火工作的通知\n"
                                             "各乡镇人民政府：\n请认真落实，及时上报。\n",
                                             patterns);
  const GdField *number = gd_document_field(document, "document_number");
  g_assert_nonnull(number);
  g_assert_cmpstr(number->raw, ==, "湘青政发【2012】33号");
  g_assert_cmpstr(number->value, ==, "湘青政发〔2012〕33号");
  g_assert_cmpuint(document->findings->len, ==, 1);
  const GdFinding *finding = document->findings->pdata[0];
  g_assert_cmpint(finding->severity, ==, GD_SEVERITY_WARNING);
  g_assert_cmpstr(finding->found, ==, number->raw);
  g_assert_cmpstr(finding->expected, ==, number->value);
}

static const struct {
  const char *file, *field, *value; /* value NULL: the field must be absent */
} real[] = {
    {"000_31bf4249452c17df.txt", "report_year", "2021"},
    {"000_31bf4249452c17df.txt", "agency", "鼓楼区鼓西街道办事处"},
    {"000_31bf4249452c17df.txt", "document_number", NULL},
    {"001_201993b9de74ca40.txt", "document_number", "峰政〔2021〕1号"},
    {"001_201993b9de74ca40.txt", "agency", "龙岩市永定区峰市镇"},
    {"001_201993b9de74ca40.txt", "report_year", "2020"},
    {"001_201993b9de74ca40.txt", "index_number", NULL},
    {"002_c369ce0530345a5f.txt", "agency", "新华区西市场街道办事处"},
    {"002_c369ce0530345a5f.txt", "report_year", "2024"},
    {"002_c369ce0530345a5f.txt", "document_number", NULL},
    {"003_c54a4e07d71ed4e2.txt", "report_year", "2019"},
    {"003_c54a4e07d71ed4e2.txt", "title", NULL},
    {"004_15eb5b1947f27c69.txt", "document_number", "泉鲤临办〔2021〕1号"},
    {"004_15eb5b1947f27c69.txt", "signer", "连洁"},
    {"004_15eb5b1947f27c69.txt", "date", "2021-01-06"},
    {"004_15eb5b1947f27c69.txt", "printed_on", "2021-01-06"},
    {"004_15eb5b1947f27c69.txt", "printed_by", "临江街道党政办公室"},
    {"004_15eb5b1947f27c69.txt", "openness", "主动公开"},
    {"004_15eb5b1947f27c69.txt", "agency", "鲤城区人民政府临江街道办事处"},
};

static void test_real(void)
{
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autoptr(GdFieldPatterns) patterns = load_patterns();
  for (guint i = 0; i < G_N_ELEMENTS(real); i++) {
    g_autofree char *path =
        g_build_filename(shared != NULL ? shared : ".", "reports", real[i].file, NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
      g_test_skip("real reports are absent");
      return;
    }
    g_autoptr(GdDocument) document = read_text(text, patterns);
    const GdField *field = gd_document_field(document, real[i].field);
    g_assert_cmpstr(field != NULL ? field->value : NULL, ==, real[i].value);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autofree char *root = g_build_filename(GUIDANG_TEST_DIR, "fields", NULL);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_strdup_printf("/fields/case/%s", name);
    char *folder = g_build_filename(root, name, NULL);
    g_ptr_array_add(folders, folder);
    g_test_add_data_func(path, folder, test_case);
  }
  g_assert_cmpuint(folders->len, >, 0);
  g_test_add_func("/fields/strict", test_strict);
  g_test_add_func("/fields/no-folder", test_no_folder);
  g_test_add_func("/fields/runaway-pattern", test_runaway_pattern);
  g_test_add_func("/fields/hostile", test_hostile);
  g_test_add_func("/fields/trust", test_trust);
  g_test_add_func("/fields/place", test_place);
  g_test_add_func("/fields/finding", test_finding);
  g_test_add_func("/fields/real", test_real);
  return g_test_run();
}
