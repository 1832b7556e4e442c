/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grids of scans: reports are typeset with known cells, degraded, and their pages' rulings
 * found; a value cell is isolated if the grid has a cell with its four sides. Prints the share
 * of each level and the time of a page. With GUIDANG_OVERLAY=DIR, pages with missed cells are
 * drawn there with what was found (horizontal red, vertical blue, missed green).
 */
#include "ingest/images.h"
#include "raster/scan.h"
#include "raster/view.h"
#include "tables/lattice.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "cli_support.h"

/* Points by which a side may be off: lens and paper bend by up to 3, and no column is so
 * narrow. */
#define SIDE 4.0

typedef struct {
  guint page;
  GdBox box; /* page space of the typeset page */
} Truth;

typedef struct {
  guint cells, found, pages;
  double seconds;
} Count;

/* The last n numbers of a line of CSV. */
static void last_numbers(const char *line, double *numbers, guint n)
{
  const char *end = line + strlen(line);
  for (guint commas = 0; commas < n && end > line;)
    commas += *--end == ',';
  g_auto(GStrv) parts = g_strsplit(end + 1, ",", (int)n);
  for (guint i = 0; i < n; i++)
    numbers[i] = g_ascii_strtod(parts[i], NULL);
}

/* Where the value cells of a report stand (of Truth). */
static GArray *read_cells(guint seed)
{
  g_autofree char *path = g_strdup_printf("%u.cells.csv", seed);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(Truth));
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    double n[5];
    last_numbers(lines[i], n, 5);
    Truth truth = {(guint)n[0], {n[1], n[2], n[3], n[4]}};
    g_array_append_val(cells, truth);
  }
  return cells;
}

/* The cell of the page's grids in which a point lies, the smallest one; NULL if none. */
static const GdCell *cell_at(const GPtrArray *grids, GdPoint p)
{
  const GdCell *best = NULL;
  for (guint i = 0; i < grids->len; i++) {
    const GdGrid *grid = grids->pdata[i];
    for (guint k = 0; k < grid->cells->len; k++) {
      const GdCell *cell = grid->cells->pdata[k];
      if (gd_box_has(cell->box, p) &&
          (best == NULL || gd_box_area(cell->box) < gd_box_area(best->box)))
        best = cell;
    }
  }
  return best;
}

static gboolean is_isolated(const GPtrArray *grids, GdBox box)
{
  const GdCell *cell = cell_at(grids, gd_box_centre(box));
  return cell != NULL && fabs(cell->box.x0 - box.x0) <= SIDE &&
         fabs(cell->box.x1 - box.x1) <= SIDE && fabs(cell->box.y0 - box.y0) <= SIDE &&
         fabs(cell->box.y1 - box.y1) <= SIDE;
}

static void draw(const GdPicture *picture, const GdPage *page, const GArray *missed,
                 const char *name)
{
  GdHomography back;
  gd_homography_invert(&picture->to_page, &back);
  PIX *pix = pixConvertTo32(picture->pix);
  for (guint i = 0; i < page->rulings->len; i++) {
    const GdRuling *r = &g_array_index(page->rulings, GdRuling, i);
    gboolean down = r->direction == GD_VERTICAL;
    GdPoint a = {down ? r->at : r->from, down ? r->from : r->at};
    GdPoint b = {down ? r->at : r->to, down ? r->to : r->at};
    a = gd_homography_apply(&back, a);
    b = gd_homography_apply(&back, b);
    pixRenderLineArb(pix, (int)a.x, (int)a.y, (int)b.x, (int)b.y, 3, down ? 0 : 255, 0,
                     down ? 255 : 0);
  }
  for (guint i = 0; i < missed->len; i++) {
    GdBox b = gd_homography_box(&back, g_array_index(missed, GdBox, i));
    pixRenderLineArb(pix, (int)b.x0, (int)b.y0, (int)b.x1, (int)b.y1, 5, 0, 200, 0);
  }
  pixWrite(name, pix, IFF_PNG);
  pixDestroy(&pix);
}

