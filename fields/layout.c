/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/layout.h"
#include "fields/labels.h"
#include <string.h>

/* Lines from which the font size of the text is taken. */
#define SIZE_LINES 200

/* Font sizes are compared to a tenth of a point and counted up to this many points. */
#define SIZE_MAX_POINTS 100

/* The font size that most of the text has, in points; 0 if none is known. */
static double most_frequent_size(const GPtrArray *lines)
{
  g_autofree gsize *bytes = g_new0(gsize, SIZE_MAX_POINTS * 10 + 1);
  guint best = 0;
  for (guint i = 0; i < lines->len && i < SIZE_LINES; i++) {
    const GdFieldLine *line = lines->pdata[i];
    if (!(line->size > 0) || line->size > SIZE_MAX_POINTS)
      continue;
    guint size = (guint)(line->size * 10);
    bytes[size] += strlen(line->text);
    if (bytes[size] > bytes[best])
      best = size;
  }
  return best / 10.0;
}

const char *gd_layout_text(const GdLayout *layout, guint index)
{
  return ((const GdFieldLine *)layout->lines->pdata[index])->text;
}

gboolean gd_layout_is(const GdLayout *layout, guint index, GdShape shape)
{
  return gd_shape_is(layout->patterns, shape, gd_layout_text(layout, index));
}

gboolean gd_layout_is_label(const GdLayout *layout, guint index)
{
  GdLabelSpan span;
  return gd_label_find(layout->patterns, layout->lines->pdata[index], 0, &span) && span.start == 0;
}

gboolean gd_layout_is_prose(const GdLayout *layout, guint index)
{
  const GdFieldLine *line = layout->lines->pdata[index];
  return (line->cut || gd_layout_is(layout, index, GD_SHAPE_PROSE)) &&
         !gd_layout_is_label(layout, index) && !gd_layout_is(layout, index, GD_SHAPE_NOTE);
}

gboolean gd_layout_is_heading(const GdLayout *layout, guint index)
{
  return gd_layout_is(layout, index, GD_SHAPE_HEADING) &&
         !gd_layout_is(layout, index, GD_SHAPE_CONTENTS);
}

void gd_layout_add(GdLayout *layout, GdFactKind kind, GdReading *reading)
{
  if (reading != NULL)
    g_ptr_array_add(layout->facts[kind], reading);
}

GdLayout *gd_layout_new(const GdFieldPatterns *patterns, const GPtrArray *lines)
{
  GdLayout *layout = g_new0(GdLayout, 1);
  layout->patterns = patterns;
  layout->lines = lines;
  layout->body_size = most_frequent_size(lines);
  for (guint kind = 0; kind < GD_N_FACTS; kind++)
    layout->facts[kind] = g_ptr_array_new_with_free_func((GDestroyNotify)gd_reading_free);
  gd_layout_find_title(layout);
  gd_layout_find_head(layout);
  gd_layout_find_ending(layout);
  return layout;
}

void gd_layout_free(GdLayout *layout)
{
  if (layout == NULL)
    return;
  for (guint kind = 0; kind < GD_N_FACTS; kind++)
    g_ptr_array_unref(layout->facts[kind]);
  g_free(layout);
}
