/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xlsx_sheet.h"

#include <string.h>

/* Characters of one cell that Excel takes. */
#define CELL_CHARS 32767

/* Significant digits that Excel keeps of a number. */
#define EXCEL_DIGITS 15
#define TOO_MANY_DIGITS G_GINT64_CONSTANT(1000000000000000)

/* Width of a column, in characters of the default face: labels wrap to some lines. */
#define COLUMN_WIDTH 14.0

/* Background of each tint; light, so that text stays readable. -1: none. */
static const gint32 colours[GD_N_TINTS] = {
    [GD_TINT_NONE] = -1,
    [GD_TINT_STATUS + GD_STATUS_OK] = -1,
    [GD_TINT_STATUS + GD_STATUS_BLANK] = 0xEDEDED,
    [GD_TINT_STATUS + GD_STATUS_INFERRED] = 0xDDEBF7,
    [GD_TINT_STATUS + GD_STATUS_REPAIRED] = 0xE4DFEC,
    [GD_TINT_STATUS + GD_STATUS_DOUBTFUL] = 0xFFE699,
    [GD_TINT_STATUS + GD_STATUS_MISSING] = 0xF8CBAD,
    [GD_TINT_STATUS + GD_STATUS_CONFIRMED] = 0xC6E0B4,
    [GD_TINT_BAD] = 0xF8CBAD,
    [GD_TINT_WARNING] = 0xFFE699,
    [GD_TINT_GOOD] = 0xC6E0B4,
};

static lxw_format *make_format(const GdXlsxFormats *formats, GdTint tint)
{
  const GdXlsxLibrary *lib = formats->lib;
  lxw_format *format = lib->workbook_add_format(formats->workbook);
  if (colours[tint] >= 0)
    lib->format_set_bg_color(format, (lxw_color_t)colours[tint]);
  return format;
}

void gd_xlsx_formats_make(GdXlsxFormats *formats, const GdXlsxLibrary *lib, lxw_workbook *workbook)
{
  *formats = (GdXlsxFormats){.lib = lib, .workbook = workbook};
  formats->head = lib->workbook_add_format(workbook);
  lib->format_set_bold(formats->head);
  lib->format_set_text_wrap(formats->head);
  lib->format_set_align(formats->head, LXW_ALIGN_VERTICAL_TOP);
  for (guint tint = 0; tint < GD_N_TINTS; tint++) {
    formats->text[tint] = make_format(formats, (GdTint)tint);
    lib->format_set_num_format(formats->text[tint],
                               "@"); /* text, also when a person edits the cell */
    formats->link[tint] = make_format(formats, (GdTint)tint);
    lib->format_set_num_format(formats->link[tint], "@");
    lib->format_set_font_color(formats->link[tint], LXW_COLOR_BLUE);
    lib->format_set_underline(formats->link[tint], LXW_UNDERLINE_SINGLE);
  }
}

static lxw_format *number_format(GdXlsxFormats *formats, GdTint tint, guint decimals)
{
  lxw_format **format = &formats->number[tint][decimals];
  if (*format == NULL) {
    g_autofree char *zeros = g_strnfill(decimals, '0');
    g_autofree char *pattern = g_strconcat(decimals > 0 ? "0." : "0", zeros, NULL);
    *format = make_format(formats, tint);
    formats->lib->format_set_num_format(*format, pattern);
  }
  return *format;
}

/* Whether the next cell has a place; where not, it is noted. */
static gboolean has_place(GdXlsxSheet *sheet)
{
  sheet->cut = sheet->cut || sheet->column >= GD_XLSX_COLUMNS;
  return sheet->row + 1 < sheet->rows_max && sheet->column < GD_XLSX_COLUMNS;
}

/* Text as a cell may hold it: valid, no noncharacters, not too long. Caller frees. */
static char *cell_text(GdXlsxSheet *sheet, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *kept = g_string_new(NULL);
  guint units = 0; /* of UTF-16, which Excel counts */
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    units += c > 0xFFFF ? 2 : 1;
    if (units > CELL_CHARS - 1) {
      g_string_append(kept, "…");
      sheet->cut = TRUE;
      break;
    }
    g_string_append_unichar(kept, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
  }
  return g_string_free(kept, FALSE);
}

