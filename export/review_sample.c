/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/columns.h"
#include "export/review_html.h"
#include "export/review_page.h"

void gd_sample_page_head(GString *html, const GdSampleFacts *facts)
{
  char share[G_ASCII_DTOSTR_BUF_SIZE], confidence[G_ASCII_DTOSTR_BUF_SIZE];
  double part = facts->certain > 0 ? (double)facts->at_most / (double)facts->certain : 0;
  g_ascii_formatd(share, sizeof share, "%.4f", 100 * part);
  g_ascii_formatd(confidence, sizeof confidence, "%.0f", 100 * facts->confidence);
  gd_html_begin(html, "抽检表 sample for acceptance");
  g_string_append(html, "<p>比率 ");
  gd_html_put(html, facts->rate);
  g_string_append_printf(html,
                         "，种子 %" G_GUINT64_FORMAT "。全部单元格 %" G_GUINT64_FORMAT
                         "，其中“确定”或“空白” %" G_GUINT64_FORMAT
                         "，从中随机抽取 %" G_GUINT64_FORMAT "。</p>\n",
                         facts->seed, facts->cells, facts->certain, facts->sampled);
  g_string_append_printf(html,
                         "<p class=\"english\">Seed %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT
                         " cells, of which %" G_GUINT64_FORMAT
                         " are ok or blank, of which %" G_GUINT64_FORMAT
                         " are drawn at random.</p>\n",
                         facts->seed, facts->cells, facts->certain, facts->sampled);
  g_string_append_printf(html,
                         "<p>如所抽单元格全部与原件一致，则以 %s%% 的置信度：%" G_GUINT64_FORMAT
                         " 个单元格中错误不超过 %" G_GUINT64_FORMAT " 个（%s%%）。</p>\n",
                         confidence, facts->certain, facts->at_most, share);
  g_string_append_printf(html,
                         "<p class=\"english\">If all of them are as printed: with %s%% "
                         "confidence at most %" G_GUINT64_FORMAT " of the %" G_GUINT64_FORMAT
                         " are wrong (%s%%).</p>\n",
                         confidence, facts->at_most, facts->certain, share);
}

static void put_cell(GString *html, const GdDocument *document, const GdValue *value,
                     guint64 number, GdCutPicture cut, gpointer data)
{
  g_autofree char *reading = value->has_number ? gd_number_to_string(value->number) : NULL;
  g_string_append_printf(html, "<section>\n<h2>%" G_GUINT64_FORMAT ". ", number);
  gd_html_put(html, value->table_label);
  g_string_append(html, " ｜ ");
  gd_html_put(html, value->row_label);
  g_string_append(html, " ｜ ");
  gd_html_put(html, value->column_label);
  if (value->page > 0)
    g_string_append_printf(html, " <span class=\"note\">第 %u 页 p. %u</span>", value->page,
                           value->page);
  g_string_append(html, "</h2>\n");
  if (!gd_html_put_picture(html, document, value->page, value->box, cut, data))
    gd_html_put_element(html, "p", "note", "无图像，请对照原件。 No picture: see the original.");
  g_string_append(html, "<p><span class=\"number\">");
  gd_html_put(html, reading != NULL ? reading : gd_status_zh(value->status));
  g_string_append(html, "</span> ");
  gd_html_put(html, value->has_number ? value->unit : NULL);
  g_string_append(html, "<span class=\"tick\"></span>一致 right<span class=\"tick\"></span>"
                        "不一致，应为 wrong, printed is:</p>\n</section>\n");
}

void gd_sample_page_add(GString *html, const GdDocument *document, const GPtrArray *values,
                        guint64 number, GdCutPicture cut, gpointer data)
{
  gd_html_put_element(html, "h1", NULL, document->id);
  gd_html_put_element(html, "p", "note", document->source->path);
  for (guint i = 0; i < values->len; i++)
    put_cell(html, document, g_ptr_array_index(values, i), number + i, cut, data);
}

void gd_sample_page_end(GString *html)
{
  g_string_append(
      html,
      "<p class=\"fill\"><span>检查人 by</span><span>日期 date</span><span>不一致数 wrong</span>"
      "<span>结论 result</span></p>\n");
  gd_html_end(html);
}
