/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/columns.h"

#define DOCUMENT                                                                                   \
  {                                                                                                \
    "document", "文档", FALSE                                                                      \
  }
#define AGENCY                                                                                     \
  {                                                                                                \
    "agency", "机关", TRUE                                                                         \
  }
#define REPORT_YEAR                                                                                \
  {                                                                                                \
    "report_year", "报告年度", TRUE                                                                \
  }
#define BOX                                                                                        \
  {"page", "页", FALSE}, {"x0", "左", FALSE}, {"y0", "上", FALSE}, {"x1", "右", FALSE},            \
  {                                                                                                \
    "y1", "下", FALSE                                                                              \
  }

const GdColumn gd_columns_documents[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"title", "标题", TRUE},
    {"document_number", "发文字号", TRUE},
    {"date", "成文日期", TRUE},
    {"signer", "签发人", TRUE},
    {"index_number", "索引号", TRUE},
    {"addressee", "主送机关", TRUE},
    {"copied_to", "抄送机关", TRUE},
    {"printed_by", "印发机关", TRUE},
    {"printed_on", "印发日期", TRUE},
    {"secrecy", "密级", TRUE},
    {"urgency", "紧急程度", TRUE},
    {"openness", "公开属性", TRUE},
    {"form", "表式", FALSE},
    {"status", "状态", FALSE},
    {"cells", "单元格数", FALSE},
    {"ok", "确定", FALSE},
    {"blank", "空白", FALSE},
    {"inferred", "推算", FALSE},
    {"repaired", "修正", FALSE},
    {"doubtful", "存疑", FALSE},
    {"missing", "缺失", FALSE},
    {"confirmed", "已确认", FALSE},
    {"findings", "问题数", FALSE},
    {"error", "错误", FALSE},
    {"kind", "文件类型", FALSE},
    {"pages", "页数", FALSE},
    {"source", "来源文件", FALSE},
    {"container", "所在容器", FALSE},
    {"member", "容器内路径", FALSE},
    {"message_id", "邮件标识", FALSE},
    {"sender", "发件人", FALSE},
    {"received", "收到时间", FALSE},
    {"size", "字节数", FALSE},
    {"sha256", "SHA-256", FALSE},
    {"version", "版本", FALSE},
    {NULL, NULL, FALSE},
};

const GdColumn gd_columns_headers[] = {
    DOCUMENT,
    {"field", "要素", FALSE},
    {"raw", "原文", FALSE},
    {"value", "值", FALSE},
    {"status", "状态", FALSE},
    {"confidence", "置信度", FALSE},
    BOX,
    {NULL, NULL, FALSE},
};

const GdColumn gd_columns_values[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"table", "表", FALSE},
    {"row", "行", FALSE},
    {"column", "列", FALSE},
    {"table_label", "表名", FALSE},
    {"row_label", "行名", FALSE},
    {"column_label", "列名", FALSE},
    {"value", "值", FALSE},
    {"unit", "单位", FALSE},
    {"status", "状态", FALSE},
    {"evidence", "依据", FALSE},
    {"raw", "原文", FALSE},
    {"confidence", "置信度", FALSE},
    BOX,
    {"form", "表式", FALSE},
    {NULL, NULL, FALSE},
};

const GdColumn gd_columns_findings[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"severity", "程度", FALSE},
    {"check", "检查", FALSE},
    {"relation", "关系", FALSE},
    {"table", "表", FALSE},
    {"row", "行", FALSE},
    {"column", "列", FALSE},
    {"cells", "单元格", FALSE},
    {"expected", "应为", FALSE},
    {"found", "实为", FALSE},
    {"message", "说明", FALSE},
    {"page", "页", FALSE},
    {NULL, NULL, FALSE},
};

const GdColumn gd_columns_form[] = {
    DOCUMENT, AGENCY, REPORT_YEAR, {"status", "状态", FALSE}, {NULL, NULL, FALSE},
};

const GdColumn gd_column_doubts = {"doubts", "存疑单元格", FALSE};

void gd_columns_put(GdCsv *csv, const GdColumn *columns, gboolean zh)
{
  for (; columns->id != NULL; columns++)
    gd_csv_text(csv, zh ? columns->zh : columns->id);
}

const char *gd_status_zh(GdStatus status)
{
  static const char *const names[GD_N_STATUSES] = {"确定", "空白", "推算",  "修正",
                                                   "存疑", "缺失", "已确认"};
  return names[status];
}
