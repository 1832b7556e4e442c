/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/page.h"

#include <math.h>

#include "tests/degrade/encode.h"
#include "tests/degrade/ink.h"
#include "tests/degrade/sensor.h"
#include "tests/degrade/sheet.h"

#define LARGEST_SIDE 20000 /* px; keeps an odd page size from taking all memory */

static guint px_of(double points, double dpi)
{
  return (guint)CLAMP(round(points / 72 * dpi), 1, LARGEST_SIDE);
}

static DgPicture *see(PopplerDocument *pdf, guint number, const DgParams *params, guint64 seed,
                      guint width, guint height, double dpi, DgGeometry *geometry)
{
  DgPicture *picture = dg_sheet_draw(pdf, number, params, seed, width, height);
  dg_ink_wear(picture, params, seed, number, dpi);
  *geometry = dg_geometry_new(params, seed, number, width, height);
  if (!geometry->is_identity) {
    guint8 bed[3];
    dg_sensor_bed(params, seed, number, bed);
    DgPicture *sheet = picture;
    picture = dg_geometry_warp(geometry, sheet, bed);
    dg_picture_free(sheet);
  }
  dg_sensor_see(picture, params, seed, number, dpi);
  return picture;
}

/* Turns the picture (quarters clockwise), and what is known about it. */
static void turn(DgScan *scan, guint quarters)
{
  DgMatrix matrix = dg_matrix_turn(quarters, pixGetWidth(scan->pix), pixGetHeight(scan->pix));
  scan->to_picture = dg_matrix_multiply(&matrix, &scan->to_picture);
  PIX *turned = pixRotateOrth(scan->pix, (gint)(quarters % 4));
  pixDestroy(&scan->pix);
  scan->pix = turned;
  if (quarters % 2 == 1) {
    double width = scan->width;
    scan->width = scan->height;
    scan->height = width;
  }
}

DgScan *dg_scan_new(PopplerDocument *pdf, guint number, const DgParams *params, guint64 seed)
{
  DgScan *scan = g_new0(DgScan, 1);
  g_autoptr(DgPage) page = poppler_document_get_page(pdf, (gint)number - 1);
  poppler_page_get_size(page, &scan->width, &scan->height);
  double dpi = dg_param_real(params, "dpi");
  double dpi_y = dg_param_is(params, "dpi_y", "same") ? dpi : dg_param_real(params, "dpi_y");
  guint width = px_of(scan->width, dpi), height = px_of(scan->height, dpi_y);
  DgGeometry geometry;
  g_autoptr(DgPicture) picture = see(pdf, number, params, seed, width, height, dpi, &geometry);
  DgMatrix points = {{width / scan->width, 0, 0, 0, height / scan->height, 0, 0, 0, 1}};
  scan->to_picture = dg_matrix_multiply(&geometry.to_picture, &points);
  scan->bend = dg_geometry_bend(&geometry);
  DG_AUTO_PIX seen = dg_sensor_digitise(picture, params, seed, number);
  scan->pix = dg_encode_before(seen, params);
  guint stored = (guint)dg_param_real(params, "stored_turn") / 90;
  turn(scan, (guint)dg_param_real(params, "turn") / 90 + stored);
  scan->rotate = (4 - stored) % 4 * 90;
  return scan;
}

void dg_scan_free(DgScan *scan)
{
  if (scan == NULL)
    return;
  pixDestroy(&scan->pix);
  g_free(scan);
}

DgMatrix dg_scan_to_page(const DgScan *scan)
{
  DgMatrix matrix = {{scan->width / pixGetWidth(scan->pix), 0, 0, 0,
                      -scan->height / pixGetHeight(scan->pix), scan->height, 0, 0, 1}};
  return dg_matrix_multiply(&matrix, &scan->to_picture);
}
