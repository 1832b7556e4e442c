/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The degrader: the same seed gives the same bytes, pages keep number and size,
 * each codec decodes to the picture that was coded, the geometry says where the
 * page is, and what is drawn stays in its range.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "cli_support.h"

#define SMALL "--set dpi=150" /* pages small enough for a quick test */
#define NEARLY 0.5            /* grey levels, mean difference: the same picture */
#define RESAMPLED 4           /* the same, resampled where pieces meet, or coded with loss */

static void run_tool(const char *program, const char *arguments, int status)
{
  g_autofree char *command = g_strdup_printf("%s %s", program, arguments);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  expect_status(run, status);
}

/* A new folder with the report 1.pdf of three pages. */
static char *enter_with_report(void)
{
  char *folder = enter_folder();
  run_tool(TYPESET, "--seed 1 --out .", 0);
  return folder;
}

static PopplerDocument *open_pdf(const char *name)
{
  g_autofree char *here = g_get_current_dir();
  g_autofree char *path = g_build_filename(here, name, NULL);
  g_autofree char *uri = g_filename_to_uri(path, NULL, NULL);
  g_autoptr(GError) error = NULL;
  PopplerDocument *pdf = poppler_document_new_from_file(uri, NULL, &error);
  g_assert_no_error(error);
  return pdf;
}

