/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/output.h"

#include <glib/gstdio.h>

#include "models/error.h"
#include "tests/degrade/encode.h"
#include "tests/degrade/layer.h"
#include "tests/degrade/pdf_out.h"

typedef struct {
  const DgJob *job;
  DgPdf *pdf;        /* NULL for a TIFF */
  GString *geometry; /* CSV */
  GString *params;   /* CSV */
  GString *pages;    /* arguments of qpdf that mix scans and pages kept, parted by tabs */
  guint n_scans, n_kept;
} Output;

static void add_geometry(Output *o, guint number, const DgScan *scan)
{
  g_string_append_printf(o->geometry, "%u,%d,%d", number, pixGetWidth(scan->pix),
                         pixGetHeight(scan->pix));
  for (guint i = 0; i < 9; i++) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(o->geometry, ",%s",
                           g_ascii_formatd(text, sizeof text, "%.9g", scan->to_picture.m[i]));
  }
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf(o->geometry, ",%u,%s\n", scan->rotate,
                         g_ascii_formatd(text, sizeof text, "%.2f", scan->bend));
}

static gboolean write_tiff(Output *o, PIX *pix, const DgParams *params, GError **error)
{
  gint type = pixGetDepth(pix) == 1 ? IFF_TIFF_G4 : IFF_TIFF_ZIP;
  pixSetXRes(pix, (gint)dg_param_real(params, "dpi"));
  pixSetYRes(pix, (gint)(dg_param_is(params, "dpi_y", "same") ? dg_param_real(params, "dpi")
                                                              : dg_param_real(params, "dpi_y")));
  if (pixWriteTiff(o->job->out, pix, type, o->n_scans == 0 ? "w" : "a") == 0)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be written", o->job->out);
  return FALSE;
}

/* The page alone: what it is in the PDF decides the format. */
static gboolean write_picture(const Output *o, guint number, PIX *pix, const DgParams *params,
                              GError **error)
{
  gint type = pixGetDepth(pix) == 1                  ? IFF_TIFF_G4
              : dg_param_is(params, "codec", "jpeg") ? IFF_JFIF_JPEG
                                                     : IFF_PNG;
  const char *ending = type == IFF_PNG ? "png" : type == IFF_TIFF_G4 ? "tif" : "jpg";
  g_autofree char *path = g_strdup_printf("%s/%03u.%s", o->job->pictures, number, ending);
  l_int32 failed = type == IFF_JFIF_JPEG
                       ? pixWriteJpeg(path, pix, (gint)dg_param_real(params, "quality"), 0)
                       : pixWrite(path, pix, type);
  if (failed != 0)
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be written", path);
  return failed == 0;
}

static gboolean add_to_pdf(Output *o, guint number, const DgScan *scan, const DgParams *params,
                           GError **error)
{
  g_autoptr(GPtrArray) pieces = dg_encode(scan->pix, params, o->job->seed, error);
  if (pieces == NULL)
    return FALSE;
  g_autoptr(DgPage) page = poppler_document_get_page(o->job->pdf, (gint)number - 1);
  DgMatrix to_page = dg_scan_to_page(scan);
  g_autofree char *layer = dg_layer_new(page, params, o->job->seed, number, &to_page);
  DgPdfPage out = {.width = scan->width,
                   .height = scan->height,
                   .rotate = scan->rotate,
                   .picture_width = (guint)pixGetWidth(scan->pix),
                   .picture_height = (guint)pixGetHeight(scan->pix),
                   .pieces = pieces,
                   .layer = layer,
                   .layer_under = dg_param_is(params, "layer_place", "under")};
  dg_pdf_add(o->pdf, &out);
  return TRUE;
}

static gboolean add_page(Output *o, guint number, GError **error)
{
  const DgJob *job = o->job;
  g_autoptr(DgParams) params = dg_params_new(job->level, job->seed, number, job->forced, error);
  if (params == NULL)
    return FALSE;
  dg_params_write(params, number, o->params);
  if (o->pdf != NULL && dg_param_is(params, "keep", "yes")) {
    o->n_kept++;
    g_string_append_printf(o->pages, "%s\t%u\t", job->in, number);
    return TRUE;
  }
  g_autoptr(DgScan) scan = dg_scan_new(job->pdf, number, params, job->seed);
  add_geometry(o, number, scan);
  if (job->pictures != NULL && !write_picture(o, number, scan->pix, params, error))
    return FALSE;
  gboolean good = o->pdf != NULL ? add_to_pdf(o, number, scan, params, error)
                                 : write_tiff(o, scan->pix, params, error);
  o->n_scans++;
  g_string_append_printf(o->pages, "%s\t%u\t", job->out, o->n_scans);
  return good;
}

/* Puts the pages that are kept between the scans. */
static gboolean mix(const Output *o, GError **error)
{
  g_autofree char *mixed = g_strconcat(o->job->out, ".mixed", NULL);
  g_autofree char *line =
      g_strdup_printf("qpdf\t--deterministic-id\t--empty\t--pages\t%s--\t%s", o->pages->str, mixed);
  g_auto(GStrv) argv = g_strsplit(line, "\t", -1);
  gint status = 0;
  if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                    NULL, NULL, &status, error) ||
      !g_spawn_check_wait_status(status, error))
    return FALSE;
  if (g_rename(mixed, o->job->out) == 0)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be written", o->job->out);
  return FALSE;
}

static gboolean write_all(Output *o, GError **error)
{
  g_autofree char *geometry = g_strconcat(o->job->out, ".geometry.csv", NULL);
  g_autofree char *params = g_strconcat(o->job->out, ".params.csv", NULL);
  if (!g_file_set_contents(geometry, o->geometry->str, -1, error) ||
      !g_file_set_contents(params, o->params->str, -1, error))
    return FALSE;
  if (o->pdf == NULL)
    return TRUE;
  g_autoptr(GBytes) pdf = dg_pdf_finish(o->pdf);
  gsize size;
  const char *data = g_bytes_get_data(pdf, &size);
  return g_file_set_contents(o->job->out, data, (gssize)size, error) &&
         (o->n_kept == 0 || mix(o, error));
}

gboolean dg_job_run(const DgJob *job, GError **error)
{
  Output o = {.job = job,
              .pdf = g_str_has_suffix(job->out, ".tif") ? NULL : dg_pdf_new(),
              .geometry = g_string_new("page,width,height,h00,h01,h02,h10,h11,h12,h20,h21,h22,"
                                       "rotate,bend\n"),
              .params = g_string_new("page,name,value\n"),
              .pages = g_string_new(NULL)};
  gboolean good = TRUE;
  for (gint i = 1; good && i <= poppler_document_get_n_pages(job->pdf); i++)
    good = add_page(&o, (guint)i, error);
  good = good && write_all(&o, error);
  dg_pdf_free(o.pdf);
  g_string_free(o.geometry, TRUE);
  g_string_free(o.params, TRUE);
  g_string_free(o.pages, TRUE);
  return good;
}
