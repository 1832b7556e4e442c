/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "around_text.h"

#include "encode.h"
#include "tests/typeset/prose.h"

#define HASH_CHANCE 0.3 /* of a Markdown heading that is marked as one */
#define META_CHANCE 0.6 /* of a page with <meta> tags that name the report */

void sh_write_paragraph(ShText *text, ShKind kind, const char *paragraph)
{
  if (paragraph == NULL)
    return;
  g_autofree char *escaped = g_markup_escape_text(paragraph, -1);
  if (kind == SH_HTML)
    g_string_append_printf(text->out, "<p>%s</p>\n", escaped);
  else if (kind == SH_PLAIN && text->options.on[SH_LOOSE_LINES])
    g_string_append_printf(text->out, "　　%s\n\n", paragraph);
  else
    g_string_append_printf(text->out, kind == SH_MARKDOWN ? "\n%s\n" : "%s\n", paragraph);
}

void sh_write_heading(ShText *text, ShKind kind, const char *heading)
{
  gboolean hash = ts_rng_chance(&text->rng, HASH_CHANCE);
  if (heading == NULL)
    return;
  g_autofree char *escaped = g_markup_escape_text(heading, -1);
  if (kind == SH_HTML)
    g_string_append_printf(text->out, hash ? "<h2>%s</h2>\n" : "<p><b>%s</b></p>\n", escaped);
  else if (kind == SH_MARKDOWN)
    g_string_append_printf(text->out, hash ? "\n## %s\n\n" : "\n%s\n\n", heading);
  else
    g_string_append_printf(text->out, text->options.on[SH_LOOSE_LINES] ? "\n%s\n\n" : "%s\n",
                           heading);
}

static void write_html_head(ShText *text)
{
  const TsFacts *f = text->facts;
  gboolean meta = ts_rng_chance(&text->rng, META_CHANCE);
  g_string_append(text->out, "<!DOCTYPE html>\n<html>\n<head>\n" SH_CHARSET_MARK);
  g_string_append_printf(text->out, "<title>%s</title>\n", f->title);
  if (meta) {
    g_string_append_printf(text->out, "<meta name=\"ArticleTitle\" content=\"%s\">\n", f->title);
    if (f->date != NULL)
      g_string_append_printf(text->out, "<meta name=\"PubDate\" content=\"%s 09:30\">\n", f->date);
    g_string_append_printf(text->out, "<meta name=\"ContentSource\" content=\"%s\">\n", f->agency);
  }
  g_string_append(text->out,
                  "<style>td{border:1px solid #000}</style>\n"
                  "<script>var n = 12; if (n < 3 && n > 1) document.write('<td>7</td>');</script>\n"
                  "</head>\n<body>\n");
}

static void write_navigation(ShText *text, ShKind kind)
{
  static const char *const items[] = {"首页", "政务公开", "办事服务", "互动交流", "走进我们"};
  if (!text->options.on[SH_NAVIGATION])
    return;
  if (kind == SH_HTML)
    g_string_append(text->out, "<ul>");
  for (guint i = 0; i < G_N_ELEMENTS(items); i++)
    g_string_append_printf(text->out, kind == SH_HTML ? "<li><a href=\"#\">%s</a></li>" : "- %s\n",
                           items[i]);
  g_string_append(text->out, kind == SH_HTML ? "</ul>\n" : "");
  sh_write_paragraph(text, kind, "当前位置：首页 > 政府信息公开 > 年度报告");
  sh_write_paragraph(text, kind, "字号：大 中 小   浏览次数：1024");
}

static void write_index(ShText *text, ShKind kind)
{
  const TsFacts *f = text->facts;
  if (f->index_number == NULL)
    return;
  g_autofree char *year = g_strdup_printf("%u年度", f->year);
  const char *cells[] = {"索引号：",   f->index_number, "公开类别：", f->index_openness,
                         "发布机构：", f->agency,       "所属时间：", year};
  if (kind == SH_HTML) {
    g_string_append(text->out, "<table class=\"info\">\n");
    for (guint i = 0; i < G_N_ELEMENTS(cells); i += 4)
      g_string_append_printf(text->out, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                             cells[i], cells[i + 1], cells[i + 2], cells[i + 3]);
    g_string_append(text->out, "</table>\n");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(cells); i += 2) {
    g_autofree char *line = g_strconcat(cells[i], cells[i + 1], NULL);
    sh_write_paragraph(text, kind, line);
  }
}

void sh_write_front(ShText *text, ShKind kind)
{
  const TsFacts *f = text->facts;
  if (kind == SH_HTML)
    write_html_head(text);
  write_navigation(text, kind);
  write_index(text, kind);
  sh_write_paragraph(text, kind, f->urgency);
  if (f->document_number != NULL) {
    g_autofree char *head = g_strconcat(f->agency, "文件", NULL);
    sh_write_paragraph(text, kind, head);
    sh_write_paragraph(text, kind, f->document_number_printed);
  }
  if (f->signer != NULL) {
    g_autofree char *signer = g_strconcat("签发人：", f->signer_printed, NULL);
    sh_write_paragraph(text, kind, signer);
  }
  sh_write_heading(text, kind, f->title_lines[0]);
  sh_write_heading(text, kind, f->title_lines[1]);
  if (f->addressee != NULL) {
    g_autofree char *addressee = g_strconcat(f->addressee, "：", NULL);
    sh_write_paragraph(text, kind, addressee);
  }
}

void sh_write_section(ShText *text, ShKind kind, const char *heading, guint paragraphs)
{
  sh_write_heading(text, kind, heading);
  for (guint i = 0; i < paragraphs; i++) {
    g_autofree char *prose = ts_prose(&text->rng, text->facts->year);
    sh_write_paragraph(text, kind, prose);
  }
}

void sh_write_back(ShText *text, ShKind kind)
{
  const TsFacts *f = text->facts;
  if (f->date_printed != NULL) {
    sh_write_paragraph(text, kind,
                       ts_param_is(text->params, "signature", "both") ? f->agency : NULL);
    sh_write_paragraph(text, kind, f->date_printed);
  }
  sh_write_paragraph(text, kind, f->openness_note);
  if (f->printed_by != NULL) {
    g_autofree char *copied = g_strconcat("抄送：", f->copied_to, "。", NULL);
    g_autofree char *day = g_strconcat(f->printed_on_printed, "印发", NULL);
    sh_write_paragraph(text, kind, copied);
    sh_write_paragraph(text, kind, f->printed_by);
    sh_write_paragraph(text, kind, day);
  }
  if (text->options.on[SH_NAVIGATION]) {
    sh_write_paragraph(text, kind, "扫一扫在手机打开当前页");
    sh_write_paragraph(text, kind, "上一篇：无 下一篇：2018年年度报告 网站标识码：3500000001");
  }
  if (kind == SH_HTML)
    g_string_append(text->out, "</body>\n</html>\n");
}
