/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv.h"

#include <string.h>
#include <unicode/ucnv.h>

#include "export/file.h"
#include "models/error.h"

/* Bytes gathered before they go to the file: few system calls, little memory. */
#define BUFFER_BYTES ((gsize)64 * 1024)

/* Bytes of GB18030 for one byte of UTF-8, at most: 2 bytes become 4. */
#define GB18030_MAX_GROWTH 2

/* Decimals of a coordinate: 0.01 point is 3.5 micrometres, finer than print. */
#define BOX_DECIMALS 2

struct GdCsv {
  GdFile *file;
  GString *buffer;
  guint n_cells;         /* of the row that is being written */
  gsize row_start;       /* in buffer */
  UConverter *converter; /* to GB18030; NULL for UTF-8 */
  GError *error;
};

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

GdCsv *gd_csv_new(const char *path, gboolean gb18030, GError **error)
{
  g_autoptr(GdCsv) csv = g_new0(GdCsv, 1);
  csv->buffer = g_string_sized_new(BUFFER_BYTES + 4096);
  UErrorCode status = U_ZERO_ERROR;
  if (gb18030)
    csv->converter = ucnv_open("gb18030", &status);
  if (U_FAILURE(status)) {
    g_set_error(error, GD_ERROR, GD_ERROR_INTERNAL, "ICU cannot write GB18030: %s",
                u_errorName(status));
    return NULL;
  }
  csv->file = gd_file_create(path, error);
  if (csv->file == NULL)
    return NULL;
  if (!gb18030)
    g_string_append(csv->buffer, BYTE_ORDER_MARK);
  csv->row_start = csv->buffer->len;
  return g_steal_pointer(&csv);
}

/* The character at *text as half-width ASCII if it has such a form; moves on. */
static gunichar next_narrow(const char **text)
{
  gunichar c = g_utf8_get_char(*text);
  *text = g_utf8_next_char(*text);
  gboolean full_width = c >= 0xFF01 && c <= 0xFF5E;
  return full_width ? c - 0xFF01 + '!' : c;
}

/* [+-] digits, groups of three parted by commas allowed, at most one point with
 * digits behind it; half or full width. */
static gboolean is_plain_number(const char *text)
{
  const char *p = text;
  gunichar c = next_narrow(&p);
  if (c == '+' || c == '-')
    c = next_narrow(&p);
  guint digits = 0; /* since the start, the last comma or the point */
  gboolean comma = FALSE, point = FALSE;
  for (; c != 0; c = *p != '\0' ? next_narrow(&p) : 0) {
    if (c >= '0' && c <= '9') {
      digits++;
      continue;
    }
    gboolean group_ok = comma ? digits == 3 : digits > 0;
    if (c == ',' && !point && group_ok && digits <= 3)
      comma = TRUE;
    else if (c == '.' && !point && group_ok)
      point = TRUE;
    else
      return FALSE;
    digits = 0;
  }
  return comma && !point ? digits == 3 : digits > 0;
}

gboolean gd_csv_is_formula(const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;
  const char *rest = text;
  gunichar first = next_narrow(&rest);
  if (first == 0 || first > 127 || strchr("=+-@\t\r\n", (int)first) == NULL)
    return FALSE;
  if (first == '-' && *rest == '\0')
    return FALSE;
  return !is_plain_number(text);
}

/* ICU's table, since that of the C library lacks 24 characters for private use,
 * which text layers of PDFs do hold. */
static char *to_gb18030(UConverter *converter, const GString *text, gsize *length, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  gsize capacity = text->len * GB18030_MAX_GROWTH + 1;
  g_autofree char *bytes = g_malloc(capacity);
  int32_t n = ucnv_fromAlgorithmic(converter, UCNV_UTF8, bytes, (int32_t)capacity, text->str,
                                   (int32_t)text->len, &status);
  if (U_FAILURE(status)) {
    g_set_error(error, GD_ERROR, GD_ERROR_INTERNAL, "text cannot be written in GB18030: %s",
                u_errorName(status));
    return NULL;
  }
  *length = (gsize)n;
  return g_steal_pointer(&bytes);
}

