/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/columns.h"

/* Columns that several files have. clang-format cannot lay out lists in macros. */
/* clang-format off */
#define DOCUMENT \
  {"document", "文档", FALSE, GD_COLUMN_TEXT, \
   "id of the document: name and digest of the file", "文档标识：文件名与文件摘要"}
#define AGENCY \
  {"agency", "机关", TRUE, GD_COLUMN_TEXT, \
   "agency that reports", "报告机关"}
#define REPORT_YEAR \
  {"report_year", "报告年度", TRUE, GD_COLUMN_YEAR, \
   "year that the report is about", "报告所述年度"}
#define PLACE \
  {"page", "页", FALSE, GD_COLUMN_PAGE, \
   "page of the file, from 1", "文件页码，从 1 起"}, \
  {"x0", "左", FALSE, GD_COLUMN_POINTS, \
   "left edge on the page as displayed", "在页面上的左边"}, \
  {"y0", "上", FALSE, GD_COLUMN_POINTS, \
   "top edge, from the top of the page", "上边，自页面顶端"}, \
  {"x1", "右", FALSE, GD_COLUMN_POINTS, \
   "right edge", "右边"}, \
  {"y1", "下", FALSE, GD_COLUMN_POINTS, \
   "bottom edge, from the top of the page", "下边，自页面顶端"}
#define END {NULL, NULL, FALSE, GD_COLUMN_TEXT, NULL, NULL}
/* clang-format on */

const GdColumn gd_columns_documents[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"title", "标题", TRUE, GD_COLUMN_TEXT, "title as printed", "标题"},
    {"document_number", "发文字号", TRUE, GD_COLUMN_TEXT,
     "number of the official document, code〔year〕N号", "发文字号"},
    {"date", "成文日期", TRUE, GD_COLUMN_DATE, "date of the document", "成文日期"},
    {"signer", "签发人", TRUE, GD_COLUMN_TEXT, "person who signed it for issue", "签发人"},
    {"index_number", "索引号", TRUE, GD_COLUMN_TEXT, "index number of the information",
     "信息索引号"},
    {"addressee", "主送机关", TRUE, GD_COLUMN_TEXT, "agencies it is addressed to", "主送机关"},
    {"copied_to", "抄送机关", TRUE, GD_COLUMN_TEXT, "agencies that get a copy", "抄送机关"},
    {"printed_by", "印发机关", TRUE, GD_COLUMN_TEXT, "agency that printed it", "印发机关"},
    {"printed_on", "印发日期", TRUE, GD_COLUMN_DATE, "date of printing", "印发日期"},
    {"secrecy", "密级", TRUE, GD_COLUMN_TEXT, "level of secrecy and term", "密级和保密期限"},
    {"urgency", "紧急程度", TRUE, GD_COLUMN_TEXT, "level of urgency", "紧急程度"},
    {"openness", "公开属性", TRUE, GD_COLUMN_TEXT, "whether it is open to the public", "公开属性"},
    {"form", "表式", FALSE, GD_COLUMN_TEXT, "ids of the forms found, joined by a space",
     "识别出的表式标识，以空格分隔"},
    {"status", "状态", FALSE, GD_COLUMN_DOCUMENT_STATUS,
     "complete: nothing to look at; review: a person should look; failed: not read",
     "complete 完成；review 待核；failed 失败"},
    {"cells", "单元格数", FALSE, GD_COLUMN_COUNT, "cells of the form", "表式单元格数"},
    {"ok", "确定", FALSE, GD_COLUMN_COUNT, "cells that are certain", "确定的单元格数"},
    {"blank", "空白", FALSE, GD_COLUMN_COUNT, "cells seen to be empty", "空白的单元格数"},
    {"inferred", "推算", FALSE, GD_COLUMN_COUNT, "lost cells that the sums leave one number for",
     "由勾稽关系推算的单元格数"},
    {"repaired", "修正", FALSE, GD_COLUMN_COUNT, "cells whose second reading satisfies the sums",
     "依勾稽关系改用另一读数的单元格数"},
    {"doubtful", "存疑", FALSE, GD_COLUMN_COUNT, "cells to look at", "存疑的单元格数"},
    {"missing", "缺失", FALSE, GD_COLUMN_COUNT, "cells not found", "缺失的单元格数"},
    {"confirmed", "已确认", FALSE, GD_COLUMN_COUNT, "cells that a person looked at",
     "经人工确认的单元格数"},
    {"findings", "问题数", FALSE, GD_COLUMN_COUNT, "rows in findings.csv", "问题表中的行数"},
    {"error", "错误", FALSE, GD_COLUMN_TEXT, "why it failed", "失败原因"},
    {"kind", "文件类型", FALSE, GD_COLUMN_TEXT, "kind of the file: pdf …", "文件类型"},
    {"pages", "页数", FALSE, GD_COLUMN_COUNT, "pages of the file", "文件页数"},
    {"source", "来源文件", FALSE, GD_COLUMN_TEXT, "path of the file as it was named",
     "来源文件路径"},
    {"container", "所在容器", FALSE, GD_COLUMN_TEXT, "archive or mail that the file came in",
     "文件所在的压缩包或邮件"},
    {"member", "容器内路径", FALSE, GD_COLUMN_TEXT, "path inside it", "容器内路径"},
    {"message_id", "邮件标识", FALSE, GD_COLUMN_TEXT, "Message-ID of the mail", "邮件标识"},
    {"sender", "发件人", FALSE, GD_COLUMN_TEXT, "sender of the mail", "发件人"},
    {"received", "收到时间", FALSE, GD_COLUMN_TEXT, "when the mail arrived", "收到时间"},
    {"size", "字节数", FALSE, GD_COLUMN_COUNT, "bytes of the file", "文件字节数"},
    {"sha256", "SHA-256", FALSE, GD_COLUMN_SHA256, "digest of the file", "文件摘要"},
    {"version", "版本", FALSE, GD_COLUMN_TEXT, "version of guidang", "guidang 版本"},
    END,
};

