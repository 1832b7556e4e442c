/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of pages: every codec and layout that the degrader can put into a PDF gives
 * the picture that a render shows; files of pictures of all kinds of pixels give the
 * sheet that was saved; damaged ones say so, bombs are refused, large ones are reduced.
 */
#include "ingest/image_file.h"
#include "ingest/image_render.h"
#include "ingest/image_rows.h"
#include "ingest/images.h"

#include <glib/gstdio.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>

#include <jpeglib.h>

#include "cli_support.h"

#define WIDTH 248 /* A4 at 30 dpi, said to be 300 */
#define HEIGHT 351
#define NEARLY 6.0 /* grey levels: of JPEG, and of the grey of colours */

/* Where the test sheet has its marks, and their colours. */
typedef struct {
  double x, y;
  guint8 red, green, blue;
} Mark;

static const Mark marks[] = {{0.2, 0.15, 0, 0, 0},
                             {0.8, 0.15, 200, 40, 40},
                             {0.2, 0.85, 128, 128, 128},
                             {0.8, 0.85, 255, 255, 255},
                             {0.5, 0.5, 255, 255, 255}};

/* White with squares at marks. Caller destroys. */
static PIX *make_sheet(int width, int height)
{
  PIX *pix = pixCreate(width, height, 32);
  pixSetAll(pix);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    BOX *box = boxCreate((int)((marks[i].x - 0.1) * width), (int)((marks[i].y - 0.1) * height),
                         width / 5, height / 5);
    l_uint32 colour;
    composeRGBPixel(marks[i].red, marks[i].green, marks[i].blue, &colour);
    pixSetInRectArbitrary(pix, box, colour);
    boxDestroy(&box);
  }
  pixSetResolution(pix, 300, 300);
  return pix;
}

/* Whether a picture shows the sheet; levels: 3 colours, 1 grey, 0 black and white. */
static void expect_sheet(const GdPicture *picture, int levels)
{
  g_assert_nonnull(picture);
  int w = (int)gd_picture_width(picture), h = (int)gd_picture_height(picture);
  PIX *rgb = pixConvertTo32(picture->pix);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    l_int32 c[3];
    pixGetRGBPixel(rgb, (int)(marks[i].x * w), (int)(marks[i].y * h), &c[0], &c[1], &c[2]);
    double luma = 0.299 * marks[i].red + 0.587 * marks[i].green + 0.114 * marks[i].blue;
    const double colour[] = {marks[i].red, marks[i].green, marks[i].blue};
    for (int k = 0; k < 3; k++) {
      double want = levels == 3 ? colour[k] : luma;
      if (levels == 0 && want > 0 && want < 255) /* either side of a threshold */
        continue;
      g_assert_cmpfloat_with_epsilon(c[k], want, levels == 1 && luma != want ? 25 : NEARLY * 3);
    }
  }
  pixDestroy(&rgb);
}

static GdSource *read_source(const char *path)
{
  GdSource *source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gd_ingest_identify(source, &error);
  g_assert_no_error(error);
  gd_ingest_read(source, NULL, &error);
  g_assert_no_error(error);
  return source;
}

static GdPicture *picture_of(const GdSource *source, guint number, double dpi)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdImages) images = gd_images_open(source, NULL, &error);
  g_assert_no_error(error);
  GdPicture *picture = gd_images_page(images, number, dpi, &error);
  g_assert_no_error(error);
  return picture;
}

/* Reads a file of one picture, saved at 300 dpi, and compares. */
static void check_file(const char *path, int levels, gboolean bilevel)
{
  g_test_message("%s", path);
  g_autoptr(GdSource) source = read_source(path);
  g_assert_cmpuint(source->n_pages, ==, 1);
  const GdPage *page = source->pages->pdata[0];
  g_assert_cmpint(page->kind, ==, GD_PAGE_SCAN);
  g_assert_false(page->readable);
  g_assert_cmpfloat_with_epsilon(page->width, WIDTH * 72 / 300.0, 0.1);
  g_autoptr(GdPicture) picture = picture_of(source, 1, 300);
  g_assert_cmpuint(gd_picture_width(picture), ==, WIDTH);
  g_assert_cmpint(picture->bilevel, ==, bilevel);
  g_assert_false(picture->damaged);
  expect_sheet(picture, levels);
  g_remove(path);
}

