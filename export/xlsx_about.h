/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet 说明 of a workbook, in Chinese and English.
 */
#pragma once

#include "export/xlsx_sheet.h"

G_BEGIN_DECLS

/* The head, and a row for each status in its colour. */
void gd_xlsx_about_statuses(GdXlsxSheet *sheet);

/* A row of two cells. */
void gd_xlsx_about_row(GdXlsxSheet *sheet, const char *name, const char *text, GdTint tint);

G_END_DECLS
