/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels of index blocks and their values.
 *
 * 1. On one line: 索引号：1133   发布机构：某局, or in the cells of one: 索引号 | 1133
 * 2. Text of a web page has a line for each cell:
 *
 *        索引号：      label        文号：        two labels or more,
 *        1133          value       发布机构：
 *        文号：        label        X发〔2021〕1号  as many values: one to one,
 *        X发〔2021〕1号 value       某局           in doubt
 *
 *    A value is certain if it alone stands between its label and the next. Where the
 *    numbers of labels and values differ, values are lost, and nothing is taken: a
 *    label is never a value. Labels without a colon count only between others.
 */
#include "fields/candidates.h"
#include "fields/labels.h"
#include <string.h>

/* Bytes of a value on a line of its own, about 100 characters; longer ones are prose. */
#define VALUE_BYTES_MAX 300

static void labelled_free(gpointer data)
{
  GdLabelled *labelled = data;
  gd_reading_free(labelled->reading);
  g_free(labelled);
}

/* A colon inside a value: a label that the patterns do not know has begun there. */
static gboolean holds_a_label(const char *value, gsize length)
{
  return g_strstr_len(value, (gssize)length, "：") != NULL ||
         (memchr(value, ':', length) != NULL && g_strstr_len(value, (gssize)length, "://") == NULL);
}

/* The first byte in from..limit that stands behind a bar or tab; limit if there is none. */
static gsize end_of_cell(const GdFieldLine *line, gsize from, gsize limit)
{
  guint32 start = g_array_index(line->offsets, guint32, from);
  for (gsize at = from; at < limit; at++) {
    gboolean first = g_array_index(line->offsets, guint32, at) == start; /* its first character */
    if (line->text[at] == '|' || (!first && gd_label_tab_before(line, at)))
      return at;
  }
  return limit;
}

/* The label that is all of text, NULL if it is none. Lent by the patterns. */
static const char *known_label(const GdLayout *layout, const char *text, gsize length)
{
  for (guint i = 0; i < layout->patterns->labels->len; i++) {
    const char *label = layout->patterns->labels->pdata[i];
    if (strlen(label) == length && memcmp(label, text, length) == 0)
      return label;
  }
  return NULL;
}

/* Whether the cells of a row may be label, value, label, value …: of HTML rows the empty cells are
 * not there, and behind 索引号 may stand the next label instead of a value. */
static gboolean is_in_pairs(const GdFieldLine *line, gsize value)
{
  guint before = 0, all = 1;
  for (gsize at = 0; line->text[at] != '\0'; at++) {
    before += line->text[at] == '|' && at + 1 < value;
    all += line->text[at] == '|';
  }
  return before % 2 == 0 && all % 2 == 0;
}

/* The labelled values of one line. A value ends where its cell ends. It is in doubt if a tab ends
 * it and no label is next: the tab may stand inside the value. */
static void add_labelled(const GdLayout *layout, guint index, GPtrArray *all)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  GdLabelSpan span, next;
  gboolean more = gd_label_find(layout->patterns, line, 0, &span);
  while (more) {
    more = gd_label_find(layout->patterns, line, span.value, &next);
    gsize limit = more ? next.start : strlen(line->text);
    gsize end = end_of_cell(line, span.value, limit);
    gsize length = end - span.value;
    if (length > 0 && !line->cut && known_label(layout, line->text + span.value, length) == NULL) {
      GdLabelled *labelled = g_new0(GdLabelled, 1);
      labelled->label = span.label;
      labelled->reading = gd_reading_new(line, span.value, end);
      gboolean by_bar = line->text[span.value - 1] == '|';
      gboolean by_tab = end < limit && line->text[end] != '|';
      if (holds_a_label(line->text + span.value, length) || by_tab ||
          (by_bar && !is_in_pairs(line, span.value)))
        labelled->reading->certain = FALSE;
      g_ptr_array_add(all, labelled);
    }
    span = next;
  }
}

/* The label that is all of a line, NULL if the line is anything else. *colon: it ends with a
 * separator. Lent by the patterns. */
static const char *label_alone(const GdLayout *layout, guint index, gboolean *colon)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  GdLabelSpan span;
  *colon = TRUE;
  if (line->cut || strlen(line->text) > VALUE_BYTES_MAX)
    return NULL;
  if (gd_label_find(layout->patterns, line, 0, &span))
    return span.start == 0 && line->text[span.value] == '\0' ? span.label : NULL;
  *colon = FALSE;
  return known_label(layout, line->text, strlen(line->text));
}

static gboolean could_be_value(const GdLayout *layout, guint index)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  return !line->cut && strlen(line->text) <= VALUE_BYTES_MAX && !gd_layout_is_label(layout, index);
}

static void add_value(const GdLayout *layout, const char *label, guint index, gboolean certain,
                      GPtrArray *all)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  gsize length = strlen(line->text);
  GdLabelled *labelled = g_new0(GdLabelled, 1);
  labelled->label = label;
  labelled->reading = gd_reading_new(line, 0, length);
  labelled->reading->certain = certain && !holds_a_label(line->text, length);
  g_ptr_array_add(all, labelled);
}

/* Labels that stand alone on lines first..limit, with the values below them. */
static void add_blocks(const GdLayout *layout, guint limit, GPtrArray *all)
{
  gboolean colon, in_block = FALSE; /* whether the label before had its value */
  for (guint i = 0; i < limit;) {
    guint labels = i;
    gboolean colons = TRUE;
    while (labels < limit && label_alone(layout, labels, &colon) != NULL) {
      colons = colons && colon;
      labels++;
    }
    guint n = labels - i, values = labels;
    while (n > 0 && values < limit && label_alone(layout, values, &colon) == NULL &&
           could_be_value(layout, values))
      values++;
    guint m = values - labels;
    gboolean bounded = values < limit && (label_alone(layout, values, &colon) != NULL ||
                                          gd_layout_is_label(layout, values));
    gboolean counts = n == m && n > 0 && (n == 1 ? colons || bounded : colons);
    if (counts && (n > 1 || bounded || in_block))
      for (guint k = 0; k < n; k++)
        add_value(layout, label_alone(layout, i + k, &colon), labels + k, n == 1 && bounded, all);
    in_block = counts && (bounded || in_block);
    i = MAX(values, i + 1);
  }
}

GPtrArray *gd_labelled_values(const GdLayout *layout)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(labelled_free);
  for (guint i = 0; i < layout->body; i++)
    add_labelled(layout, i, all);
  for (guint i = layout->ending; i < layout->lines->len; i++)
    add_labelled(layout, i, all);
  add_blocks(layout, layout->title_end > 0 ? layout->title_start : layout->body, all);
  return all;
}