static double cpu_seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Counts the cells of one page. line: of the degrader's geometry. */
static void count_page(GdImages *images, const GArray *cells, const char *line, const char *level,
                       guint seed, Count *count)
{
  double n[14];
  g_auto(GStrv) parts = g_strsplit(line, ",", 14);
  for (guint i = 0; i < 14; i++)
    n[i] = g_ascii_strtod(parts[i], NULL);
  guint number = (guint)n[0];
  g_autoptr(GError) error = NULL;
  g_autoptr(GdPicture) picture = gd_images_page(images, number, 300, &error);
  g_assert_no_error(error);
  double start = cpu_seconds();
  g_autoptr(GdPage) page = gd_page_new(number, 600, 800);
  g_assert_true(gd_scan_page(page, picture));
  count->seconds += cpu_seconds() - start;
  count->pages++;
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  /* typeset page → stored picture → picture as it was got → rectified page */
  GdHomography degraded;
  memcpy(degraded.m, n + 3, sizeof degraded.m);
  GdHomography size = gd_homography_scale(gd_picture_width(picture) / n[1],
                                          gd_picture_height(picture) / n[2], 0, 0);
  GdHomography map = gd_homography_then(&degraded, &size);
  map = gd_homography_then(&map, &picture->to_page);
  g_autoptr(GArray) missed = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint i = 0; i < cells->len; i++) {
    const Truth *truth = &g_array_index(cells, Truth, i);
    if (truth->page != number)
      continue;
    GdBox box = gd_homography_box(&map, truth->box);
    count->cells++;
    if (is_isolated(grids, box))
      count->found++;
    else
      g_array_append_val(missed, box);
  }
  const char *folder = g_getenv("GUIDANG_OVERLAY");
  if (folder != NULL && missed->len > 0) {
    g_autofree char *name = g_strdup_printf("%s/%s-%u-%u.png", folder, level, seed, number);
    draw(picture, page, missed, name);
  }
}

static void count_report(const char *level, guint seed, Count *count)
{
  g_autofree char *command =
      g_strdup_printf("%s --level %s --seed %u %u.pdf scan.pdf", DEGRADE, level, seed, seed);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  g_assert_cmpint(run->status, ==, 0);
  g_autoptr(GArray) cells = read_cells(seed);
  g_autoptr(GdSource) source = gd_source_new("scan.pdf");
  g_autoptr(GError) error = NULL;
  g_assert_true(gd_ingest_identify(source, &error));
  g_assert_true(gd_ingest_read(source, NULL, &error));
  g_autoptr(GdImages) images = gd_images_open(source, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("scan.pdf.geometry.csv", &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    guint number = (guint)g_ascii_strtoull(lines[i], NULL, 10);
    gboolean has_cells = FALSE;
    for (guint k = 0; k < cells->len && !has_cells; k++)
      has_cells = g_array_index(cells, Truth, k).page == number;
    if (has_cells)
      count_page(images, cells, lines[i], level, seed, count);
  }
}

typedef struct {
  const char *level;
  double least; /* share of cells isolated */
} Level;

static const Level levels[] = {{"clean", 0.99}, {"office", 0.98}, {"worn", 0.93}, {"phone", 0.98}};

/* Makes a ruled report, once for all levels. */
static void typeset(guint seed)
{
  g_autofree char *name = g_strdup_printf("%u.pdf", seed);
  if (g_file_test(name, G_FILE_TEST_EXISTS))
    return;
  g_autofree char *command =
      g_strdup_printf("%s --seed %u --out . --set lines=grid", TYPESET, seed);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  g_assert_cmpint(run->status, ==, 0);
}

static void test_level(gconstpointer data)
{
  const Level *level = data;
  Count count = {0};
  const char *seeds = g_getenv("GUIDANG_SEEDS"); /* "FIRST COUNT", for development */
  g_auto(GStrv) parts = g_strsplit(seeds != NULL ? seeds : "21 2", " ", 2);
  guint first = (guint)g_ascii_strtoull(parts[0], NULL, 10);
  guint n = parts[1] != NULL ? (guint)g_ascii_strtoull(parts[1], NULL, 10) : 2;
  for (guint seed = first; seed < first + n; seed++) {
    typeset(seed);
    count_report(level->level, seed, &count);
  }
  g_test_message("%s: %u of %u cells isolated (%.2f %%), %u pages, %.1f ms of CPU a page",
                 level->level, count.found, count.cells, 100.0 * count.found / MAX(1, count.cells),
                 count.pages, 1000 * count.seconds / MAX(1, count.pages));
  g_assert_cmpuint(count.cells, >, 0);
  g_assert_cmpfloat(count.found, >=, level->least * count.cells);
}

/* A picture of prose has no rulings, an empty one neither. */
static void test_nothing(void)
{
  PIX *pix = pixCreate(1240, 1754, 8);
  pixSetAll(pix);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, 595, 842);
  g_autoptr(GdScan) scan = gd_scan_find(picture);
  g_assert_cmpuint(scan->rulings->len, ==, 0);
  PIX *dot = pixCreate(1, 1, 8);
  g_autoptr(GdPicture) tiny = gd_picture_new(dot, 1, 1);
  g_autoptr(GdScan) none = gd_scan_find(tiny);
  g_assert_cmpuint(none->rulings->len, ==, 0);
}

/* A ruling on a picture of 200 dpi. */
static void draw_line(PIX *pix, int x, int y, int width, int height)
{
  pixRasterop(pix, x, y, width, height, PIX_CLR, NULL, 0, 0);
}

