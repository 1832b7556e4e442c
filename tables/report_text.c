/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/report_text.h"

#include <string.h>

#include "models/pattern.h"

/* Paragraphs among which the title is looked for: index block, letterhead and
 * cover stay below. */
#define TITLE_PARAGRAPHS 60

/* A year as it stands in text. */
#define YEAR_PATTERN "(?<![0-9])(?<year>(?:19|20)[0-9]{2})年"

/* The period a report covers: a whole year. */
#define PERIOD_PATTERN                                                                             \
  "(?<![0-9])(?<year>20[0-9]{2})年0?1月0?1日起?，?[至到—~－-]+(?:\\g{year}年)?12月31日"

static guint year_of(const GMatchInfo *match)
{
  g_autofree char *year = g_match_info_fetch_named(match, "year");
  return (guint)g_ascii_strtoull(year, NULL, 10);
}

guint gd_last_year(const GdReportText *text, const char *sentence, gsize length)
{
  g_autofree char *before = g_strndup(sentence, length);
  g_autoptr(GMatchInfo) match = NULL;
  guint year = 0;
  if (gd_pattern_match(text->year_pattern, before, &match))
    do
      year = year_of(match);
    while (g_match_info_next(match, NULL));
  return year;
}

/* Whether the text is a title of the form's family. */
static gboolean is_title(const GdForm *form, const char *text)
{
  g_autofree char *folded = gd_fold(text);
  for (guint i = 0; i < form->family_titles->len; i++)
    if (strstr(folded, form->family_titles->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The year of the report, and its titles; 0 if it is not stated, or if title and period differ. */
static guint report_year(GdReportText *text, const GdForm *form)
{
  g_autoptr(GRegex) period_pattern = gd_pattern_compile(PERIOD_PATTERN, NULL);
  g_autoptr(GString) heads = g_string_new(NULL);
  guint title = 0, period = 0, paragraphs = 0, before = 0;
  for (guint i = 0; i < text->sentences->len && (title == 0 || period == 0); i++) {
    const GdSentence *sentence = text->sentences->pdata[i];
    g_autoptr(GMatchInfo) match = NULL;
    if (period == 0 && gd_pattern_match(period_pattern, sentence->text, &match))
      period = year_of(match);
    if (!sentence->title)
      continue;
    guint year = gd_last_year(text, sentence->text, strlen(sentence->text));
    gboolean early = title == 0 && paragraphs++ < TITLE_PARAGRAPHS;
    if (early)
      g_string_append(heads, sentence->text);
    if (early && is_title(form, sentence->text)) {
      title = year != 0 ? year : before;
      g_free(text->titles);
      text->titles = g_strdup(heads->str);
    }
    before = year; /* the year may stand on the line above */
  }
  return title == 0 || period == 0 || title == period ? MAX(title, period) : 0;
}

GdReportText *gd_report_text_new(const GdDocument *document, const GdForm *form, guint first,
                                 guint last)
{
  GdReportText *text = g_new0(GdReportText, 1);
  text->sentences = gd_sentences(document, first, last);
  text->titles = g_strdup("");
  text->year_pattern = gd_pattern_compile(YEAR_PATTERN, NULL);
  text->year = form != NULL ? report_year(text, form) : 0;
  return text;
}

void gd_report_text_free(GdReportText *text)
{
  if (text == NULL)
    return;
  g_ptr_array_unref(text->sentences);
  g_free(text->titles);
  g_regex_unref(text->year_pattern);
  g_free(text);
}
