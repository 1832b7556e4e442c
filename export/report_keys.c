/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/report.h"

static const char *status_name(guint i)
{
  return gd_status_name((GdStatus)i);
}

static const char *severity_name(guint i)
{
  return gd_severity_name((GdSeverity)i);
}

static const char *document_status_name(guint i)
{
  return gd_document_status_name((GdDocumentStatus)i);
}

static const char *page_kind_name(guint i)
{
  return gd_page_kind_name((GdPageKind)i);
}

static const char *unit_source_name(guint i)
{
  static const char *const names[] = {"none", "cell", "label"};
  return names[i];
}

#define TEXT(type, member)                                                                         \
  {                                                                                                \
#member, GD_KEY_TEXT, G_STRUCT_OFFSET(type, member), 0, NULL, 0, FALSE                         \
  }
#define NEEDED(type, member)                                                                       \
  {                                                                                                \
#member, GD_KEY_TEXT, G_STRUCT_OFFSET(type, member), 0, NULL, 0, TRUE                          \
  }
#define PLAIN(type, member, kind)                                                                  \
  {                                                                                                \
#member, kind, G_STRUCT_OFFSET(type, member), 0, NULL, 0, FALSE                                \
  }
#define CHOICE(type, member, names, last)                                                          \
  {                                                                                                \
#member, GD_KEY_CHOICE, G_STRUCT_OFFSET(type, member), 0, names, (last) + 1, FALSE             \
  }
