/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/covers.h"

/* Tiles of a page, along each side: a page of text has some tens of glyphs in
 * each, and a shaded cell touches a few. */
#define TILES 32

/* Entries of all tiles. A page of 5,000 shaded cells has 20,000; this is 8 MB. */
#define CAP_ENTRIES 2000000

/* Points. What is thinner is a line. */
#define THIN 3.0

#define PAPER 0xFFFFFF

struct GdCovers {
  const GdPdfPage *page;
  GArray *tiles[TILES * TILES]; /* of guint: indices of marks, in the order of drawing; or NULL */
};

typedef struct {
  guint x0, y0, x1, y1; /* tiles, inclusive */
} Range;

static guint tile_of(double at, double length)
{
  return (guint)CLAMP(at / length * TILES, 0, TILES - 1);
}

static Range range_of(const GdPdfPage *page, GdBox box)
{
  return (Range){tile_of(box.x0, page->width), tile_of(box.y0, page->height),
                 tile_of(box.x1, page->width), tile_of(box.y1, page->height)};
}

static void enter(GdCovers *covers, guint mark, Range range, guint *entries)
{
  for (guint y = range.y0; y <= range.y1; y++)
    for (guint x = range.x0; x <= range.x1; x++) {
      GArray **tile = &covers->tiles[y * TILES + x];
      if (*tile == NULL)
        *tile = g_array_new(FALSE, FALSE, sizeof(guint));
      g_array_append_val(*tile, mark);
      ++*entries;
    }
}

GdCovers *gd_covers_new(GdPdfPage *record)
{
  GdCovers *covers = g_new0(GdCovers, 1);
  covers->page = record;
  guint entries = 0;
  for (guint i = 0; i < record->marks->len; i++) {
    const GdMark *mark = &g_array_index(record->marks, GdMark, i);
    gboolean area =
        mark->kind == GD_MARK_FILL || mark->kind == GD_MARK_IMAGE || mark->kind == GD_MARK_AREA;
    if (!area || gd_box_width(mark->box) <= THIN || gd_box_height(mark->box) <= THIN)
      continue;
    enter(covers, i, range_of(record, mark->box), &entries);
    if (entries > CAP_ENTRIES) {
      record->over = "filled areas of a page";
      gd_covers_free(covers);
      return NULL;
    }
  }
  return covers;
}

void gd_covers_free(GdCovers *covers)
{
  if (covers == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(covers->tiles); i++)
    if (covers->tiles[i] != NULL)
      g_array_unref(covers->tiles[i]);
  g_free(covers);
}

static const GdMark *mark_at(const GdCovers *covers, const GArray *tile, guint i)
{
  return &g_array_index(covers->page->marks, GdMark, g_array_index(tile, guint, i));
}

double gd_covers_hidden(const GdCovers *covers, GdBox box, guint order)
{
  Range range = range_of(covers->page, box);
  double area = gd_box_area(box), most = 0;
  for (guint y = range.y0; y <= range.y1; y++)
    for (guint x = range.x0; x <= range.x1; x++) {
      const GArray *tile = covers->tiles[y * TILES + x];
      for (guint i = tile != NULL ? tile->len : 0; i > 0; i--) {
        const GdMark *mark = mark_at(covers, tile, i - 1);
        if (mark->order <= order)
          break; /* earlier ones lie beneath */
        if (mark->opaque)
          most = fmax(most, gd_box_shared(mark->box, box));
      }
    }
  return area > 0 ? most / area : 0;
}

static guint part_difference(guint32 a, guint32 b, guint shift)
{
  return (guint)ABS((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
}

static guint difference(guint32 a, guint32 b)
{
  guint most = MAX(part_difference(a, b, 16), part_difference(a, b, 8));
  return MAX(most, part_difference(a, b, 0));
}

guint gd_covers_contrast(const GdCovers *covers, GdPoint place, guint order, guint32 colour,
                         gboolean *sure)
{
  guint32 beneath = PAPER;
  guint least = 255;
  const GArray *tile = covers->tiles[tile_of(place.y, covers->page->height) * TILES +
                                     tile_of(place.x, covers->page->width)];
  if (sure != NULL)
    *sure = TRUE;
  for (guint i = tile != NULL ? tile->len : 0; i > 0; i--) {
    const GdMark *mark = mark_at(covers, tile, i - 1);
    if (mark->order >= order || !gd_box_has(mark->box, place))
      continue;
    if (mark->kind == GD_MARK_AREA) {
      least = MIN(least, difference(colour, mark->colour));
      if (sure != NULL)
        *sure = FALSE;
      continue;
    }
    if (mark->kind == GD_MARK_IMAGE || !mark->opaque)
      return least;
    beneath = mark->colour;
    break;
  }
  return MIN(least, difference(colour, beneath));
}
