/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to the reading of scans (cli/scans.h): how a sheet lies, shown by what can be read on it.
 *
 *     values read ──▶ enough sure numbers that cannot stand on their heads? ──▶ upright
 *          │ no
 *          ▼
 *     a sample of labels, by the reader of upright print: enough sure lines? ──▶ upright
 *          │ no
 *          ▼
 *     Tesseract's osd ──▶ turned, read again; back if less of it can be read then
 */
#pragma once

#include "cli/scans_pass.h"

G_BEGIN_DECLS

/* Reads rulings and values of the page (gd_scan_pass_cells()), turned upright: work's picture and
 * the size and `displayed` of its page are then those of the turned sheet. FALSE and an error if
 * the reader itself cannot work. */
gboolean gd_scan_read_upright(GdScanWork *work, GdScanPass *pass, GError **error);

G_END_DECLS
