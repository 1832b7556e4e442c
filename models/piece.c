/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/piece.h"

GdPiece *gd_piece_new(const char *text, GdSeparator before, guint line, guint field)
{
  GdPiece *piece = g_new0(GdPiece, 1);
  piece->text = g_strdup(text);
  piece->before = before;
  piece->line = line;
  piece->field = field;
  return piece;
}

void gd_piece_free(GdPiece *piece)
{
  if (piece == NULL)
    return;
  g_free(piece->text);
  g_free(piece->at);
  g_free(piece);
}
