/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/review.h"

static const char *plain(const char *text)
{
  return text ? text : "";
}

static char *cell_name(const GdValue *value)
{
  return g_strjoin("/", plain(value->table), plain(value->row), plain(value->column), NULL);
}

/* Adds the cells of broken relations that nobody has confirmed. */
static void add_broken(GHashTable *cells, const GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(findings, i);
    if (finding->confirmed != NULL || g_strcmp0(finding->check, "relation") != 0)
      continue;
    char **names = g_strsplit(plain(finding->cells), " ", -1);
    for (char **name = names; *name != NULL; name++)
      g_hash_table_add(cells, *name);
    g_free(names); /* the names are now the set's */
  }
}

/* FALSE: nobody needs to look at it. */
static gboolean rank_of(const GdValue *value, GHashTable *broken, GdReviewRank *rank)
{
  g_autofree char *name = NULL;
  switch (value->status) {
  case GD_STATUS_DOUBTFUL:
    name = cell_name(value);
    *rank = g_hash_table_contains(broken, name) ? GD_RANK_BROKEN : GD_RANK_DOUBTFUL;
    return TRUE;
  case GD_STATUS_MISSING:
    *rank = GD_RANK_MISSING;
    return TRUE;
  case GD_STATUS_INFERRED:
    *rank = GD_RANK_INFERRED;
    return TRUE;
  case GD_STATUS_REPAIRED:
    *rank = GD_RANK_REPAIRED;
    return TRUE;
  default:
    return FALSE;
  }
}

static int compare_ranks(gconstpointer a, gconstpointer b)
{
  const GdReviewItem *left = a, *right = b;
  return (left->rank > right->rank) - (left->rank < right->rank);
}

static void add_findings(GArray *items, const GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const GdReviewItem item = {GD_RANK_ERROR, NULL, g_ptr_array_index(findings, i)};
    if (gd_finding_is_open(item.finding))
      g_array_append_val(items, item);
  }
}

GArray *gd_review_items(const GdDocument *document, const GPtrArray *further)
{
  GArray *items = g_array_new(FALSE, FALSE, sizeof(GdReviewItem));
  if (document->status == GD_DOCUMENT_FAILED)
    return items;
  g_autoptr(GHashTable) broken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  add_broken(broken, document->findings);
  add_broken(broken, further);
  for (guint i = 0; i < document->values->len; i++) {
    GdReviewItem item = {GD_RANK_BROKEN, g_ptr_array_index(document->values, i), NULL};
    if (rank_of(item.value, broken, &item.rank))
      g_array_append_val(items, item);
  }
  add_findings(items, document->findings);
  add_findings(items, further);
  g_array_sort(items, compare_ranks); /* stable, as GLib documents */
  return items;
}

char *gd_review_anchor(const GdDocument *document, const GdReviewItem *item)
{
  if (item->value != NULL)
    return cell_name(item->value);
  guint index;
  gboolean own = g_ptr_array_find(document->findings, item->finding, &index);
  return own ? g_strdup_printf("finding-%u", index + 1) : NULL;
}

GdReviewLabels gd_review_labels(const GdDocument *document, const GdReviewItem *item)
{
  if (item->value != NULL)
    return (GdReviewLabels){item->value->table_label, item->value->row_label,
                            item->value->column_label};
  const GdFinding *finding = item->finding;
  GdReviewLabels labels = {NULL, NULL, NULL};
  for (guint i = 0; i < document->values->len && finding->table != NULL; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    if (g_strcmp0(value->table, finding->table) != 0)
      continue;
    labels.table = value->table_label;
    if (finding->row != NULL && g_strcmp0(value->row, finding->row) == 0)
      labels.row = value->row_label;
    if (finding->column != NULL && g_strcmp0(value->column, finding->column) == 0)
      labels.column = value->column_label;
  }
  return labels;
}
