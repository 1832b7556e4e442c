/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scans_pass.h"

#include "raster/pieces.h"
#include "raster/prose_lines.h"
#include "raster/scan.h"
#include "tables/false_grids.h"
#include "tables/requests.h"

/* Times that false grids are taken off a page; what is then still cut is in doubt. One does for
 * most, and borders that come back around sound cells may enclose cut ones again. */
#define FALSE_GRID_ROUNDS 4

#define TOO_MANY_CELLS "more cells than guidang reads (GD_CAP_PAGE_REQUESTS)"

void gd_scan_pass_clear(GdScanPass *pass)
{
  g_clear_pointer(&pass->values, g_ptr_array_unref);
  g_clear_pointer(&pass->labels, g_ptr_array_unref);
  g_clear_pointer(&pass->areas, g_array_unref);
}

GPtrArray *gd_scan_ask(const GdScanWork *w, const GArray *requests, GError **error)
{
  return gd_ocr_read(w->ocr, w->picture, (const GdReadRequest *)requests->data, requests->len,
                     error);
}

/* Drops grids that are none. */
static gboolean drop_grids(const GdScanWork *w, const GdScanPass *pass)
{
  if (pass->values->len == 0)
    return FALSE;
  if (gd_false_grids_drop(w->page, pass->values))
    return TRUE;
  g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GArray) lines = gd_prose_lines_find(w->picture, w->page, nothing);
  return gd_false_grids_drop_crossed(w->page, pass->values, lines);
}

/* First round, again if some of the grids were none. */
static gboolean read_values(const GdScanWork *w, GdScanPass *pass, GError **error)
{
  gboolean again = TRUE;
  for (guint round = 0; again; round++) {
    g_clear_pointer(&pass->values, g_ptr_array_unref);
    g_autoptr(GArray) values = gd_requests_values(w->page);
    if (values == NULL) {
      pass->why = TOO_MANY_CELLS;
      return TRUE;
    }
    pass->values = gd_scan_ask(w, values, error);
    if (pass->values == NULL)
      return FALSE;
    /* never behind the last round: values belong to the cells that they were read in */
    again = round < FALSE_GRID_ROUNDS && drop_grids(w, pass);
  }
  return TRUE;
}

/* The same for tables without rulings. */
static gboolean read_pieces(const GdScanWork *w, GdScanPass *pass, GError **error)
{
  pass->areas = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GArray) ruled = gd_requests_ruled(w->page);
  g_autoptr(GPtrArray) areas = gd_piece_areas_find(w->picture, w->page, ruled);
  for (guint i = 0; i < areas->len; i++) {
    const GdPieceArea *area = areas->pdata[i];
    g_autoptr(GArray) requests = gd_requests_pieces(w->page, area->pieces, area->lines);
    if (requests == NULL) {
      pass->why = TOO_MANY_CELLS;
      return TRUE;
    }
    g_autoptr(GPtrArray) answers = gd_scan_ask(w, requests, error);
    if (answers == NULL)
      return FALSE;
    g_array_append_val(pass->areas, area->box);
    g_ptr_array_extend_and_steal(pass->values, g_steal_pointer(&answers));
  }
  return TRUE;
}

gboolean gd_scan_pass_cells(const GdScanWork *w, GdScanPass *pass, GError **error)
{
  gd_scan_pass_clear(pass);
  if (!gd_scan_page(w->page, w->picture)) {
    pass->why = "more lines than guidang reads (GD_CAP_PAGE_RULINGS)";
    return TRUE;
  }
  if (!read_values(w, pass, error) || pass->why != NULL)
    return pass->why != NULL;
  return read_pieces(w, pass, error);
}
