/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the body starts, and what stands between the title and it.
 *
 * 1. The body starts with the first running text, heading or addressee behind
 *    the title; without a title, with the first of them at all.
 * 2. The letterhead stands before the title: X文件, or a body's name alone set
 *    larger than anything else.
 * 3. 签发人 stands above the title; more of them on the lines below it.
 * 4. The addressee is the text behind the title that ends with a colon.
 */
#include "fields/layout.h"
#include <string.h>

/* Lines behind the title, or from the start without one, where the body must have begun. */
#define HEAD_LINES_MAX 40

/* Lines with further signers, four or so to a line. */
#define SIGNER_LINES_MAX 3

/* Lines of an addressee; a list of bodies may be long. */
#define ADDRESSEE_LINES_MAX 8

/* Characters from which a line may be full, so that its text goes on below: lines of
 * official documents have 28. */
#define FULL_LINE_CHARS 16

/* A name set this much larger than the text is a letterhead. */
#define LETTERHEAD_RATIO 1.6

/* Lines that may stand between title and addressee. */
static gboolean is_between(const GdLayout *layout, guint index)
{
  return gd_layout_is_label(layout, index) || gd_layout_is(layout, index, GD_SHAPE_NOTE) ||
         gd_layout_is(layout, index, GD_SHAPE_DOCUMENT_NUMBER) ||
         gd_layout_is(layout, index, GD_SHAPE_DATE_ALONE);
}

static gboolean ends_with_colon(const char *text)
{
  return g_str_has_suffix(text, ":") || g_str_has_suffix(text, "：");
}

static gboolean ends_in_list(const char *text)
{
  return g_str_has_suffix(text, "、") || g_str_has_suffix(text, "，") ||
         g_str_has_suffix(text, ",");
}

/* The addressee that starts at that line, added as a fact; FALSE if none does. */
static gboolean find_addressee(GdLayout *layout, guint first)
{
  guint last = first;
  while (last < layout->lines->len && last < first + ADDRESSEE_LINES_MAX) {
    const char *text = gd_layout_text(layout, last);
    if (strstr(text, "。") != NULL || ((const GdFieldLine *)layout->lines->pdata[last])->cut)
      return FALSE;
    last++;
    if (ends_with_colon(text))
      break;
    if (!ends_in_list(text) && g_utf8_strlen(text, -1) < FULL_LINE_CHARS)
      return FALSE;
  }
  g_autofree char *text = gd_lines_joined(layout->lines, first, last);
  g_autoptr(GMatchInfo) match = NULL;
  int start, end;
  if (!gd_shape_match(layout->patterns, GD_SHAPE_ADDRESSEE, text, &match) ||
      !g_match_info_fetch_named_pos(match, "value", &start, &end))
    return FALSE;
  gd_layout_add(layout, GD_FACT_ADDRESSEE,
                gd_reading_span(layout->lines, first, last, (gsize)start, (gsize)end));
  return TRUE;
}

static void find_letterhead(GdLayout *layout)
{
  for (guint i = 0; i < layout->body; i++) {
    const GdFieldLine *line = layout->lines->pdata[i];
    g_autoptr(GMatchInfo) match = NULL;
    if (gd_shape_match(layout->patterns, GD_SHAPE_LETTERHEAD, line->text, &match))
      gd_layout_add(layout, GD_FACT_LETTERHEAD, gd_reading_of_group(line, match, "value"));
    else if (layout->body_size > 0 && line->size >= LETTERHEAD_RATIO * layout->body_size &&
             gd_layout_is(layout, i, GD_SHAPE_ORGANISATION))
      gd_layout_add(layout, GD_FACT_LETTERHEAD, gd_reading_new(line, 0, strlen(line->text)));
  }
}

/* Whether the line holds further signers: nothing but names, below the first one. */
static gboolean is_more_signers(const GdLayout *layout, guint index, const GdReading *first)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  if (!gd_layout_is(layout, index, GD_SHAPE_SIGNER_MORE) ||
      gd_layout_is(layout, index, GD_SHAPE_ORGANISATION) ||
      gd_layout_is(layout, index, GD_SHAPE_LETTERHEAD))
    return FALSE;
  return gd_box_is_none(line->box) || line->box.x0 + line->size / 2 >= first->box.x0;
}

/* 签发人 and the lines below with more of them. Without boxes such a line may be
 * anything, so the reading is not certain. */
static void find_signers(GdLayout *layout)
{
  for (guint i = 0; i < layout->body; i++) {
    const GdFieldLine *line = layout->lines->pdata[i];
    g_autoptr(GMatchInfo) match = NULL;
    if (line->cut || !gd_shape_match(layout->patterns, GD_SHAPE_SIGNER, line->text, &match))
      continue;
    GdReading *signer = gd_reading_of_group(line, match, "value");
    for (guint more = i + 1; more < layout->title_start && more <= i + SIGNER_LINES_MAX &&
                             is_more_signers(layout, more, signer);
         more++) {
      line = layout->lines->pdata[more];
      GdReading *next = gd_reading_new(line, 0, strlen(line->text));
      next->certain = !gd_box_is_none(line->box);
      gd_reading_append(signer, next, "、");
    }
    gd_layout_add(layout, GD_FACT_SIGNER, signer);
  }
}

void gd_layout_find_head(GdLayout *layout)
{
  guint n = layout->lines->len;
  guint limit = MIN(n, layout->title_end + HEAD_LINES_MAX);
  guint i = layout->title_end;
  while (i < limit && !gd_layout_is_prose(layout, i) && !gd_layout_is_heading(layout, i) &&
         !(layout->title_end > 0 && !is_between(layout, i) && find_addressee(layout, i)))
    i++;
  layout->body = i;
  if (layout->title_end > 0 && i < limit && layout->facts[GD_FACT_ADDRESSEE]->len == 0)
    find_addressee(layout, i);
  find_letterhead(layout);
  find_signers(layout);
}
