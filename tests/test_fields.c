/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Header fields. Each folder tests/fields/CASE holds input.txt (a line of the
 * document a line; a form feed starts a new page; "@SIZE X| " in front of a line
 * gives it a font size and a left edge in points) and expected.csv
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

/* "@SIZE X| text": a word with a place, on its own line of the page. */
static GdWord *placed_word(const char *line, double y)
{
  char *rest;
  double size = g_ascii_strtod(line + 1, &rest);
  double x = g_ascii_strtod(rest, &rest);
  g_assert_true(*rest == '|');
  const char *text = rest + 1 + (rest[1] == ' ');
  double width = size * (double)g_utf8_strlen(text, -1);
  GdWord *word = gd_word_new(gd_box(x, y, x + width, y + size), text, GD_SOURCE_TEXT_LAYER);
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

/* A document read from text; caller owns. */
static GdDocument *read_text(const char *text, const GdFieldPatterns *patterns)
{
  g_autoptr(GdSource) source = gd_source_new("input.txt");
  g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
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
  return g_test_run();
}
