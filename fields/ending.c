/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signature, date and imprint.
 *
 * 1. A date alone on its line below the name of a body, or behind one on the
 *    same line, is the date of the document; one alone on the right half of the
 *    page (under the seal) as well. What follows the first 附件 behind such a date
 *    belongs to the attachments.
 * 2. Any other date alone among the last lines is a lone date.
 * 3. The imprint is read from the last lines: 抄送 with what follows it, and
 *    office and date of printing (X 2021年1月6日印发, on one line or two).
 */
#include "fields/layout.h"
#include "fields/title_parts.h"
#include <string.h>

/* Last lines of a document, in which the imprint is looked for: a page has about
 * 25, and web pages add some lines of their own. */
#define ENDING_LINES 40

/* Bytes of a line that may hold nothing but a name and a date. */
#define DATE_LINE_BYTES_MAX 200

/* Bodies that sign one above the other. */
#define SIGNATURES_MAX 4

/* Lines of 抄送. */
#define COPIED_LINES_MAX 12

/* Dates are set to the right: the middle of the line is behind this part of the width. */
#define RIGHT_PART 0.55

/* Dates that are kept; more are a list of events. */
#define DATES_MAX 8

static gboolean stands_right(const GdFieldLine *line)
{
  return !gd_box_is_none(line->box) && gd_box_centre(line->box).x > RIGHT_PART * line->page->width;
}

/* 办公室 alone does not say whose; several bodies on one line are not certain. */
static void judge_signature(const GdLayout *layout, GdReading *name)
{
  if (gd_shape_is(layout->patterns, GD_SHAPE_NOT_AGENCY, name->text))
    name->certain = FALSE;
  gd_part_bodies(layout->patterns, name);
}

/* The bodies that sign directly above line `date`. */
static gboolean find_signature(GdLayout *layout, guint date)
{
  guint first = date;
  while (first > layout->body && date - first < SIGNATURES_MAX &&
         strlen(gd_layout_text(layout, first - 1)) <= DATE_LINE_BYTES_MAX &&
         gd_layout_is(layout, first - 1, GD_SHAPE_ORGANISATION))
    first--;
  GdReading *signature = NULL;
  for (guint i = first; i < date; i++) {
    const GdFieldLine *line = layout->lines->pdata[i];
    GdReading *name = gd_reading_new(line, 0, strlen(line->text));
    judge_signature(layout, name);
    if (signature == NULL)
      signature = name;
    else
      gd_reading_append(signature, name, "、");
  }
  gd_layout_add(layout, GD_FACT_SIGNATURE, signature);
  return signature != NULL;
}

/* Reads one line as a date; TRUE if it dates the document. */
static gboolean find_date(GdLayout *layout, guint index)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  g_autoptr(GMatchInfo) match = NULL;
  if (gd_shape_match(layout->patterns, GD_SHAPE_DATE_ALONE, line->text, &match)) {
    gboolean dated = find_signature(layout, index) || stands_right(line) ||
                     (index > layout->body && gd_layout_is(layout, index - 1, GD_SHAPE_OFFICIAL));
    GdFactKind kind = dated ? GD_FACT_SIGNATURE_DATE : GD_FACT_LONE_DATE;
    if (dated || index >= layout->ending)
      gd_layout_add(layout, kind, gd_reading_of_group(line, match, "value"));
    return dated;
  }
  if (!gd_shape_match(layout->patterns, GD_SHAPE_ORGANISATION_DATE, line->text, &match))
    return FALSE;
  GdReading *signature = gd_reading_of_group(line, match, "office");
  judge_signature(layout, signature);
  gd_layout_add(layout, GD_FACT_SIGNATURE, signature);
  gd_layout_add(layout, GD_FACT_SIGNATURE_DATE, gd_reading_of_group(line, match, "value"));
  return TRUE;
}