#define PATH(type, member)                                                                         \
  {#member, GD_KEY_PATH, G_STRUCT_OFFSET(type, member), 0, NULL, 0, FALSE},                        \
  {                                                                                                \
#member "_bytes", GD_KEY_HEX, G_STRUCT_OFFSET(type, member), 0, NULL, 0, FALSE                 \
  }
#define OTHER(key)                                                                                 \
  {                                                                                                \
    key, GD_KEY_OTHER, 0, 0, NULL, 0, FALSE                                                        \
  }
#define END                                                                                        \
  {                                                                                                \
    NULL, GD_KEY_OTHER, 0, 0, NULL, 0, FALSE                                                       \
  }

const GdKey gd_keys_document[] = {
    OTHER("format"),
    OTHER("version"),
    OTHER("recipe"),
    NEEDED(GdDocument, id),
    CHOICE(GdDocument, status, document_status_name, GD_DOCUMENT_FAILED),
    PLAIN(GdDocument, order, GD_KEY_UINT),
    PLAIN(GdDocument, first_page, GD_KEY_UINT),
    PLAIN(GdDocument, last_page, GD_KEY_UINT),
    TEXT(GdDocument, form),
    TEXT(GdDocument, error),
    OTHER("source"),
    OTHER("fields"),
    OTHER("values"),
    OTHER("extra_rows"),
    OTHER("findings"),
    OTHER("grids"),
    TEXT(GdDocument, text),
    END,
};

const GdKey gd_keys_source[] = {
    PATH(GdSource, path),
    TEXT(GdSource, kind),
    TEXT(GdSource, sha256),
    PLAIN(GdSource, size, GD_KEY_SIZE),
    PLAIN(GdSource, n_pages, GD_KEY_UINT),
    PATH(GdSource, container),
    PATH(GdSource, member),
    TEXT(GdSource, message_id),
    TEXT(GdSource, sender),
    TEXT(GdSource, received),
    OTHER("pages"),
    END,
};

const GdKey gd_keys_page[] = {
    PLAIN(GdPage, number, GD_KEY_UINT),
    PLAIN(GdPage, width, GD_KEY_DOUBLE),
    PLAIN(GdPage, height, GD_KEY_DOUBLE),
    CHOICE(GdPage, kind, page_kind_name, GD_PAGE_TEXT),
    PLAIN(GdPage, readable, GD_KEY_BOOLEAN),
    TEXT(GdPage, reason),
    END,
};

const GdKey gd_keys_field[] = {
    NEEDED(GdField, name),
    TEXT(GdField, raw),
    TEXT(GdField, value),
    CHOICE(GdField, status, status_name, GD_N_STATUSES - 1),
    PLAIN(GdField, confidence, GD_KEY_DOUBLE),
    PLAIN(GdField, page, GD_KEY_UINT),
    PLAIN(GdField, box, GD_KEY_BOX),
    END,
};

const GdKey gd_keys_value[] = {
    TEXT(GdValue, form),
    TEXT(GdValue, table),
    TEXT(GdValue, row),
    TEXT(GdValue, column),
    CHOICE(GdValue, status, status_name, GD_N_STATUSES - 1),
    TEXT(GdValue, raw),
    {"value", GD_KEY_NUMBER, G_STRUCT_OFFSET(GdValue, number), G_STRUCT_OFFSET(GdValue, has_number),
     NULL, 0, FALSE},
    TEXT(GdValue, unit),
    CHOICE(GdValue, unit_source, unit_source_name, GD_UNIT_LABEL),
    PLAIN(GdValue, evidence, GD_KEY_EVIDENCE),
    PLAIN(GdValue, confidence, GD_KEY_DOUBLE),
    PLAIN(GdValue, page, GD_KEY_UINT),
    PLAIN(GdValue, box, GD_KEY_BOX),
    PLAIN(GdValue, alternatives, GD_KEY_TEXTS),
    TEXT(GdValue, note),
    TEXT(GdValue, table_label),
    TEXT(GdValue, row_label),
    TEXT(GdValue, column_label),
    END,
};

const GdKey gd_keys_extra_row[] = {
    NEEDED(GdExtraRow, table),
    TEXT(GdExtraRow, after),
    TEXT(GdExtraRow, label),
    PLAIN(GdExtraRow, cells, GD_KEY_TEXTS),
    PLAIN(GdExtraRow, page, GD_KEY_UINT),
    END,
};

const GdKey gd_keys_finding[] = {
    CHOICE(GdFinding, severity, severity_name, GD_SEVERITY_INFO),
    TEXT(GdFinding, check),
    TEXT(GdFinding, relation),
    TEXT(GdFinding, table),
    TEXT(GdFinding, row),
    TEXT(GdFinding, column),
    TEXT(GdFinding, cells),
    TEXT(GdFinding, expected),
    TEXT(GdFinding, found),
    TEXT(GdFinding, message),
    PLAIN(GdFinding, page, GD_KEY_UINT),
    TEXT(GdFinding, confirmed),
    END,
};

const GdKey gd_keys_grid[] = {
    PLAIN(GdGrid, page, GD_KEY_UINT),
    PLAIN(GdGrid, box, GD_KEY_BOX),
    OTHER("horizontal"),
    OTHER("vertical"),
    OTHER("cells"),
    END,
};

const GdKey gd_keys_divider[] = {
    PLAIN(GdDivider, at, GD_KEY_DOUBLE),
    PLAIN(GdDivider, drawn, GD_KEY_BOOLEAN),
    PLAIN(GdDivider, doubt, GD_KEY_DOUBLE),
    END,
};

const GdKey gd_keys_cell[] = {
    PLAIN(GdCell, row, GD_KEY_UINT),
    PLAIN(GdCell, column, GD_KEY_UINT),
    PLAIN(GdCell, row_span, GD_KEY_UINT),
    PLAIN(GdCell, column_span, GD_KEY_UINT),
    NEEDED(GdCell, text),
    PLAIN(GdCell, n_lines, GD_KEY_UINT),
    PLAIN(GdCell, confidence, GD_KEY_DOUBLE),
    PLAIN(GdCell, box, GD_KEY_BOX),
    OTHER("marks"),
    END,
};

const char *const gd_cell_mark_names[GD_N_CELL_MARKS] = {"unreadable", "uneven", "overflow",
                                                         "split_number", "ragged"};

guint gd_cell_marks(const GdCell *cell)
{
  return cell->unreadable | cell->uneven << 1 | cell->overflow << 2 | cell->split_number << 3 |
         cell->ragged << 4;
}

void gd_cell_set_marks(GdCell *cell, guint marks)
{
  cell->unreadable = marks & 1;
  cell->uneven = marks >> 1 & 1;
  cell->overflow = marks >> 2 & 1;
  cell->split_number = marks >> 3 & 1;
  cell->ragged = marks >> 4 & 1;
}