static void put_string(GdXlsxSheet *sheet, const char *text, lxw_format *format)
{
  if (has_place(sheet)) {
    lxw_col_t column = (lxw_col_t)sheet->column;
    if (text == NULL || *text == '\0') {
      sheet->formats->lib->worksheet_write_blank(sheet->sheet, sheet->row, column, format);
    } else {
      g_autofree char *shown = cell_text(sheet, text);
      sheet->formats->lib->worksheet_write_string(sheet->sheet, sheet->row, column, shown, format);
    }
  }
  sheet->column++;
}

void gd_xlsx_head(GdXlsxSheet *sheet, const char *text)
{
  put_string(sheet, text, sheet->formats->head);
}

void gd_xlsx_end_head(GdXlsxSheet *sheet)
{
  sheet->width = MIN(sheet->column, GD_XLSX_COLUMNS);
  sheet->formats->lib->worksheet_freeze_panes(sheet->sheet, 1, 1);
  sheet->formats->lib->worksheet_set_column(sheet->sheet, 0, (lxw_col_t)(sheet->width - 1),
                                            COLUMN_WIDTH, NULL);
  gd_xlsx_end_row(sheet);
}

void gd_xlsx_text(GdXlsxSheet *sheet, const char *text, GdTint tint)
{
  put_string(sheet, text, sheet->formats->text[tint]);
}

void gd_xlsx_uint(GdXlsxSheet *sheet, guint64 number)
{
  GdNumber exact = {(gint64)MIN(number, G_MAXINT64), 0};
  gd_xlsx_number(sheet, &exact, GD_TINT_NONE);
}

void gd_xlsx_number(GdXlsxSheet *sheet, const GdNumber *number, GdTint tint)
{
  g_autofree char *digits = number != NULL ? gd_number_to_string(*number) : NULL;
  if (number == NULL || number->mantissa <= -TOO_MANY_DIGITS ||
      number->mantissa >= TOO_MANY_DIGITS) {
    gd_xlsx_text(sheet, digits, tint);
    return;
  }
  if (has_place(sheet))
    sheet->formats->lib->worksheet_write_number(
        sheet->sheet, sheet->row, (lxw_col_t)sheet->column, g_ascii_strtod(digits, NULL),
        number_format(sheet->formats, tint, number->decimals));
  sheet->column++;
}

void gd_xlsx_link(GdXlsxSheet *sheet, const char *url, const char *text, GdTint tint)
{
  if (has_place(sheet) && text != NULL && *text != '\0') {
    g_autofree char *shown = cell_text(sheet, text);
    if (sheet->formats->lib->worksheet_write_url_opt(
            sheet->sheet, sheet->row, (lxw_col_t)sheet->column, url, sheet->formats->link[tint],
            shown, NULL) == LXW_NO_ERROR) {
      sheet->column++;
      return;
    }
  }
  gd_xlsx_text(sheet, text, tint);
}

void gd_xlsx_end_row(GdXlsxSheet *sheet)
{
  if (sheet->row + 1 < sheet->rows_max)
    sheet->row++;
  else
    sheet->left_out++;
  sheet->column = 0;
}

void gd_xlsx_end_sheet(GdXlsxSheet *sheet, const char *csv)
{
  if (sheet->row > 1 && sheet->width > 0)
    sheet->formats->lib->worksheet_autofilter(sheet->sheet, 0, 0, sheet->row - 1,
                                              (lxw_col_t)(sheet->width - 1));
  if (sheet->left_out == 0)
    return;
  g_autofree char *text =
      g_strdup_printf("另有 %" G_GUINT64_FORMAT " 行超出 Excel 的行数上限，见 %s"
                      " (rows left out: %" G_GUINT64_FORMAT ")",
                      sheet->left_out, csv, sheet->left_out);
  sheet->formats->lib->worksheet_write_string(sheet->sheet, sheet->row, 0, text,
                                              sheet->formats->text[GD_TINT_BAD]);
}
