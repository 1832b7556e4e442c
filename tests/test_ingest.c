/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of all kinds, pages of all sizes, malformed PDFs; and a real report.
 */
#include "mini_pdf.h"

#include "models/limits.h"

#include <sys/wait.h>

static char *write_bytes(const char *ending, const char *bytes, gsize n)
{
  g_autofree char *template = g_strdup_printf("guidang-XXXXXX%s", ending);
  char *path = NULL;
  int fd = g_file_open_tmp(template, &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(write(fd, bytes, n), ==, (gssize)n);
  close(fd);
  return path;
}

#define BYTES(literal) literal, sizeof literal - 1

static void test_kinds(void)
{
  static const struct {
    const char *ending, *bytes;
    gsize n;
    GdKind kind;
  } cases[] = {
      {".pdf", BYTES("%PDF-1.4\n"), GD_KIND_PDF},
      {".bin", BYTES("garbage before\n%PDF-1.4\n"), GD_KIND_PDF},
      {".zip", BYTES("PK\3\4....Doc.txt"), GD_KIND_ZIP},
      {".zip", BYTES("PK\3\4....OFD.xml...."), GD_KIND_OFD},
      {".docx", BYTES("PK\3\4....[Content_Types].xml...."), GD_KIND_OFFICE},
      {".wps", BYTES("PK\3\4....[Content_Types].xml...."), GD_KIND_WPS},
      {".doc", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), GD_KIND_OFFICE},
      {".wps", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), GD_KIND_WPS},
      {".rar", BYTES("Rar!\x1A\x07\x01\x00"), GD_KIND_RAR},
      {".7z", BYTES("7z\xBC\xAF\x27\x1C"), GD_KIND_7Z},
      {".tif", BYTES("II*\0...."), GD_KIND_IMAGE},
      {".dat", BYTES("\x89PNG\r\n\x1a\n"), GD_KIND_IMAGE},
      {".jpg", BYTES("\xFF\xD8\xFF\xE0"), GD_KIND_IMAGE},
      {".txt", BYTES("\xE4\xBA\x8C\n1 2 3\n"), GD_KIND_TEXT},
      {".eml", BYTES("Subject: x\n\n%PDF-1.4"), GD_KIND_EML},
      {".dat", BYTES("Received: from here\nSubject: x\n\n"), GD_KIND_EML},
      {".dat", BYTES("\0\1\2\3\0\0"), GD_KIND_UNKNOWN},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = write_bytes(cases[i].ending, cases[i].bytes, cases[i].n);
    g_autoptr(GError) error = NULL;
    GdKind kind;
    gboolean ok = gd_ingest_kind(path, &kind, &error);
    g_unlink(path);
    g_assert_no_error(error);
    g_assert_true(ok);
    g_test_message("%u", i);
    g_assert_cmpint(kind, ==, cases[i].kind);
  }
}

/* Reads bytes as a file; asserts that it fails so. */
static void check_error(const char *ending, const char *bytes, gsize n, int code, const char *says)
{
  g_autofree char *path = write_bytes(ending, bytes, n);
  g_autoptr(GdSource) source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gboolean ok = gd_ingest_identify(source, &error) && gd_ingest_read(source, NULL, &error);
  g_unlink(path);
  g_assert_false(ok);
  g_assert_error(error, GD_ERROR, code);
  g_assert_nonnull(strstr(error->message, says));
}