static void test_png(void)
{
  PIX *rgb = make_sheet(WIDTH, HEIGHT), *grey = pixConvertTo8(rgb, 0);
  PIX *one = pixConvertTo1(rgb, 64), *few = pixOctreeQuantNumColors(rgb, 16, 0);
  PIX *deep = pixConvert8To16(grey, 8), *clear = pixCopy(NULL, rgb);
  pixWrite("rgb.png", rgb, IFF_PNG);
  pixWrite("grey.png", grey, IFF_PNG);
  pixWrite("one.png", one, IFF_PNG);
  pixWrite("palette.png", few, IFF_PNG);
  pixWrite("deep.png", deep, IFF_PNG);
  pixSetComponentArbitrary(clear, L_ALPHA_CHANNEL, 255);
  pixSetSpp(clear, 4);
  pixWrite("clear.png", clear, IFF_PNG);
  check_file("rgb.png", 3, FALSE);
  check_file("grey.png", 1, FALSE);
  check_file("one.png", 0, TRUE);
  check_file("palette.png", 3, FALSE);
  check_file("clear.png", 3, FALSE);
  check_file("deep.png", 1, FALSE);
  for (guint i = 0; i < 6; i++)
    pixDestroy((PIX *[]){rgb, grey, one, few, deep, clear} + i);
}

/* A CMYK JPEG; as Adobe's programs write it, inverted, or not. */
static void write_cmyk(const char *path, PIX *rgb, gboolean adobe)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  FILE *file = fopen(path, "wb");
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_stdio_dest(&jpeg, file);
  jpeg.image_width = WIDTH;
  jpeg.image_height = HEIGHT;
  jpeg.input_components = 4;
  jpeg.in_color_space = JCS_CMYK;
  jpeg_set_defaults(&jpeg);
  jpeg.write_Adobe_marker = adobe;
  jpeg.write_JFIF_header = TRUE;
  jpeg.density_unit = 1;
  jpeg.X_density = jpeg.Y_density = 300;
  jpeg_start_compress(&jpeg, TRUE);
  guint8 line[WIDTH * 4];
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      l_int32 c[3];
      pixGetRGBPixel(rgb, x, y, &c[0], &c[1], &c[2]);
      for (int k = 0; k < 3; k++)
        line[4 * x + k] = (guint8)(adobe ? c[k] : 255 - c[k]);
      line[4 * x + 3] = adobe ? 255 : 0;
    }
    JSAMPROW row = line;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  fclose(file);
}

static void test_jpeg(void)
{
  PIX *rgb = make_sheet(WIDTH, HEIGHT), *grey = pixConvertTo8(rgb, 0);
  pixWriteJpeg("rgb.jpg", rgb, 90, 0);
  pixWriteJpeg("progressive.jpg", rgb, 90, 1);
  pixWriteJpeg("grey.jpg", grey, 90, 0);
  write_cmyk("adobe.jpg", rgb, TRUE);
  write_cmyk("cmyk.jpg", rgb, FALSE);
  check_file("rgb.jpg", 3, FALSE);
  check_file("progressive.jpg", 3, FALSE);
  check_file("grey.jpg", 1, FALSE);
  check_file("adobe.jpg", 3, FALSE);
  if (g_file_test("cmyk.jpg", G_FILE_TEST_EXISTS)) /* libjpeg may mark it as Adobe's all the same */
    g_remove("cmyk.jpg");
  pixDestroy(&rgb);
  pixDestroy(&grey);
}

/* A TIFF with given fields, from pixels of 8 bits (samples of them). */
static void write_tiff(const char *path, PIX *rgb, int photometric, int samples, int orientation,
                       gboolean tiled)
{
  TIFF *tiff = TIFFOpen(path, "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, WIDTH);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, HEIGHT);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 300.0);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 300.0);
  if (tiled) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 256);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, 352);
  }
  g_autofree guint8 *all = g_malloc0(256 * 352 * 4);
  for (int y = 0; y < HEIGHT; y++) {
    guint8 *line = all + (gsize)y * (gsize)(tiled ? 256 * samples : WIDTH * samples);
    for (int x = 0; x < WIDTH; x++) {
      l_int32 c[4] = {0};
      pixGetRGBPixel(rgb, x, y, &c[0], &c[1], &c[2]);
      for (int k = 0; k < samples; k++) {
        gboolean ink =
            photometric == PHOTOMETRIC_SEPARATED || photometric == PHOTOMETRIC_MINISWHITE;
        line[x * samples + k] = (guint8)(k == 3 ? 0 : ink ? 255 - c[k] : c[k]);
      }
    }
    if (!tiled)
      TIFFWriteScanline(tiff, line, (guint32)y, 0);
  }
  if (tiled)
    TIFFWriteTile(tiff, all, 0, 0, 0, 0);
  TIFFClose(tiff);
}

