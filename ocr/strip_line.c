/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips side by side. */
#include "ocr/strip_line.h"

PIX *gd_strip_line_new(PIX *const *strips, guint n, int *starts)
{
  int width = GD_LINE_GAP;
  for (guint i = 0; i < n; i++)
    width += pixGetWidth(strips[i]) + GD_LINE_GAP;
  PIX *line = pixCreate(width, GD_STRIP_HEIGHT, 8);
  if (line == NULL)
    return NULL;
  pixSetAll(line);
  int at = GD_LINE_GAP;
  for (guint i = 0; i <= n; i++) {
    if (starts != NULL)
      starts[i] = at;
    if (i == n)
      break;
    pixRasterop(line, at, 0, pixGetWidth(strips[i]), GD_STRIP_HEIGHT, PIX_SRC, strips[i], 0, 0);
    at += pixGetWidth(strips[i]) + GD_LINE_GAP;
  }
  return line;
}
