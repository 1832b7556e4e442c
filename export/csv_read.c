/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv_read.h"

#include <string.h>

#include "export/file.h"
#include "models/error.h"

#define NOT_THERE G_MAXUINT

struct GdCsvReader {
  char *path, *text;
  const char *at; /* in text */
  guint next_line, line;
  const GdColumn *columns;
  GArray *index;    /* of guint, by column of the list: which cell of a row, or NOT_THERE */
  GPtrArray *cells; /* of char*: of this row */
};

static void fail(const GdCsvReader *reader, GError **error, const char *what)
{
  g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: line %u: %s", reader->path, reader->line, what);
}

/* Whether the bytes are a workbook (ZIP, or the compound files of old ones), which spreadsheets
 * save unless they are told otherwise. */
static gboolean is_workbook(const char *bytes, gsize length)
{
  static const char *const magics[] = {"PK\3\4", "\xD0\xCF\x11\xE0"};
  for (guint i = 0; i < G_N_ELEMENTS(magics); i++)
    if (length > strlen(magics[i]) && memcmp(bytes, magics[i], strlen(magics[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The text as UTF-8 without a byte order mark; takes bytes. NULL if it is neither
 * UTF-8 nor GB18030, or holds a NUL. */
static char *to_utf8(char *bytes, gsize length)
{
  g_autofree char *owned = bytes;
  if (strlen(bytes) != length)
    return NULL;
  if (g_utf8_validate(bytes, (gssize)length, NULL)) {
    gsize mark = g_str_has_prefix(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    memmove(bytes, bytes + mark, length - mark + 1);
    return g_steal_pointer(&owned);
  }
  return g_convert(bytes, (gssize)length, "UTF-8", "GB18030", NULL, NULL, NULL);
}

/* Moves over one line end. */
static void skip_line_end(GdCsvReader *reader)
{
  reader->at += reader->at[0] == '\r' && reader->at[1] == '\n' ? 2 : 1;
  reader->next_line++;
}

/* A cell in quotes, of which reader->at stands on the first. FALSE if it does not end. */
static gboolean read_quoted(GdCsvReader *reader, GString *cell)
{
  for (reader->at++; *reader->at != '\0'; reader->at++) {
    if (*reader->at == '"' && *++reader->at != '"')
      return TRUE;
    reader->next_line += *reader->at == '\n' || (*reader->at == '\r' && reader->at[1] != '\n');
    g_string_append_c(cell, *reader->at);
  }
  return FALSE;
}

static char *finish_cell(const char *text)
{
  gboolean guarded = text[0] == '\'' && gd_csv_is_formula(text + 1);
  return g_strstrip(g_strdup(text + guarded));
}

/* The next row, empty ones too. FALSE at the end or on an error. */
static gboolean read_row(GdCsvReader *reader, GError **error)
{
  g_ptr_array_set_size(reader->cells, 0);
  reader->line = reader->next_line;
  if (*reader->at == '\0')
    return FALSE;
  for (;;) {
    g_autoptr(GString) cell = g_string_new(NULL);
    if (*reader->at == '"') {
      if (!read_quoted(reader, cell)) {
        fail(reader, error, "a quote is opened and not closed");
        return FALSE;
      }
    } else {
      gsize n = strcspn(reader->at, ",\r\n");
      g_string_append_len(cell, reader->at, (gssize)n);
      reader->at += n;
    }
    g_ptr_array_add(reader->cells, finish_cell(cell->str));
    if (*reader->at != ',')
      break;
    if (reader->cells->len >= GD_CAP_CSV_COLUMNS) {
      fail(reader, error, "more columns than GD_CAP_CSV_COLUMNS");
      return FALSE;
    }
    reader->at++;
  }
  if (*reader->at != '\0' && *reader->at != '\r' && *reader->at != '\n') {
    fail(reader, error, "text behind a closing quote");
    return FALSE;
  }
  if (*reader->at != '\0')
    skip_line_end(reader);
  return TRUE;
}

static gboolean is_empty_row(const GdCsvReader *reader)
{
  for (guint i = 0; i < reader->cells->len; i++)
    if (((const char *)g_ptr_array_index(reader->cells, i))[0] != '\0')
      return FALSE;
  return TRUE;
}

static guint column_index(const GdColumn *columns, const char *name)
{
  for (guint i = 0; columns[i].id != NULL; i++)
    if (g_ascii_strcasecmp(columns[i].id, name) == 0 || g_str_equal(columns[i].zh, name))
      return i;
  return NOT_THERE;
}

/* Maps the names in the first row to the columns of the list. */
static gboolean read_head(GdCsvReader *reader, gboolean strict, GError **error)
{
  GError *wrong = NULL;
  if (!gd_csv_reader_next(reader, &wrong)) {
    if (wrong != NULL)
      g_propagate_error(error, wrong);
    else
      g_set_error(error, GD_ERROR, GD_ERROR_EMPTY, "%s: holds no row", reader->path);
    return FALSE;
  }
  for (guint i = 0; i < reader->cells->len; i++) {
    const char *name = g_ptr_array_index(reader->cells, i);
    guint column = column_index(reader->columns, name);
    g_autofree char *what = NULL;
    if (column == NOT_THERE && (!strict || name[0] == '\0'))
      continue;
    if (column == NOT_THERE)
      what = g_strdup_printf("\"%s\" is no column that is known here", name);
    else if (g_array_index(reader->index, guint, column) != NOT_THERE)
      what = g_strdup_printf("the column \"%s\" stands there twice", name);
    if (what != NULL) {
      fail(reader, error, what);
      return FALSE;
    }
    g_array_index(reader->index, guint, column) = i;
  }
  return TRUE;
}

GdCsvReader *gd_csv_reader_open(const char *path, const GdColumn *columns, gboolean strict,
                                GError **error)
{
  char *bytes = NULL;
  gsize length = 0;
  if (!gd_file_load(path, GD_CAP_CSV_BYTES, &bytes, &length, error))
    return NULL;
  g_autoptr(GdCsvReader) reader = g_new0(GdCsvReader, 1);
  reader->path = g_filename_display_name(path);
  reader->columns = columns;
  reader->cells = g_ptr_array_new_with_free_func(g_free);
  reader->index = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0, none = NOT_THERE; columns[i].id != NULL; i++)
    g_array_append_val(reader->index, none);
  reader->next_line = 1;
  if (is_workbook(bytes, length)) {
    g_free(bytes);
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: is a workbook; save it as CSV", reader->path);
    return NULL;
  }
  reader->text = to_utf8(bytes, length);
  if (reader->text == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: is text neither in UTF-8 nor in GB18030",
                reader->path);
    return NULL;
  }
  reader->at = reader->text;
  return read_head(reader, strict, error) ? g_steal_pointer(&reader) : NULL;
}

void gd_csv_reader_free(GdCsvReader *reader)
{
  if (reader == NULL)
    return;
  g_free(reader->path);
  g_free(reader->text);
  g_ptr_array_unref(reader->cells);
  g_array_unref(reader->index);
  g_free(reader);
}

gboolean gd_csv_reader_has(const GdCsvReader *reader, const char *id)
{
  guint column = column_index(reader->columns, id);
  return column != NOT_THERE && g_array_index(reader->index, guint, column) != NOT_THERE;
}

gboolean gd_csv_reader_next(GdCsvReader *reader, GError **error)
{
  while (read_row(reader, error))
    if (!is_empty_row(reader))
      return TRUE;
  return FALSE;
}

guint gd_csv_reader_line(const GdCsvReader *reader)
{
  return reader->line;
}

const char *gd_csv_reader_cell(const GdCsvReader *reader, const char *id)
{
  if (!gd_csv_reader_has(reader, id))
    return "";
  guint at = g_array_index(reader->index, guint, column_index(reader->columns, id));
  return at < reader->cells->len ? g_ptr_array_index(reader->cells, at) : "";
}
