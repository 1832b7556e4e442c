/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/request.h"

const char *gd_reader_name(GdReaderKind reader)
{
  return reader == GD_READER_LSTM ? "lstm" : "glyphs";
}

void gd_cell_choice_free(GdCellChoice *choice)
{
  if (choice == NULL)
    return;
  g_free(choice->text);
  g_free(choice);
}

void gd_cell_reading_free(GdCellReading *reading)
{
  if (reading == NULL)
    return;
  for (int i = 0; i < GD_READERS; i++) {
    g_free(reading->by[i].text);
    g_clear_pointer(&reading->by[i].others, g_ptr_array_unref);
  }
  g_free(reading->text);
  g_free(reading->pointed);
  g_free(reading);
}

void gd_read_answer_free(GdReadAnswer *answer)
{
  if (answer == NULL)
    return;
  gd_cell_reading_free(answer->reading);
  g_clear_pointer(&answer->words, g_ptr_array_unref);
  g_free(answer);
}