/* Hands the buffer to the file, converted where asked for. It ends with a row. */
static void flush(GdCsv *csv)
{
  if (csv->error == NULL && csv->converter == NULL) {
    gd_file_write(csv->file, csv->buffer->str, csv->buffer->len, &csv->error);
  } else if (csv->error == NULL) {
    gsize length = 0;
    g_autofree char *bytes = to_gb18030(csv->converter, csv->buffer, &length, &csv->error);
    if (bytes != NULL)
      gd_file_write(csv->file, bytes, length, &csv->error);
  }
  g_string_truncate(csv->buffer, 0);
  csv->row_start = 0;
}

static void begin_cell(GdCsv *csv)
{
  if (csv->n_cells++ > 0)
    g_string_append_c(csv->buffer, ',');
}

void gd_csv_text(GdCsv *csv, const char *text)
{
  begin_cell(csv);
  if (text == NULL || *text == '\0')
    return;
  g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
  if (valid != NULL)
    text = valid;
  const char *guard = gd_csv_is_formula(text) ? "'" : "";
  if (strpbrk(text, "\",\r\n") == NULL) {
    g_string_append(csv->buffer, guard);
    g_string_append(csv->buffer, text);
    return;
  }
  g_string_append_c(csv->buffer, '"');
  g_string_append(csv->buffer, guard);
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c(csv->buffer, '"');
    g_string_append_c(csv->buffer, *p);
  }
  g_string_append_c(csv->buffer, '"');
}

void gd_csv_uint(GdCsv *csv, guint64 number)
{
  begin_cell(csv);
  g_string_append_printf(csv->buffer, "%" G_GUINT64_FORMAT, number);
}

void gd_csv_double(GdCsv *csv, double number, guint decimals)
{
  begin_cell(csv);
  if (!isfinite(number))
    return;
  char format[8], digits[G_ASCII_DTOSTR_BUF_SIZE + 320]; /* DBL_MAX has 309 digits */
  g_snprintf(format, sizeof format, "%%.%uf", MIN(decimals, 17));
  g_ascii_formatd(digits, sizeof digits, format, number);
  gboolean negative_zero = digits[0] == '-' && strspn(digits + 1, "0.") == strlen(digits + 1);
  g_string_append(csv->buffer, digits + negative_zero);
}

void gd_csv_page(GdCsv *csv, guint page)
{
  if (page == 0)
    gd_csv_text(csv, NULL);
  else
    gd_csv_uint(csv, page);
}

void gd_csv_box(GdCsv *csv, GdBox box)
{
  double edges[4] = {box.x0, box.y0, box.x1, box.y1};
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++)
    gd_csv_double(csv, gd_box_is_none(box) ? NAN : edges[i], BOX_DECIMALS);
}

void gd_csv_end_row(GdCsv *csv)
{
  gboolean lone_empty_cell = csv->n_cells == 1 && csv->buffer->len == csv->row_start;
  g_string_append(csv->buffer, lone_empty_cell ? "\"\"\r\n" : "\r\n");
  csv->n_cells = 0;
  csv->row_start = csv->buffer->len;
  if (csv->buffer->len >= BUFFER_BYTES)
    flush(csv);
}

gboolean gd_csv_check(const GdCsv *csv, GError **error)
{
  if (csv->error != NULL && error != NULL)
    *error = g_error_copy(csv->error);
  return csv->error == NULL;
}

gboolean gd_csv_close(GdCsv *csv, char **sha256, GError **error)
{
  flush(csv);
  if (csv->error == NULL)
    gd_file_close(csv->file, sha256, &csv->error);
  return gd_csv_check(csv, error);
}

void gd_csv_free(GdCsv *csv)
{
  if (csv == NULL)
    return;
  gd_file_free(csv->file);
  if (csv->buffer != NULL)
    g_string_free(csv->buffer, TRUE);
  if (csv->converter != NULL)
    ucnv_close(csv->converter);
  g_clear_error(&csv->error);
  g_free(csv);
}