/* The page as Poppler shows it, 8 bits. Caller destroys. */
static PIX *render(const char *name, int page_number, int width, int height)
{
  PopplerDocument *pdf = open_pdf(name);
  PopplerPage *page = poppler_document_get_page(pdf, page_number - 1);
  double page_width, page_height;
  poppler_page_get_size(page, &page_width, &page_height);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, width / page_width, height / page_height);
  poppler_page_render(page, cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  PIX *pix = pixCreate(width, height, 8);
  for (int y = 0; y < height; y++) {
    const guint8 *row = cairo_image_surface_get_data(surface) +
                        (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    l_uint32 *line = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
    for (int x = 0; x < width; x++) {
      guint32 px;
      memcpy(&px, row + 4 * x, sizeof px);
      guint grey = (77 * ((px >> 16) & 255) + 150 * ((px >> 8) & 255) + 29 * (px & 255)) >> 8;
      SET_DATA_BYTE(line, x, grey);
    }
  }
  cairo_surface_destroy(surface);
  g_object_unref(page);
  g_object_unref(pdf);
  return pix;
}

static PIX *read_grey(const char *path)
{
  PIX *pix = pixRead(path);
  g_assert_nonnull(pix);
  PIX *grey =
      pixGetDepth(pix) == 32 ? pixConvertRGBToGray(pix, 0.3f, 0.59f, 0.11f) : pixConvertTo8(pix, 0);
  pixDestroy(&pix);
  return grey;
}

/* Mean absolute difference where a is dark, grey levels. */
static double difference(PIX *a, PIX *b)
{
  g_assert_cmpint(pixGetWidth(a), ==, pixGetWidth(b));
  g_assert_cmpint(pixGetHeight(a), ==, pixGetHeight(b));
  l_float32 mean = 255;
  PIX *apart = pixAbsDifference(a, b), *dark = pixThresholdToBinary(a, 128);
  g_assert_cmpint(pixGetAverageMasked(apart, dark, 0, 0, 1, L_MEAN_ABSVAL, &mean), ==, 0);
  pixDestroy(&apart);
  pixDestroy(&dark);
  return (double)mean;
}

static void test_same_bytes(void)
{
  char *folder = enter_with_report();
  static const char *const runs[][2] = {
      {"--level any --seed 4 " SMALL, "any"},
      {"--level mixed --seed 2 " SMALL, "mixed"},
      {"--level fax --seed 9", "fax"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(runs); i++) {
    g_autoptr(GBytes) first = NULL;
    for (guint again = 0; again < 2; again++) {
      g_autofree char *name = g_strdup_printf("%s.pdf", runs[i][1]);
      g_autofree char *arguments = g_strdup_printf("%s 1.pdf %s", runs[i][0], name);
      run_tool(DEGRADE, arguments, 0);
      char *data = NULL;
      gsize size = 0;
      g_assert_true(g_file_get_contents(name, &data, &size, NULL));
      g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
      if (again)
        g_assert_true(g_bytes_equal(first, bytes));
      else
        first = g_steal_pointer(&bytes);
    }
  }
  run_tool(DEGRADE, "--level fax --seed 10 1.pdf other.pdf", 0);
  g_autofree char *a = read_text("fax.pdf.params.csv"), *b = read_text("other.pdf.params.csv");
  g_assert_cmpstr(a, !=, b);
  leave_folder(folder);
}

/* The value of a parameter on a page, as the .params.csv has it. Caller frees. */
static char *drawn(const char *csv, guint page, const char *name)
{
  g_autofree char *start = g_strdup_printf("\n%u,%s,", page, name);
  const char *at = strstr(csv, start);
  g_assert_nonnull(at);
  at += strlen(start);
  return g_strndup(at, strcspn(at, "\n"));
}

/* Pages keep their number and size (turned ones lie on their side), and scans have
 * no text unless they have a layer. */
static void check_pages(const char *name, const char *csv)
{
  PopplerDocument *before = open_pdf("1.pdf"), *after = open_pdf(name);
  int n = poppler_document_get_n_pages(before);
  g_assert_cmpint(poppler_document_get_n_pages(after), ==, n);
  for (int i = 0; i < n; i++) {
    g_autofree char *turn = drawn(csv, (guint)i + 1, "turn");
    g_autofree char *kept = drawn(csv, (guint)i + 1, "keep");
    g_autofree char *layer = drawn(csv, (guint)i + 1, "layer");
    PopplerPage *a = poppler_document_get_page(before, i);
    PopplerPage *b = poppler_document_get_page(after, i);
    double width, height, w, h;
    poppler_page_get_size(a, &width, &height);
    poppler_page_get_size(b, &w, &h);
    gboolean aside = g_str_equal(turn, "90") || g_str_equal(turn, "270");
    gboolean is_kept = g_str_equal(kept, "yes");
    g_assert_cmpfloat_with_epsilon(w, aside && !is_kept ? height : width, 0.01);
    g_assert_cmpfloat_with_epsilon(h, aside && !is_kept ? width : height, 0.01);
    g_autofree char *text = poppler_page_get_text(b);
    g_assert_cmpint(*text != '\0', ==, is_kept || !g_str_equal(layer, "none"));
    g_object_unref(a);
    g_object_unref(b);
  }
  g_object_unref(before);
  g_object_unref(after);
}

static gboolean lies_in(const char *domain, const char *value)
{
  g_auto(GStrv) items = g_strsplit(domain, " ", -1);
  for (guint i = 0; items[i] != NULL; i++) {
    items[i][strcspn(items[i], ":")] = '\0';
    const char *dots = strstr(items[i], "..");
    double number = g_ascii_strtod(value, NULL);
    if (dots == NULL ? g_str_equal(items[i], value)
                     : number >= g_ascii_strtod(items[i], NULL) - 1e-4 &&
                           number <= g_ascii_strtod(dots + 2, NULL) + 1e-4)
      return TRUE;
  }
  return FALSE;
}

/* Each value that was drawn lies in the domain of its level. */
static void check_ranges(const char *list, const char *level, const char *csv)
{
  g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
  guint checked = 0;
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto(GStrv) f = g_strsplit(lines[i], ",", 3);
    if (g_str_equal(f[1], "dpi")) /* forced here */
      continue;
    g_autofree char *start = g_strdup_printf("%s,%s,", level, f[1]);
    const char *at = strstr(list, start);
    g_assert_nonnull(at);
    at += strlen(start);
    g_autofree char *domain = g_strndup(at, strcspn(at, "\n"));
    if (!lies_in(domain, f[2]))
      g_error("%s: %s is %s, not in %s", level, f[1], f[2], domain);
    checked++;
  }
  g_assert_cmpuint(checked, >, 100);
}

static void test_levels(void)
{
  char *folder = enter_with_report();
  g_autoptr(Run) help = run_program(DEGRADE " --list");
  expect_status(help, 0);
  g_autoptr(GHashTable) levels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(help->out, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_hash_table_add(levels, g_strndup(lines[i], strcspn(lines[i], ",")));
  g_assert_cmpuint(g_hash_table_size(levels), >=, 12);
  GHashTableIter iter;
  gpointer level;
  g_hash_table_iter_init(&iter, levels);
  while (g_hash_table_iter_next(&iter, &level, NULL)) {
    g_autofree char *arguments =
        g_strdup_printf("--level %s --seed 3 " SMALL " 1.pdf out.pdf", (char *)level);
    run_tool(DEGRADE, arguments, 0);
    g_autofree char *csv = read_text("out.pdf.params.csv");
    check_pages("out.pdf", csv);
    check_ranges(help->out, level, csv);
  }
  leave_folder(folder);
}

static void check_codec(const char *colour, const char *codec, const char *pieces,
                        const char *ending, double within)
{
  g_autofree char *arguments =
      g_strdup_printf("--level office --seed 5 --set colour=%s --set %s --set %s --set dpi=150 "
                      "--set quality=90 --pictures p one.pdf out.pdf",
                      colour, codec, pieces);
  run_tool(DEGRADE, arguments, 0);
  g_autofree char *path = g_strdup_printf("p/001.%s", ending);
  PIX *coded = read_grey(path);
  int quarters = strstr(pieces, "90") ? 3 : strstr(pieces, "270") ? 1 : 0;
  PIX *upright = pixRotateOrth(coded, quarters); /* as /Rotate shows it */
  PIX *seen = render("out.pdf", 1, pixGetWidth(upright), pixGetHeight(upright));
  double found = difference(upright, seen);
  g_test_message("%s %s %s: %.2f", colour, codec, pieces, found);
  g_assert_cmpfloat(found, <=, within);
  pixDestroy(&coded);
  pixDestroy(&upright);
  pixDestroy(&seen);
}

/* What Poppler decodes is what was coded. */
static void test_codecs(void)
{
  static const struct {
    const char *colour, *codec, *pieces, *ending;
    double within; /* mean difference allowed, grey levels */
  } cases[] = {
      {"bilevel", "codec_bilevel=g4", "pieces=whole", "tif", NEARLY},
      {"bilevel", "codec_bilevel=jbig2", "pieces=whole", "tif", NEARLY},
      {"bilevel", "codec_bilevel=flate", "pieces=whole", "tif", NEARLY},
      {"bilevel", "codec_bilevel=g4", "mask=yes --set stored_turn=270", "tif", NEARLY},
      {"bilevel", "codec_bilevel=jbig2", "pieces=tiles", "tif", RESAMPLED},
      {"bilevel", "codec_bilevel=g4", "pieces=strips --set stored_turn=90", "tif", RESAMPLED},
      {"grey", "codec=flate", "pieces=whole", "png", NEARLY},
      {"colour", "codec=flate", "pieces=tiles", "png", RESAMPLED},
      {"grey", "codec=jpeg", "pieces=strips", "jpg", RESAMPLED},
      {"colour", "codec=jpeg", "pieces=whole", "jpg", NEARLY},
      {"colour", "codec=jpeg2000", "pieces=whole", "png", RESAMPLED},
      {"grey", "codec=jpeg2000", "pieces=strips", "png", RESAMPLED},
  };
  char *folder = enter_with_report();
  run_tool("qpdf", "1.pdf --pages . 2 -- one.pdf", 0);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check_codec(cases[i].colour, cases[i].codec, cases[i].pieces, cases[i].ending, cases[i].within);
  leave_folder(folder);
}

static int whole(const char *text)
{
  return (int)g_ascii_strtoll(text, NULL, 10);
}

/* Dark px of the typeset page are dark in the picture where the geometry says. */
static void check_geometry(const char *line, const char *folder)
{
  g_auto(GStrv) f = g_strsplit(line, ",", -1);
  double h[9];
  for (guint i = 0; i < 9; i++)
    h[i] = g_ascii_strtod(f[3 + i], NULL);
  g_autofree char *path = g_strdup_printf("%s/00%s.png", folder, f[0]);
  PIX *picture = read_grey(path);
  g_assert_cmpint(pixGetWidth(picture), ==, whole(f[1]));
  g_assert_cmpint(pixGetHeight(picture), ==, whole(f[2]));
  PIX *page = render("one.pdf", whole(f[0]), 595 * 2, 842 * 2);
  double sums[2] = {0, 0};
  guint counts[2] = {0, 0};
  for (int y = 2; y < pixGetHeight(page) - 2; y += 2)
    for (int x = 2; x < pixGetWidth(page) - 2; x += 2) {
      l_uint32 grey, seen;
      pixGetPixel(page, x, y, &grey);
      if (grey > 60 && grey < 255)
        continue;
      double px = (x + 0.5) * 595.28 / (595 * 2), py = (y + 0.5) * 841.89 / (842 * 2);
      double w = h[6] * px + h[7] * py + h[8];
      int u = (int)floor((h[0] * px + h[1] * py + h[2]) / w);
      int v = (int)floor((h[3] * px + h[4] * py + h[5]) / w);
      if (pixGetPixel(picture, u, v, &seen) != 0)
        continue;
      sums[grey == 255] += seen;
      counts[grey == 255]++;
    }
  g_assert_cmpuint(counts[0], >, 500);
  g_assert_cmpfloat(sums[0] / counts[0], <, 110);
  g_assert_cmpfloat(sums[1] / counts[1], >, 235);
  pixDestroy(&picture);
  pixDestroy(&page);
}

static void test_geometry(void)
{
  static const char *const cases[] = {
      "--set rotate=4", "--set rotate=-5 --set perspective=0.06 --set border=0.05 --set turn=90",
      "--set crop=0.03 --set stored_turn=180", "--set perspective=0.05 --set turn=270"};
  char *folder = enter_with_report();
  run_tool("qpdf", "1.pdf --pages . 2 -- one.pdf", 0);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *arguments = g_strdup_printf(
        "--level clean --seed 6 --set colour=grey --set codec=flate " SMALL " --pictures p %s "
        "one.pdf out.pdf",
        cases[i]);
    run_tool(DEGRADE, arguments, 0);
    g_autofree char *csv = read_text("out.pdf.geometry.csv");
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    check_geometry(lines[1], "p");
  }
  leave_folder(folder);
}

static char *page_text(const char *name, int number)
{
  PopplerDocument *pdf = open_pdf(name);
  PopplerPage *page = poppler_document_get_page(pdf, number - 1);
  g_autofree char *text = poppler_page_get_text(page);
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (!g_unichar_isspace(g_utf8_get_char(p)))
      g_string_append_unichar(out, g_utf8_get_char(p));
  g_object_unref(page);
  g_object_unref(pdf);
  return g_string_free(out, FALSE);
}

/* How often each character occurs: reading order is Poppler's, and may differ. */
static guint differing(const char *a, const char *b)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  for (guint side = 0; side < 2; side++)
    for (const char *p = side ? b : a; *p != '\0'; p = g_utf8_next_char(p)) {
      gpointer key = GUINT_TO_POINTER(g_utf8_get_char(p));
      int n = GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
      g_hash_table_insert(counts, key, GINT_TO_POINTER(n + (side ? -1 : 1)));
    }
  guint sum = 0;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    sum += (guint)abs(GPOINTER_TO_INT(value));
  return sum;
}

