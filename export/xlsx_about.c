/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xlsx_about.h"

void gd_xlsx_about_row(GdXlsxSheet *sheet, const char *name, const char *text, GdTint tint)
{
  gd_xlsx_text(sheet, name, tint);
  gd_xlsx_text(sheet, text, GD_TINT_NONE);
  gd_xlsx_end_row(sheet);
}

void gd_xlsx_about_statuses(GdXlsxSheet *sheet)
{
  static const char *const statuses[GD_N_STATUSES] = {
      "读数和位置均确定 the reading and its cell are certain",
      "页面上为空或为无数据标记 seen to be empty, or a mark for none",
      "原文缺损，由勾稽关系推算 lost; the sums leave exactly one number",
      "依勾稽关系改用另一读数 another reading satisfies all sums",
      "须人工核对 a person must look",
      "表式有而未找到 the form has the cell, and it was not found",
      "已经人工确认 a person looked"};
  gd_xlsx_head(sheet, "guidang " GUIDANG_VERSION);
  gd_xlsx_head(sheet, "CSV 文件为完整结果 the CSV files are the complete result");
  gd_xlsx_end_head(sheet);
  sheet->formats->lib->worksheet_set_column(sheet->sheet, 1, 1, 80, NULL);
  for (guint i = 0; i < GD_N_STATUSES; i++) {
    g_autofree char *name =
        g_strdup_printf("%s %s", gd_status_zh((GdStatus)i), gd_status_name((GdStatus)i));
    gd_xlsx_about_row(sheet, name, statuses[i], (GdTint)(GD_TINT_STATUS + i));
  }
}