static void find_dates(GdLayout *layout)
{
  guint dates = 0;
  for (guint i = layout->body; i < layout->lines->len && dates < DATES_MAX; i++) {
    const char *text = gd_layout_text(layout, i);
    gsize length = strlen(text);
    if (length > DATE_LINE_BYTES_MAX)
      continue;
    if (g_str_has_suffix(text, "日"))
      dates += find_date(layout, i);
    else if (dates > 0 && gd_layout_is(layout, i, GD_SHAPE_ATTACHMENT))
      break;
  }
}

/* Office and date of printing. Returns its first line, or the number of lines if there is none. */
static guint find_printed(GdLayout *layout)
{
  gboolean prose_below = FALSE;
  for (guint i = layout->lines->len; i > layout->ending; i--) {
    const GdFieldLine *line = layout->lines->pdata[i - 1];
    g_autoptr(GMatchInfo) match = NULL;
    if (strlen(line->text) > DATE_LINE_BYTES_MAX ||
        !gd_shape_match(layout->patterns, GD_SHAPE_PRINTED, line->text, &match)) {
      prose_below = prose_below || gd_layout_is_prose(layout, i - 1);
      continue;
    }
    GdReading *date = gd_reading_of_group(line, match, "value");
    date->certain = !prose_below;
    gd_layout_add(layout, GD_FACT_PRINTED_DATE, date);
    GdReading *office = gd_reading_of_group(line, match, "office");
    guint first = i - 1;
    if (office == NULL && first > layout->ending &&
        gd_layout_is(layout, first - 1, GD_SHAPE_ORGANISATION)) {
      first--;
      const GdFieldLine *above = layout->lines->pdata[first];
      office = gd_reading_new(above, 0, strlen(above->text));
    }
    if (office != NULL)
      office->certain =
          !prose_below && gd_shape_is(layout->patterns, GD_SHAPE_ORGANISATION, office->text);
    gd_layout_add(layout, GD_FACT_PRINTED_OFFICE, office);
    return first;
  }
  return layout->lines->len;
}

/* Whether the lines that follow the first of 抄送 certainly belong to it: it ends
 * in the middle of a list. */
static gboolean goes_on(const char *text)
{
  return g_str_has_suffix(text, "，") || g_str_has_suffix(text, "、") ||
         g_str_has_suffix(text, ",") || g_str_has_suffix(text, "：") || g_str_has_suffix(text, ":");
}

/* 抄送 at line first; printed is the line where office and date of printing start. */
static void find_copied(GdLayout *layout, guint first, guint printed)
{
  const GdFieldLine *line = layout->lines->pdata[first];
  g_autoptr(GMatchInfo) match = NULL;
  int start, end;
  if (!gd_shape_match(layout->patterns, GD_SHAPE_COPIED, line->text, &match) ||
      !g_match_info_fetch_named_pos(match, "value", &start, &end))
    return;
  /* With office and date of printing below, all between belongs to 抄送 if its
   * last line ends with a full stop; else it goes on while the list does. */
  guint last = first + 1, limit = MIN(layout->lines->len, first + COPIED_LINES_MAX);
  if (printed > first && printed <= limit &&
      g_str_has_suffix(gd_layout_text(layout, printed - 1), "。")) {
    last = printed;
  } else {
    while (last < limit && last != printed && goes_on(gd_layout_text(layout, last - 1)))
      last++;
  }
  for (guint i = first + 1; i < last; i++)
    if (gd_layout_is(layout, i, GD_SHAPE_IMPRINT_LABEL) || gd_layout_is(layout, i, GD_SHAPE_COPIED))
      last = i;
  g_autofree char *text = gd_lines_joined(layout->lines, first, last);
  gd_layout_add(layout, GD_FACT_COPIED,
                gd_reading_span(layout->lines, first, last, (gsize)start, strlen(text)));
}

void gd_layout_find_ending(GdLayout *layout)
{
  guint n = layout->lines->len;
  layout->ending = MAX(layout->body, n > ENDING_LINES ? n - ENDING_LINES : 0);
  find_dates(layout);
  guint printed = find_printed(layout);
  for (guint i = layout->ending; i < n; i++)
    find_copied(layout, i, printed);
}