static void test_layers(void)
{
  char *folder = enter_with_report();
  g_autofree char *printed = page_text("1.pdf", 2);
  run_tool(DEGRADE, "--level clean --set layer=right " SMALL " 1.pdf right.pdf", 0);
  g_autofree char *right = page_text("right.pdf", 2);
  g_assert_cmpuint(differing(printed, right), ==, 0);
  run_tool(DEGRADE,
           "--level clean --set layer=right --set layer_place=under --set turn=90 " SMALL
           " 1.pdf under.pdf",
           0);
  g_autofree char *under = page_text("under.pdf", 2);
  g_assert_cmpuint(differing(printed, under), ==, 0);
  run_tool(DEGRADE, "--level clean --set layer=errors " SMALL " 1.pdf errors.pdf", 0);
  g_autofree char *wrong = page_text("errors.pdf", 2);
  guint found = differing(printed, wrong), length = (guint)g_utf8_strlen(printed, -1);
  g_assert_cmpuint(found, >, 0);
  g_assert_cmpuint(found, <, length / 4);
  run_tool(DEGRADE, "--level clean --set keep=yes " SMALL " 1.pdf kept.pdf", 0);
  g_autofree char *kept = page_text("kept.pdf", 2);
  g_assert_cmpstr(kept, ==, printed);
  leave_folder(folder);
}

