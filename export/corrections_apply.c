/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions and documents: a decision is put in only where the cell or finding is
 * still what the person saw.
 */
#include <string.h>

#include "export/corrections.h"
#include "export/csv.h"

static const char *plain(const char *text)
{
  return text ? text : "";
}

/* The texts once both have been through a CSV file: no guard, no white space around. */
static gboolean is_same_reading(const char *a, const char *b)
{
  const char *sides[] = {plain(a), plain(b)};
  char *texts[G_N_ELEMENTS(sides)];
  for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
    gboolean guarded = sides[i][0] == '\'' && gd_csv_is_formula(sides[i] + 1);
    texts[i] = g_strstrip(g_utf8_make_valid(sides[i] + guarded, -1));
  }
  gboolean same = g_str_equal(texts[0], texts[1]);
  g_free(texts[0]);
  g_free(texts[1]);
  return same;
}

static gboolean is_finding(const GdDecision *decision)
{
  return plain(decision->check)[0] != '\0';
}

/* "confirmed by 张三, 2026-01-31: on the paper". Caller frees. */
static char *who(const GdDecision *decision, const char *what)
{
  GString *text = g_string_new(what);
  const struct {
    const char *before, *text;
  } parts[] = {{" by ", decision->by}, {", ", decision->date}, {": ", decision->reason}};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    if (plain(parts[i].text)[0] != '\0')
      g_string_append_printf(text, "%s%s", parts[i].before, parts[i].text);
  return g_string_free(text, FALSE);
}

/* Cells by "table/row/column": the first of each. Values lent. */
static GHashTable *index_values(const GdDocument *document)
{
  GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = document->values->len; i-- > 0;) {
    GdValue *value = g_ptr_array_index(document->values, i);
    char *key = g_strjoin("/", plain(value->table), plain(value->row), plain(value->column), NULL);
    g_hash_table_replace(index, key, value);
  }
  return index;
}

static GdValue *value_of(GHashTable *index, const GdDecision *decision)
{
  g_autofree char *key = gd_decision_subject(decision);
  return g_hash_table_lookup(index, key);
}

static gboolean is_what_was_seen(const GdValue *value, const GdDecision *decision)
{
  return value->page == decision->page && is_same_reading(value->raw, decision->raw);
}

/* The unit of the form's label, where the page gave none. */
static void set_unit(GdValue *value, const GdFormSet *forms)
{
  const GdForm *form = value->form ? gd_form_set_lookup(forms, value->form) : NULL;
  if (value->unit != NULL || form == NULL)
    return;
  guint leaf = gd_form_find(form, value->table, value->row, value->column);
  const char *unit =
      leaf < form->leaves->len ? g_array_index(form->leaves, GdFormLeaf, leaf).unit : NULL;
  if (unit == NULL)
    return;
  value->unit = g_strdup(unit);
  value->unit_source = GD_UNIT_LABEL;
}

static void confirm(GdValue *value, const GdDecision *decision, const GdFormSet *forms)
{
  value->has_number = gd_number_parse(plain(decision->value), &value->number);
  value->status = GD_STATUS_CONFIRMED;
  value->evidence |= GD_EVIDENCE_PERSON;
  value->confidence = 1;
  g_free(value->note);
  value->note = who(decision, "confirmed");
  if (value->has_number)
    set_unit(value, forms);
}

void gd_corrections_apply_cells(const GdCorrections *corrections, GdDocument *document,
                                const GdFormSet *forms)
{
  const GPtrArray *list = gd_corrections_of(corrections, document->id);
  if (list == NULL)
    return;
  g_autoptr(GHashTable) index = index_values(document);
  for (guint i = 0; i < list->len; i++) {
    const GdDecision *decision = g_ptr_array_index(list, i);
    GdValue *value = is_finding(decision) ? NULL : value_of(index, decision);
    if (value != NULL && !decision->replaced && is_what_was_seen(value, decision))
      confirm(value, decision, forms);
  }
}

static gboolean is_about(const GdFinding *finding, const GdDecision *decision)
{
  return is_same_reading(finding->check, decision->check) &&
         is_same_reading(finding->relation, decision->relation) &&
         is_same_reading(finding->table, decision->table) &&
         is_same_reading(finding->row, decision->row) &&
         is_same_reading(finding->column, decision->column) && finding->page == decision->page &&
         is_same_reading(finding->message, decision->raw);
}

void gd_corrections_apply_findings(const GdCorrections *corrections, const char *document,
                                   GPtrArray *findings)
{
  const GPtrArray *list = gd_corrections_of(corrections, document);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    const GdDecision *decision = g_ptr_array_index(list, i);
    for (guint k = 0; k < findings->len && !decision->replaced && is_finding(decision); k++) {
      GdFinding *finding = g_ptr_array_index(findings, k);
      if (!is_about(finding, decision))
        continue;
      g_free(finding->confirmed);
      finding->confirmed = who(decision, "confirmed as printed");
    }
  }
}

/* Why the document does not show the decision; NULL if it does. Caller frees. */
static char *why_cell_is_open(const GdValue *value, const GdDecision *decision)
{
  if (value == NULL)
    return g_strdup("the document has no such cell now");
  if (!is_what_was_seen(value, decision))
    return g_strdup_printf("stale: the reading was \"%s\" on page %u, it is \"%s\" on page %u now",
                           plain(decision->raw), decision->page, plain(value->raw), value->page);
  GdNumber number = {0, 0};
  gboolean has_number = gd_number_parse(plain(decision->value), &number);
  gboolean shown = value->status == GD_STATUS_CONFIRMED && value->has_number == has_number &&
                   (!has_number || gd_number_compare(number, value->number) == 0);
  return shown ? NULL : g_strdup("not applied yet: `guidang check` does it");
}

static gboolean is_shown(const GPtrArray *findings, const GdDecision *decision, gboolean *found)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(findings, i);
    if (!is_about(finding, decision))
      continue;
    *found = TRUE;
    if (finding->confirmed != NULL)
      return TRUE;
  }
  return FALSE;
}

static char *why_finding_is_open(const GdDocument *document, const GPtrArray *further,
                                 const GdDecision *decision)
{
  gboolean found = FALSE;
  if (is_shown(document->findings, decision, &found) || is_shown(further, decision, &found))
    return NULL;
  return g_strdup(found ? "not applied yet: `guidang check` does it"
                        : "stale: there is no such finding now");
}

static void tell(GPtrArray *messages, const GdDecision *decision, const char *why)
{
  g_autofree char *subject = gd_decision_subject(decision);
  g_ptr_array_add(messages,
                  g_strdup_printf("%s: decision on %s (%s, by %s): %s", plain(decision->document),
                                  subject, plain(decision->value), plain(decision->by), why));
}

void gd_corrections_tell_open(const GdCorrections *corrections, const GdDocument *document,
                              const GPtrArray *further, GPtrArray *messages)
{
  const GPtrArray *list = gd_corrections_of(corrections, document->id);
  if (list == NULL)
    return;
  g_autoptr(GHashTable) index = index_values(document);
  for (guint i = 0; i < list->len; i++) {
    const GdDecision *decision = g_ptr_array_index(list, i);
    if (decision->replaced)
      continue;
    g_autofree char *why = is_finding(decision)
                               ? why_finding_is_open(document, further, decision)
                               : why_cell_is_open(value_of(index, decision), decision);
    if (why != NULL)
      tell(messages, decision, why);
  }
}
