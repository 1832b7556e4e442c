/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/lang.h"

#include "models/error.h"

static const char *const texts[GD_N_TEXTS][2] = {
    [GD_TEXT_CELLS] = {"%u cells:", "%u 个单元格："},
    [GD_TEXT_NO_FORM] = {"no known form", "无已知表式"},
    [GD_TEXT_FINDINGS] = {"findings: %u", "%u 条发现"},
    [GD_TEXT_UNCHANGED] = {"unchanged", "未变"},
    [GD_TEXT_DUPLICATE] = {"same content as %s", "内容与 %s 相同"},
    [GD_TEXT_TOTALS] = {"documents: %u; complete %u, to review %u, failed %u; unchanged %u",
                        "共 %u 份：完成 %u，待核 %u，失败 %u；其中未变 %u"},
    [GD_TEXT_TABLES_IN] = {"tables in %s", "表格在 %s"},
    [GD_TEXT_SKIPPED] = {"files of unknown kind in folders, skipped: %u",
                         "文件夹中有 %u 个未知类型的文件，已跳过"},
    [GD_TEXT_LINKS] = {"links to folders, not followed: %u", "%u 个指向文件夹的链接未跟随"},
    [GD_TEXT_KEPT] = {"edited by a person, kept; the new table is beside it, with .new in its name",
                      "已被人工修改，予以保留；新表在其旁，文件名带 .new"},
    [GD_TEXT_SUPERSEDED] = {"replaces %s, which is now in superseded/",
                            "取代 %s（已移入 superseded/）"},
    [GD_TEXT_PROGRESS] = {"%u/%u files, %.1f pages/s, %u:%02u left",
                          "%u/%u 个文件，%.1f 页/秒，剩余 %u:%02u"},
    [GD_TEXT_UNDECIDED] = {"%s", "人工核定未采用：%s"},
    [GD_TEXT_DECIDED] = {"decisions taken: %u; rows without a value: %u",
                         "采用核定 %u 条；未填的行 %u 条"},
    [GD_TEXT_REFUSED] = {"rows that cannot be taken: %u; nothing was applied",
                         "%u 行无法采用；未作任何更改"},
    [GD_TEXT_CHANGED] = {"documents written again: %u", "重写文档 %u 份"},
    [GD_TEXT_STATE] = {"documents: %u; complete %u, to review %u, failed %u",
                       "共 %u 份：完成 %u，待核 %u，失败 %u"},
    [GD_TEXT_SAMPLED] = {"%s: %u of %u cells that are ok or blank",
                         "%s：抽取 %u 个，共有“确定”或“空白” %u 个"},
    [GD_TEXT_BOUND] =
        {"if all of them are right: with 95%% confidence at most %u are wrong (%.4f%%)",
         "如全部正确：以 95%% 的置信度，错误不超过 %u 个（%.4f%%）"},
    [GD_TEXT_FORM_CELLS] = {"%u tables, %u cells", "%u 张表，%u 个单元格"},
    [GD_TEXT_FORM_DRAFT] = {"draft: wording not confirmed by an official copy",
                            "草稿：文字未经正式文本核对"},
    [GD_TEXT_FORM_NO] = {"there is no form \"%s\"", "没有表式“%s”"},
    [GD_TEXT_FORM_NOTICE] = {"issued by %s", "印发文件：%s"},
    [GD_TEXT_FORM_TABLE] = {"table %s: %s", "表 %s：%s"},
    [GD_TEXT_FORM_BLOCK] = {"block %u of %u", "第 %u 块，共 %u 块"},
    [GD_TEXT_FORM_HEADING] = {"heading: %s", "标题：%s"},
    [GD_TEXT_FORM_CORNER] = {"corner: %s", "左上角：%s"},
    [GD_TEXT_FORM_COLUMNS] = {"columns", "列"},
    [GD_TEXT_FORM_ROWS] = {"rows", "行"},
    [GD_TEXT_FORM_ACROSS] = {"rows, printed above the columns", "行（印在各列之上，数字成一行）"},
    [GD_TEXT_FORM_EITHER] = {"either", "或为"},
    [GD_TEXT_FORM_OR] = {"or", "或"},
    [GD_TEXT_FORM_DECIMAL] = {"decimal", "小数"},
    [GD_TEXT_FORM_SIGNED] = {"with a sign", "带正负号"},
    [GD_TEXT_FORM_RELATIONS] = {"relations", "勾稽关系"},
    [GD_TEXT_FORM_EACH_ROW] = {"each row", "各行"},
    [GD_TEXT_FORM_EACH_COLUMN] = {"each column", "各列"},
    [GD_TEXT_FORM_YEAR_BEFORE] = {"year before", "上年"},
    [GD_TEXT_FORM_WITHIN] = {"within %s", "容差 %s"},
    [GD_TEXT_FORM_WARNING] = {"a warning when broken", "不符时仅提示"},
    [GD_TEXT_FORM_STATED] = {"numbers the text may state", "正文可能述及的数字"},
    [GD_TEXT_STOPPED] = {"stopped; the tables were left as they were", "已停止；表格保持原样"},
};

static const char *const kinds_zh[] = {
    [GD_ERROR_USAGE] = "用法错误",      [GD_ERROR_IO] = "无法读写",
    [GD_ERROR_NO_SPACE] = "磁盘已满",   [GD_ERROR_EMPTY] = "没有内容",
    [GD_ERROR_UNKNOWN] = "未知类型",    [GD_ERROR_UNSUPPORTED] = "暂不支持的类型",
    [GD_ERROR_DAMAGED] = "文件损坏",    [GD_ERROR_ENCRYPTED] = "需要正确的密码",
    [GD_ERROR_NO_PAGES] = "没有页面",   [GD_ERROR_CAP] = "超出上限",
    [GD_ERROR_FORM] = "数据文件不合规", [GD_ERROR_CRASHED] = "读取进程意外终止",
    [GD_ERROR_INTERNAL] = "内部错误",
};

const char *gd_text(GdLang lang, GdText text)
{
  return texts[text][lang];
}

char *gd_error_text(GdLang lang, const GError *error)
{
  g_autofree char *message = gd_shown_path(error->message);
  gboolean known =
      error->domain == GD_ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS(kinds_zh);
  if (lang == GD_LANG_EN || !known)
    return g_steal_pointer(&message);
  return g_strdup_printf("%s（%s）", kinds_zh[error->code], message);
}

char *gd_shown_path(const char *path)
{
  g_autofree char *valid = g_utf8_make_valid(path, -1);
  GString *shown = g_string_new(NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(shown, g_unichar_iscntrl(c) ? 0xFFFD : c);
  }
  return g_string_free(shown, FALSE);
}
