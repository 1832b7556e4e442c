/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/title_parts.h"
#include <string.h>

/* Whether text[start..end) names a body. */
static gboolean is_body(const GdFieldPatterns *patterns, const char *text, gsize start, gsize end)
{
  g_autofree char *name = g_strndup(text + start, end - start);
  return gd_shape_is(patterns, GD_SHAPE_ORGANISATION_NAME, name) &&
         !gd_shape_is(patterns, GD_SHAPE_NOT_AGENCY, name);
}

/* First place at or behind `from` where text has the shape; its length if none. */
static gsize place_of(const GdFieldPatterns *patterns, GdShape shape, const char *text, gsize from)
{
  g_autoptr(GMatchInfo) match = NULL;
  int start = 0;
  if (!gd_shape_match(patterns, shape, text + from, &match) ||
      !g_match_info_fetch_pos(match, 0, &start, NULL))
    return strlen(text);
  return from + (gsize)start;
}

/* The byte behind the first place where text has the shape; 0 if it has it nowhere. */
static gsize behind(const GdFieldPatterns *patterns, GdShape shape, const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;
  int end = 0;
  if (gd_shape_match(patterns, shape, text, &match))
    g_match_info_fetch_pos(match, 0, NULL, &end);
  return (gsize)end;
}

/* The year of the title, and whether it is the only one. */
static void find_year(const GdFieldPatterns *patterns, const char *text, GdTitleParts *parts)
{
  g_autoptr(GMatchInfo) match = NULL;
  if (!gd_shape_match(patterns, GD_SHAPE_TITLE_YEAR, text, &match))
    return;
  int start, end;
  g_match_info_fetch_named_pos(match, "value", &start, &end);
  parts->year[0] = (gsize)start;
  parts->year[1] = (gsize)end;
  parts->year_certain = TRUE;
  while (g_match_info_next(match, NULL) && g_match_info_matches(match)) {
    g_autofree char *other = g_match_info_fetch_named(match, "value");
    if (strlen(other) != (gsize)(end - start) || memcmp(other, text + start, strlen(other)) != 0)
      parts->year_certain = FALSE;
  }
}

/* Where the topic starts that follows an agency in text[start..end); end if there
 * is none. Topics overlap (人民政府|信息公开, 镇|政府信息): the first that leaves the
 * name of a body counts, else the first. */
static gsize before_topic(const GdFieldPatterns *patterns, const char *text, gsize start, gsize end)
{
  gsize first = place_of(patterns, GD_SHAPE_TITLE_TOPIC, text, start);
  for (gsize topic = first; topic < end;) {
    if (is_body(patterns, text, start, topic))
      return topic;
    gsize next = (gsize)(g_utf8_next_char(text + topic) - text);
    topic = place_of(patterns, GD_SHAPE_TITLE_TOPIC, text, next);
  }
  return MIN(first, end);
}

void gd_part_bodies(const GdFieldPatterns *patterns, GdReading *agency)
{
  g_auto(GStrv) wide = g_strsplit(agency->raw, "\u3000", -1);
  g_autofree char *narrow = g_strjoinv(" ", wide);
  g_auto(GStrv) names = g_strsplit_set(narrow, " \t", -1);
  g_autoptr(GString) parted = g_string_new(NULL);
  guint n = 0;
  for (char **name = names; *name != NULL; name++) {
    if (**name == '\0')
      continue;
    if (!is_body(patterns, *name, 0, strlen(*name)))
      return;
    g_string_append_printf(parted, "%s%s", n++ > 0 ? "、" : "", *name);
  }
  if (n < 2)
    return;
  g_free(agency->text);
  agency->text = g_strdup(parted->str);
  agency->certain = FALSE;
}

/* The agency that stands in text[start..end), before its topic if it has one. */
static void find_agency(const GdFieldPatterns *patterns, const char *text, gsize start, gsize end,
                        gboolean needs_name, GdTitleParts *parts)
{
  if (end <= start)
    return;
  gsize cut = is_body(patterns, text, start, end) ? end : before_topic(patterns, text, start, end);
  if (cut == start)
    return;
  g_autofree char *name = g_strndup(text + start, cut - start);
  parts->agency_certain = is_body(patterns, text, start, cut);
  if (!parts->agency_certain && (needs_name || gd_shape_is(patterns, GD_SHAPE_NOT_AGENCY, name)))
    return;
  parts->agency[0] = start;
  parts->agency[1] = cut;
}

GdTitleParts gd_title_parse(const GdFieldPatterns *patterns, const char *text)
{
  GdTitleParts parts = {0};
  gsize length = strlen(text);
  find_year(patterns, text, &parts);
  gboolean has_year = parts.year[1] > 0;
  gsize about = place_of(patterns, GD_SHAPE_TITLE_ABOUT, text, 0);
  gsize year = has_year ? parts.year[0] : length;
  parts.about = about < length;
  gsize prefix = MIN(about, year);
  gsize subject = about < length ? behind(patterns, GD_SHAPE_TITLE_ABOUT, text) : 0;
  if (prefix == length)
    find_agency(patterns, text, 0, place_of(patterns, GD_SHAPE_TITLE_END, text, 0), TRUE, &parts);
  else if (prefix > 0)
    find_agency(patterns, text, 0, prefix, FALSE, &parts);
  else if (year == 0) {
    gsize start = behind(patterns, GD_SHAPE_TITLE_YEAR, text);
    gsize topic = place_of(patterns, GD_SHAPE_TITLE_TOPIC, text, start);
    find_agency(patterns, text, start, MIN(topic, about), TRUE, &parts);
  } else if (has_year && subject < year && is_body(patterns, text, subject, year)) {
    parts.subject[0] = subject;
    parts.subject[1] = year;
  }
  return parts;
}