static void test_tiff(void)
{
  PIX *rgb = make_sheet(WIDTH, HEIGHT), *one = pixConvertTo1(rgb, 64),
      *upside = pixRotate180(NULL, rgb);
  PIX *light = pixConvertTo8(rgb, 0), *grey = pixConvertTo32(light);
  pixWriteTiff("g4.tif", one, IFF_TIFF_G4, "w");
  check_file("g4.tif", 0, TRUE);
  write_tiff("rgb.tif", rgb, PHOTOMETRIC_RGB, 3, 1, FALSE);
  check_file("rgb.tif", 3, FALSE);
  write_tiff("tiles.tif", rgb, PHOTOMETRIC_RGB, 3, 1, TRUE);
  check_file("tiles.tif", 3, FALSE);
  write_tiff("upside.tif", upside, PHOTOMETRIC_RGB, 3, 3, FALSE);
  check_file("upside.tif", 3, FALSE);
  write_tiff("upside.tif", upside, PHOTOMETRIC_RGB, 3, 3, TRUE);
  check_file("upside.tif", 3, FALSE);
  write_tiff("cmyk.tif", rgb, PHOTOMETRIC_SEPARATED, 4, 1, FALSE);
  check_file("cmyk.tif", 3, FALSE);
  write_tiff("white0.tif", grey, PHOTOMETRIC_MINISWHITE, 1, 1, FALSE);
  check_file("white0.tif", 1, FALSE);
  write_tiff("black0.tif", grey, PHOTOMETRIC_MINISBLACK, 1, 1, FALSE);
  check_file("black0.tif", 1, FALSE);
  pixDestroy(&rgb);
  pixDestroy(&one);
  pixDestroy(&upside);
  pixDestroy(&grey);
  pixDestroy(&light);
}

/* 200 pages of 1 bit, each with its own number of black columns. */
static void test_many_pages(void)
{
  for (int i = 0; i < 200; i++) {
    PIX *pix = pixCreate(400, 560, 1);
    BOX *box = boxCreate(0, 0, i + 1, 560);
    pixSetInRect(pix, box);
    pixSetResolution(pix, 100, 100);
    pixWriteTiff("many.tif", pix, IFF_TIFF_G4, i == 0 ? "w" : "a");
    boxDestroy(&box);
    pixDestroy(&pix);
  }
  g_autoptr(GdSource) source = read_source("many.tif");
  g_assert_cmpuint(source->n_pages, ==, 200);
  g_autoptr(GdImages) images = gd_images_open(source, NULL, NULL);
  for (guint i = 1; i <= 200; i += 33) {
    g_autoptr(GdPicture) picture = gd_images_page(images, i, 300, NULL);
    l_uint32 left, right;
    pixGetPixel(picture->pix, (int)i - 1, 300, &left);
    pixGetPixel(picture->pix, (int)i + 1, 300, &right);
    g_assert_cmpuint(left, ==, 0);
    g_assert_cmpuint(right, ==, 255);
  }
}

/* An A3 sheet at 400 dpi has more pixels than are handed out: it is read smaller, not refused. */
static void test_fitted(void)
{
  g_autoptr(GError) error = NULL;
  gboolean damaged = FALSE;
  g_autoptr(GdRows) rows = gd_rows_new(6614, 4677, 1, 1, &error);
  g_assert_no_error(error);
  g_autofree guint8 *row = g_malloc0(6614);
  while (gd_rows_count(rows) < 4677)
    gd_rows_add(rows, row);
  PIX *pix = gd_rows_finish(g_steal_pointer(&rows), &damaged);
  g_assert_false(damaged);
  g_assert_cmpint(pixGetWidth(pix), ==, 3307);
  g_assert_cmpint(pixGetHeight(pix), ==, 2339);
  pixDestroy(&pix);
}

