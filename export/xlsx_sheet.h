/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One sheet of a workbook, written row by row from the top; rows go to disk.
 *
 * Nothing here changes what a value says: text stays text (no formula, no date, no
 * number is made of it), a number is a number only where a double of Excel's 15
 * digits holds it exactly, and shows as many decimals as are printed.
 */
#pragma once

#include "export/columns.h"
#include "export/xlsx_library.h"
#include "models/document.h"

G_BEGIN_DECLS

/* Rows and columns of a sheet of Excel 2007 and later (ECMA-376). */
#define GD_XLSX_ROWS 1048576
#define GD_XLSX_COLUMNS 16384

/* Decimals that a number is shown with. */
#define GD_XLSX_FORMATS (GD_NUMBER_MAX_DECIMALS + 1)

/* Colours of the cells; 0 stands for none. */
typedef enum {
  GD_TINT_NONE,
  GD_TINT_STATUS,
  GD_TINT_BAD = GD_TINT_STATUS + GD_N_STATUSES,
  GD_TINT_WARNING,
  GD_TINT_GOOD,
  GD_N_TINTS
} GdTint;

/* Formats of a workbook, which owns them. */
typedef struct {
  lxw_format *head;
  lxw_format *text[GD_N_TINTS];
  lxw_format *link[GD_N_TINTS];
  lxw_format *number[GD_N_TINTS][GD_XLSX_FORMATS]; /* by decimals; made when needed */
  lxw_workbook *workbook;
  const GdXlsxLibrary *lib; /* lent */
} GdXlsxFormats;

/* Sets formats up for workbook, which lib made and which must outlive them. */
void gd_xlsx_formats_make(GdXlsxFormats *formats, const GdXlsxLibrary *lib, lxw_workbook *workbook);

typedef struct {
  lxw_worksheet *sheet;
  GdXlsxFormats *formats;
  guint row, column; /* where the next cell goes */
  guint rows_max;    /* the last row is kept for saying that there are more */
  guint width;       /* columns of the head */
  guint64 left_out;  /* rows that found no place */
  gboolean cut;      /* a text was longer than a cell may hold, or columns were left out */
} GdXlsxSheet;

/* Cells of the head; gd_xlsx_end_head() freezes it and sets the filter up. */
void gd_xlsx_head(GdXlsxSheet *sheet, const char *text);
void gd_xlsx_end_head(GdXlsxSheet *sheet);

/* The next cell of the row. NULL, or none, is an empty cell, coloured all the same. */
void gd_xlsx_text(GdXlsxSheet *sheet, const char *text, GdTint tint);
void gd_xlsx_uint(GdXlsxSheet *sheet, guint64 number);
void gd_xlsx_number(GdXlsxSheet *sheet, const GdNumber *number, GdTint tint);

/* Text that leads somewhere; plain text where the sheet holds no more links. */
void gd_xlsx_link(GdXlsxSheet *sheet, const char *url, const char *text, GdTint tint);

void gd_xlsx_end_row(GdXlsxSheet *sheet);

/* Says on the last row how many were left out, if any were. csv: where they are. */
void gd_xlsx_end_sheet(GdXlsxSheet *sheet, const char *csv);

G_END_DECLS