/* The top line of a table open at its sides crosses one column only, that between the two cells of
 * its head. */
static void test_open_top(void)
{
  PIX *pix = pixCreate(1654, 2339, 8);
  pixSetAll(pix);
  for (int row = 0; row < 5; row++)
    draw_line(pix, 200, 300 + 80 * row, 1200, 3);
  for (int column = 1; column < 6; column++)
    draw_line(pix, 200 + 200 * column, column == 3 ? 300 : 380, 3, column == 3 ? 320 : 240);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, 595, 842);
  g_autoptr(GdScan) scan = gd_scan_find(picture);
  guint across = 0, top = 0;
  for (guint i = 0; i < scan->rulings->len; i++) {
    const GdRuling *ruling = &g_array_index(scan->rulings, GdRuling, i);
    across += ruling->direction == GD_HORIZONTAL;
    top += ruling->direction == GD_HORIZONTAL && fabs(ruling->at - 301.5 * 72 / 200) < SIDE;
  }
  g_assert_cmpuint(across, ==, 5);
  g_assert_cmpuint(top, ==, 1);
}

/* A line of a fax of 98 lines an inch that lay askew: a stair, with nothing where it is half-way
 * between two steps. */
static void draw_stairs(PIX *pix, int y)
{
  for (int x = 200; x <= 1480; x++) {
    const double at = y + 0.0066 * (x - 200);
    if (at - floor(at) < 0.85)
      pixSetPixel(pix, x, (int)at, 0);
  }
}

/* Each step is a long stroke without any slope: what counts is how the steps follow each other. */
static void test_stairs(void)
{
  PIX *coarse = pixCreate(1686, 1146, 8);
  pixSetAll(coarse);
  for (int row = 0; row < 20; row++)
    draw_stairs(coarse, 200 + 30 * row);
  for (int column = 0; column <= 8; column++)
    pixRasterop(coarse, 200 + 160 * column, 200, 2, 580, PIX_CLR, NULL, 0, 0);
  PIX *pix = pixScaleBySampling(coarse, 1.0F, 2.0816F);
  pixDestroy(&coarse);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, 595, 842);
  picture->bilevel = picture->coarse = TRUE;
  g_autoptr(GdScan) scan = gd_scan_find(picture);
  guint across = 0;
  for (guint i = 0; i < scan->rulings->len; i++) {
    const GdRuling *ruling = &g_array_index(scan->rulings, GdRuling, i);
    across += ruling->direction == GD_HORIZONTAL && ruling->to - ruling->from > 420;
  }
  g_assert_cmpfloat_with_epsilon(scan->turn, 0.79, 0.1); /* degrees: 0.0066 * 2.08 */
  g_assert_cmpuint(across, ==, 20);
}

/* A chain of strokes of characters is as long as a line, and tells no slope. */
static void test_slopes(void)
{
  PIX *valleys = pixCreate(600, 200, 1);
  pixRasterop(valleys, 100, 50, 300, 1, PIX_SET, NULL, 0, 0);
  for (int x = 100; x < 400; x += 60)
    pixRasterop(valleys, x, 150, 20, 1, PIX_SET, NULL, 0, 0);
  const GdPencil pencil = {0, 0, 300};
  GdView view = gd_view_new(valleys, NULL, &pencil, 100, FALSE);
  g_autoptr(GArray) streaks = g_array_new(FALSE, FALSE, sizeof(GdStreak));
  const GdStreak both[] = {{50.5, 100, 400, 300}, {150.5, 100, 400, 20}};
  g_array_append_vals(streaks, both, G_N_ELEMENTS(both));
  g_autoptr(GArray) lines = gd_view_slopes(&view, streaks, 100, 50);
  g_autoptr(GArray) all = gd_view_slopes(&view, streaks, 100, 0);
  g_assert_cmpuint(lines->len, ==, 1);
  g_assert_cmpuint(all->len, ==, 2);
  gd_view_clear(&view);
  pixDestroy(&valleys);
}

int main(int argc, char **argv)
{
  setMsgSeverity(L_SEVERITY_NONE);
  g_test_init(&argc, &argv, NULL);
  char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
    g_autofree char *path = g_strdup_printf("/scan-grid/%s", levels[i].level);
    g_test_add_data_func(path, &levels[i], test_level);
  }
  g_test_add_func("/scan-grid/nothing", test_nothing);
  g_test_add_func("/scan-grid/open-top", test_open_top);
  g_test_add_func("/scan-grid/stairs", test_stairs);
  g_test_add_func("/scan-grid/slopes", test_slopes);
  int status = g_test_run();
  leave_folder(folder);
  return status;
}
