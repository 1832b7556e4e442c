/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/value.h"

#include "models/messages.h"

static const char *const status_names[GD_N_STATUSES] = {
    N_("ok"),       N_("blank"),   N_("inferred"), N_("repaired"),
    N_("doubtful"), N_("missing"), N_("confirmed")};

static const char *const evidence_names[] = {N_("text-layer"), N_("readers"), N_("sums"),
                                             N_("person")};

const char *gd_status_name(GdStatus status)
{
  return status_names[status];
}

gboolean gd_status_parse(const char *name, GdStatus *out)
{
  for (guint i = 0; i < GD_N_STATUSES; i++)
    if (g_strcmp0(name, status_names[i]) == 0) {
      *out = (GdStatus)i;
      return TRUE;
    }
  return FALSE;
}

char *gd_evidence_to_string(guint evidence)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(evidence_names); i++)
    if (evidence & (1u << i)) {
      if (out->len > 0)
        g_string_append_c(out, ' ');
      g_string_append(out, evidence_names[i]);
    }
  return g_string_free(out, FALSE);
}

GdValue *gd_value_new(void)
{
  GdValue *value = g_new0(GdValue, 1);
  value->status = GD_STATUS_MISSING;
  return value;
}

void gd_value_free(GdValue *value)
{
  if (value == NULL)
    return;
  g_free(value->form);
  g_free(value->table);
  g_free(value->row);
  g_free(value->column);
  g_free(value->table_label);
  g_free(value->row_label);
  g_free(value->column_label);
  g_free(value->raw);
  g_free(value->unit);
  g_free(value->note);
  g_clear_pointer(&value->alternatives, g_ptr_array_unref);
  g_free(value);
}