/* A scan of 12,000 x 17,000 is read at reduced size; a page that is larger is refused. */
static void test_large(void)
{
  PIX *pix = pixCreate(12000, 17000, 1);
  BOX *box = boxCreate(0, 0, 6000, 8500);
  pixSetInRect(pix, box);
  pixSetResolution(pix, 1200, 1200);
  pixWriteTiff("large.tif", pix, IFF_TIFF_G4, "w");
  pixDestroy(&pix);
  boxDestroy(&box);
  g_autoptr(GdSource) source = read_source("large.tif");
  g_autoptr(GdPicture) picture = picture_of(source, 1, 300);
  g_assert_cmpuint(gd_picture_width(picture), ==, 3000);
  l_uint32 dark, light;
  pixGetPixel(picture->pix, 1490, 2110, &dark);
  pixGetPixel(picture->pix, 1510, 2140, &light);
  g_assert_cmpuint(dark, ==, 0);
  g_assert_cmpuint(light, ==, 255);

  GdRows *rows = gd_rows_new(30000, 30000, 1, 100, NULL);
  g_assert_null(rows);
}

static GdErrorCode error_of(const char *path)
{
  g_autoptr(GdSource) source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gd_ingest_identify(source, NULL);
  if (gd_ingest_read(source, NULL, &error)) {
    g_autoptr(GdImages) images = gd_images_open(source, NULL, &error);
    g_autoptr(GdPicture) picture = images != NULL ? gd_images_page(images, 1, 300, &error) : NULL;
    g_assert_null(picture);
  }
  g_assert_nonnull(error);
  g_assert_true(error->domain == GD_ERROR);
  return (GdErrorCode)error->code;
}

/* Cuts a file to a share of its length. */
static void cut_file(const char *from, const char *to, double share)
{
  g_autofree char *data = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(from, &data, &size, NULL));
  g_assert_true(g_file_set_contents(to, data, (gssize)(share * (double)size), NULL));
}

static void test_damaged(void)
{
  PIX *rgb = make_sheet(WIDTH, HEIGHT), *one = pixConvertTo1(rgb, 64);
  pixWriteJpeg("whole.jpg", rgb, 90, 0);
  pixWrite("whole.png", rgb, IFF_PNG);
  write_tiff("whole.tif", rgb, PHOTOMETRIC_RGB, 3, 1, FALSE);
  cut_file("whole.jpg", "half", 0.6);
  g_autoptr(GdSource) source = read_source("half");
  g_autoptr(GdPicture) picture = picture_of(source, 1, 300);
  g_assert_true(picture->damaged);
  cut_file("whole.jpg", "stump", 0.02);
  g_assert_cmpint(error_of("stump"), ==, GD_ERROR_DAMAGED);
  cut_file("whole.png", "stump", 0.5);
  g_assert_cmpint(error_of("stump"), ==, GD_ERROR_DAMAGED);
  cut_file("whole.tif", "stump", 0.5);
  g_assert_cmpint(error_of("stump"), ==, GD_ERROR_DAMAGED);
  pixDestroy(&rgb);
  pixDestroy(&one);
}

static void test_tiny(void)
{
  PIX *pix = pixCreate(1, 1, 8);
  pixWrite("one.png", pix, IFF_PNG);
  pixDestroy(&pix);
  g_autoptr(GdSource) source = read_source("one.png");
  g_autoptr(GdPicture) picture = picture_of(source, 1, 300);
  g_assert_cmpuint(gd_picture_width(picture), ==, 1);
}

/* Pages without a believable resolution. */
static void test_sizes(void)
{
  static const struct {
    int width, height, dpi;
    double points;
  } cases[] = {{2480, 3508, 0, 841.89},
               {3000, 4000, 72, 841.89},
               {2000, 4000, 72, 960},
               {3508, 2480, 1, 841.89},
               {1654, 2339, 200, 842.0}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    PIX *pix = pixCreate(cases[i].width, cases[i].height, 1);
    pixSetResolution(pix, cases[i].dpi, cases[i].dpi);
    pixWriteTiff("size.tif", pix, IFF_TIFF_G4, "w");
    pixDestroy(&pix);
    g_autoptr(GdSource) source = read_source("size.tif");
    const GdPage *page = source->pages->pdata[0];
    g_assert_cmpfloat_with_epsilon(fmax(page->width, page->height), cases[i].points, 0.5);
  }
}

/* Mean difference in grey of a picture and the render of its page. */
static double difference(const GdPicture *picture, const GdPicture *render)
{
  PIX *a = pixConvertTo8(picture->pix, 0), *b = pixConvertTo8(render->pix, 0);
  PIX *small = pixScaleToSize(a, 200, 280), *other = pixScaleToSize(b, 200, 280);
  l_float32 mean = 0;
  pixCompareGray(small, other, L_COMPARE_ABS_DIFF, 0, NULL, &mean, NULL, NULL);
  pixDestroy(&a);
  pixDestroy(&b);
  pixDestroy(&small);
  pixDestroy(&other);
  return mean;
}

