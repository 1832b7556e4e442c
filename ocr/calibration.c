/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of calibration. */
#include "ocr/calibration.h"

const char *gd_table_name(GdTable table)
{
  static const char *const names[GD_TABLES] = {"lstm", "glyphs", "agree", "differ"};
  return names[table];
}

static GdCalibration *empty(void)
{
  GdCalibration *calibration = g_new0(GdCalibration, 1);
  for (int i = 0; i < GD_TABLES; i++)
    calibration->knots[i] = g_array_new(FALSE, FALSE, sizeof(GdKnot));
  return calibration;
}

GdCalibration *gd_calibration_none(void)
{
  GdCalibration *calibration = empty();
  const GdKnot ends[] = {{0, 0}, {1, 1}};
  for (int i = 0; i < GD_TABLES; i++)
    g_array_append_vals(calibration->knots[i], ends, 2);
  return calibration;
}

void gd_calibration_free(GdCalibration *calibration)
{
  if (calibration == NULL)
    return;
  for (int i = 0; i < GD_TABLES; i++)
    g_array_unref(calibration->knots[i]);
  g_free(calibration);
}

/* Adds a line of the file. FALSE if it is none. */
static gboolean add_line(GdCalibration *calibration, const char *line)
{
  g_auto(GStrv) parts = g_strsplit(line, " ", 3);
  if (g_strv_length(parts) != 3)
    return FALSE;
  const GdKnot knot = {g_ascii_strtod(parts[1], NULL), g_ascii_strtod(parts[2], NULL)};
  if (!(knot.raw >= 0 && knot.raw <= 1 && knot.probability >= 0 && knot.probability <= 1))
    return FALSE;
  for (int i = 0; i < GD_TABLES; i++) {
    GArray *knots = calibration->knots[i];
    if (!g_str_equal(parts[0], gd_table_name((GdTable)i)))
      continue;
    if (knots->len > 0 && g_array_index(knots, GdKnot, knots->len - 1).raw > knot.raw)
      return FALSE;
    g_array_append_val(knots, knot);
    return TRUE;
  }
  return FALSE;
}

GdCalibration *gd_calibration_load(const char *path, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr(GError) failed = NULL;
  if (!g_file_get_contents(path, &content, NULL, &failed)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", failed->message);
    return NULL;
  }
  g_autoptr(GdCalibration) calibration = empty();
  g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && **line != '#' && !add_line(calibration, *line)) {
      g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not a calibration: %s: %s", path, *line);
      return NULL;
    }
  for (int i = 0; i < GD_TABLES; i++)
    if (calibration->knots[i]->len == 0) {
      g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "no table %s: %s", gd_table_name((GdTable)i),
                  path);
      return NULL;
    }
  return g_steal_pointer(&calibration);
}

double gd_calibrate(const GdCalibration *calibration, GdTable table, double raw)
{
  const GArray *knots = calibration->knots[table];
  GdKnot before = g_array_index(knots, GdKnot, 0);
  if (raw <= before.raw)
    return before.probability;
  for (guint i = 1; i < knots->len; i++) {
    const GdKnot knot = g_array_index(knots, GdKnot, i);
    if (raw <= knot.raw)
      return before.probability + (knot.probability - before.probability) * (raw - before.raw) /
                                      MAX(1e-9, knot.raw - before.raw);
    before = knot;
  }
  return before.probability;
}