static void test_tiff(void)
{
  char *folder = enter_with_report();
  run_tool(DEGRADE, "--level fax 1.pdf out.tif", 0);
  FILE *file = fopen("out.tif", "rb");
  g_assert_nonnull(file);
  l_int32 n = 0;
  g_assert_cmpint(tiffGetCount(file, &n), ==, 0);
  fclose(file);
  g_assert_cmpint(n, ==, 3);
  leave_folder(folder);
}

static void test_usage(void)
{
  char *folder = enter_with_report();
  run_tool(DEGRADE, "--level none 1.pdf out.pdf", 64);
  run_tool(DEGRADE, "--set dpi=9000 1.pdf out.pdf", 64);
  run_tool(DEGRADE, "--set colours=grey 1.pdf out.pdf", 64);
  run_tool(DEGRADE, "--set colour 1.pdf out.pdf", 64);
  run_tool(DEGRADE, "1.pdf", 64);
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/degrade/same-bytes", test_same_bytes);
  g_test_add_func("/degrade/levels", test_levels);
  g_test_add_func("/degrade/codecs", test_codecs);
  g_test_add_func("/degrade/geometry", test_geometry);
  g_test_add_func("/degrade/layers", test_layers);
  g_test_add_func("/degrade/tiff", test_tiff);
  g_test_add_func("/degrade/usage", test_usage);
  return g_test_run();
}