const GdColumn gd_columns_headers[] = {
    DOCUMENT,
    {"field", "要素", FALSE, GD_COLUMN_TEXT, "header field: a column of documents.csv",
     "要素：目录表的列名"},
    {"raw", "原文", FALSE, GD_COLUMN_TEXT, "what is printed", "页面原文"},
    {"value", "值", FALSE, GD_COLUMN_TEXT, "its normalised form", "规范化的值"},
    {"status", "状态", FALSE, GD_COLUMN_STATUS, "how certain it is", "状态"},
    {"confidence", "置信度", FALSE, GD_COLUMN_SHARE, "confidence, 0 to 1", "置信度，0 至 1"},
    PLACE,
    END,
};

const GdColumn gd_columns_values[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"table", "表", FALSE, GD_COLUMN_TEXT, "id of the form's table", "表标识"},
    {"row", "行", FALSE, GD_COLUMN_TEXT, "id of the form's row", "行标识"},
    {"column", "列", FALSE, GD_COLUMN_TEXT, "id of the form's column", "列标识"},
    {"table_label", "表名", FALSE, GD_COLUMN_TEXT, "the form's label of the table", "表名"},
    {"row_label", "行名", FALSE, GD_COLUMN_TEXT, "the form's labels of the row, from the outermost",
     "行名，自外向内"},
    {"column_label", "列名", FALSE, GD_COLUMN_TEXT,
     "the form's labels of the column, from the outermost", "列名，自外向内"},
    {"value", "值", FALSE, GD_COLUMN_NUMBER,
     "the number as printed, never rescaled; empty if there is none",
     "数值，按原文，不换算；无则为空"},
    {"unit", "单位", FALSE, GD_COLUMN_TEXT, "unit printed in the cell, else that of the label",
     "单元格内所印单位，否则为标签所示单位"},
    {"status", "状态", FALSE, GD_COLUMN_STATUS, "how certain reading and place are",
     "读数和位置的状态"},
    {"evidence", "依据", FALSE, GD_COLUMN_TEXT, "what supports the value, joined by a space",
     "依据，以空格分隔"},
    {"raw", "原文", FALSE, GD_COLUMN_TEXT, "what stands on the page", "页面原文"},
    {"confidence", "置信度", FALSE, GD_COLUMN_SHARE, "confidence, 0 to 1", "置信度，0 至 1"},
    PLACE,
    {"form", "表式", FALSE, GD_COLUMN_TEXT, "id of the form", "表式标识"},
    END,
};

const GdColumn gd_columns_findings[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"severity", "程度", FALSE, GD_COLUMN_SEVERITY, "error, warning or info",
     "error 错误；warning 提醒；info 提示"},
    {"check", "检查", FALSE, GD_COLUMN_TEXT, "check that speaks", "检查项目"},
    {"relation", "关系", FALSE, GD_COLUMN_TEXT, "id of the relation that is broken",
     "不成立的勾稽关系"},
    {"table", "表", FALSE, GD_COLUMN_TEXT, "id of the table concerned", "所涉表"},
    {"row", "行", FALSE, GD_COLUMN_TEXT, "id of the row concerned", "所涉行"},
    {"column", "列", FALSE, GD_COLUMN_TEXT, "id of the column concerned", "所涉列"},
    {"cells", "单元格", FALSE, GD_COLUMN_TEXT,
     "cells concerned, table/row/column, joined by a space", "所涉单元格，以空格分隔"},
    {"expected", "应为", FALSE, GD_COLUMN_TEXT, "computed from the parts", "由各分项算得"},
    {"found", "实为", FALSE, GD_COLUMN_TEXT, "what is printed", "页面所印"},
    {"message", "说明", FALSE, GD_COLUMN_TEXT, "the finding in a sentence", "说明"},
    {"page", "页", FALSE, GD_COLUMN_PAGE, "page of the file, from 1", "文件页码，从 1 起"},
    END,
};

const GdColumn gd_columns_form[] = {
    DOCUMENT,
    AGENCY,
    REPORT_YEAR,
    {"status", "状态", FALSE, GD_COLUMN_DOCUMENT_STATUS, "status of the document", "文档状态"},
    END,
};

const GdColumn gd_column_doubts = {
    "doubts",
    "存疑单元格",
    FALSE,
    GD_COLUMN_TEXT,
    "cells that are neither ok, blank nor confirmed: table.row.column:status, joined by a space",
    "既非确定、空白，亦未确认的单元格，以空格分隔"};

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