static void test_errors(void)
{
  check_error(".pdf", "", 0, GD_ERROR_EMPTY, "empty");
  check_error(".pdf", BYTES("%PDF-1.4\nnothing else"), GD_ERROR_DAMAGED, "damaged");
  check_error(".pdf", BYTES("\0\1\2\3\0\0"), GD_ERROR_UNKNOWN, "no kind");
  check_error(".ofd", BYTES("PK\3\4....OFD.xml...."), GD_ERROR_UNSUPPORTED, "OFD");
  check_error(".docx", BYTES("PK\3\4....[Content_Types].xml"), GD_ERROR_UNSUPPORTED, "DOCX");
  check_error(".wps", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."), GD_ERROR_UNSUPPORTED, "WPS");
  check_error(".rar", BYTES("Rar!\x1A\x07\x01\x00"), GD_ERROR_UNSUPPORTED, "RAR");
  check_error(".png", BYTES("\x89PNG\r\n\x1a\n"), GD_ERROR_DAMAGED, "PNG");
  g_autoptr(GdSource) none = gd_source_new("/nonexistent/report.pdf");
  g_autoptr(GError) error = NULL;
  g_assert_false(gd_ingest_identify(none, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

static void test_identify(void)
{
  g_autofree char *path = write_bytes(".txt", BYTES("abc"));
  g_autoptr(GdSource) source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gboolean ok = gd_ingest_identify(source, &error);
  g_unlink(path);
  g_assert_no_error(error);
  g_assert_true(ok);
  g_assert_cmpuint(source->size, ==, 3);
  /* FIPS 180-2, example B.1 */
  g_assert_cmpstr(source->sha256, ==,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void test_page_sizes(void)
{
  static const struct {
    const char *entries;
    gboolean readable;
    double width;
  } cases[] = {
      {"/MediaBox [0 0 14400 300]", TRUE, 14400},
      {"/MediaBox [0 0 1000000 300]", FALSE, 0},
      {"/Rotate 90", TRUE, 300},
      {"/CropBox [40 50 300 250]", TRUE, 260},
  };
  const GdPdfBackend *backends[2];
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
      g_autoptr(GdSource) source =
          mini_read(&(MiniPdf){.page = cases[k].entries, .content = ""}, backends[i]);
      g_test_message("%s: %s", backends[i]->name, cases[k].entries);
      g_assert_cmpint(mini_page(source)->readable, ==, cases[k].readable);
      if (cases[k].readable)
        assert_near(mini_page(source)->width, cases[k].width, 0.01);
    }
}

static char *shared(const char *name)
{
  const char *folder = g_getenv("GUIDANG_SHARED");
  char *path = folder != NULL ? g_build_filename(folder, name, NULL) : NULL;
  if (path == NULL || !g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_free(path);
    g_test_skip("not there");
    return NULL;
  }
  return path;
}

static gboolean has_digit(const GdWord *word)
{
  return strpbrk(word->text, "0123456789") != NULL;
}

/* On a real report both backends see the same rulings, and the same numbers in the
 * tables. */
static void test_backends_agree(void)
{
  g_autofree char *path = shared("reports/huaian-2024.pdf");
  const GdPdfBackend *backends[2];
  if (path == NULL || mini_backends(backends) < 2)
    return;
  g_autoptr(GdSource) a = gd_source_new(path);
  g_autoptr(GdSource) b = gd_source_new(path);
  g_assert_true(gd_pdf_read(a, backends[0], NULL, NULL));
  g_assert_true(gd_pdf_read(b, backends[1], NULL, NULL));
  g_assert_cmpuint(a->pages->len, ==, 6);
  g_assert_cmpuint(b->pages->len, ==, 6);
  guint numbers = 0;
  for (guint i = 0; i < 6; i++) {
    const GdPage *p = a->pages->pdata[i], *q = b->pages->pdata[i];
    g_assert_true(p->readable && q->readable);
    g_assert_cmpuint(p->rulings->len, ==, q->rulings->len);
    for (guint k = 0; k < p->words->len; k++) {
      const GdWord *v = p->words->pdata[k], *match = NULL;
      g_assert_cmpint(v->source, ==, GD_SOURCE_TEXT_LAYER);
      g_assert_false(v->unreadable);
      g_assert_false(v->uneven);
      for (guint m = 0; m < q->words->len && match == NULL; m++) {
        const GdWord *w = q->words->pdata[m];
        if (strcmp(v->text, w->text) == 0 &&
            gd_box_shared(v->box, w->box) > 0.6 * gd_box_area(v->box))
          match = w;
      }
      if (p->rulings->len > 0 && has_digit(v) && v->box.y1 < 785) {
        g_assert_nonnull(match);
        numbers++;
      }
    }
  }
  g_assert_cmpuint(numbers, >, 200);
}

/* Each malformed file is read in a child of its own: it must end, in time, with
 * pages or an error. */
static void read_in_child(const char *path, const GdPdfBackend *backend)
{
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    alarm(10);
    g_autoptr(GdSource) source = gd_source_new(path);
    g_autoptr(GError) error = NULL;
    gboolean ok = gd_ingest_identify(source, &error) && gd_pdf_read(source, backend, NULL, &error);
    _exit(ok ? (source->pages->len > 0 ? 0 : 3)
             : (error != NULL && *error->message != '\0' ? 0 : 4));
  }
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_test_message("%s: %s", backend->name, path);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

static void test_hostile(void)
{
  g_autofree char *folder = shared("hostile");
  if (folder == NULL)
    return;
  const GdPdfBackend *backends[2];
  guint n = mini_backends(backends), files = 0;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    if (!g_str_has_suffix(name, ".pdf"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    for (guint i = 0; i < n; i++)
      read_in_child(path, backends[i]);
    files++;
  }
  g_assert_cmpuint(files, >, 0);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ingest/kinds", test_kinds);
  g_test_add_func("/ingest/errors", test_errors);
  g_test_add_func("/ingest/identify", test_identify);
  g_test_add_func("/ingest/page-sizes", test_page_sizes);
  g_test_add_func("/ingest/backends-agree", test_backends_agree);
  g_test_add_func("/ingest/hostile", test_hostile);
  return g_test_run();
}