/* The picture that a page embeds is what a render of the page shows: upright, whole, not
 * inverted, in its place. */
static void check_embedded(const char *level, const char *set)
{
  g_autofree char *command =
      g_strdup_printf("%s --level %s --seed 5 %s 1.pdf scan.pdf", DEGRADE, level, set);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  g_assert_cmpint(run->status, ==, 0);
  g_test_message("%s %s", level, set);
  g_autoptr(GdSource) source = read_source("scan.pdf");
  g_autoptr(GdRender) render = gd_render_open("scan.pdf", NULL, NULL);
  for (guint i = 1; i <= MIN(2, source->n_pages); i++) {
    const GdPage *page = source->pages->pdata[i - 1];
    g_autoptr(GdPicture) picture = picture_of(source, i, 150);
    g_autoptr(GdPicture) shown = gd_render_page(render, i, picture->dpi, NULL);
    GdPoint end = gd_homography_apply(
        &picture->to_page, (GdPoint){gd_picture_width(picture), gd_picture_height(picture)});
    g_assert_cmpfloat_with_epsilon(end.x, page->width, 2);
    g_assert_cmpfloat_with_epsilon(end.y, page->height, 2);
    g_assert_false(picture->damaged);
    g_assert_cmpfloat(difference(picture, shown), <, NEARLY);
  }
}

static void test_embedded(void)
{
  g_autofree char *command = g_strdup_printf("%s --seed 1 --out .", TYPESET);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  g_assert_cmpint(run->status, ==, 0);
  check_embedded("any", "--set dpi=150 --set colour=grey --set codec=jpeg");
  check_embedded("any", "--set dpi=150 --set colour=colour --set codec=jpeg --set pieces=strips");
  check_embedded("any", "--set dpi=150 --set colour=grey --set codec=jpeg2000");
  check_embedded("any", "--set dpi=150 --set colour=colour --set codec=flate --set pieces=tiles");
  check_embedded("any", "--set dpi=200 --set colour=bilevel --set codec_bilevel=g4");
  check_embedded("any", "--set dpi=200 --set colour=bilevel --set codec_bilevel=jbig2");
  check_embedded("any", "--set dpi=200 --set colour=bilevel --set mask=yes");
  check_embedded("any", "--set dpi=150 --set stored_turn=90 --set colour=grey");
  check_embedded("any", "--set dpi=150 --set stored_turn=180 --set colour=grey");
  check_embedded("any", "--set dpi=150 --set stored_turn=270 --set colour=grey");
}

/* A region of page space, straight and at the size asked for, without red ink. */
static void test_turned(void)
{
  PIX *rgb = make_sheet(WIDTH, HEIGHT);
  double width = 60, height = 85;
  g_autoptr(GdPicture) picture = gd_picture_new(rgb, width, height);
  for (guint quarters = 0; quarters < 4; quarters++) {
    double w = width, h = height;
    g_autoptr(GdPicture) turned = gd_picture_turned(picture, quarters, &w, &h);
    g_assert_cmpfloat(w, ==, quarters % 2 == 1 ? height : width);
    double back_w = w, back_h = h;
    g_autoptr(GdPicture) back = gd_picture_turned(turned, (4 - quarters) % 4, &back_w, &back_h);
    expect_sheet(back, 3);
    GdPoint p = gd_homography_apply(&back->to_page, (GdPoint){WIDTH, HEIGHT});
    g_assert_cmpfloat_with_epsilon(p.x, width, 1e-6);
    g_assert_cmpfloat_with_epsilon(p.y, height, 1e-6);
  }
}

int main(int argc, char **argv)
{
  setMsgSeverity(L_SEVERITY_NONE);
  g_test_init(&argc, &argv, NULL);
  char *folder = enter_folder();
  g_test_add_func("/pictures/png", test_png);
  g_test_add_func("/pictures/jpeg", test_jpeg);
  g_test_add_func("/pictures/tiff", test_tiff);
  g_test_add_func("/pictures/many-pages", test_many_pages);
  g_test_add_func("/pictures/fitted", test_fitted);
  g_test_add_func("/pictures/large", test_large);
  g_test_add_func("/pictures/damaged", test_damaged);
  g_test_add_func("/pictures/tiny", test_tiny);
  g_test_add_func("/pictures/sizes", test_sizes);
  g_test_add_func("/pictures/embedded", test_embedded);
  g_test_add_func("/pictures/turned", test_turned);
  int status = g_test_run();
  leave_folder(folder);
  return status;
}
