/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/report_record.h"

#include <math.h>
#include <string.h>

#include "models/limits.h"

/* Most keys of one kind of object, with room. */
#define MAX_KEYS 32

#define MEMBER(record, type, offset) ((type *)G_STRUCT_MEMBER_P(record, offset))

static GdBox read_box(const GdJson *at)
{
  double edges[4] = {0};
  if (!gd_json_is_array(at) || gd_json_length(at) != G_N_ELEMENTS(edges)) {
    gd_json_fail(at, "must be a list of four numbers");
    return GD_BOX_NONE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
    GdJson edge = gd_json_element(at, i);
    edges[i] = gd_json_double(&edge);
  }
  if (edges[0] > edges[2] || edges[1] > edges[3])
    gd_json_fail(at, "must have x0 <= x1 and y0 <= y1");
  return (GdBox){edges[0], edges[1], edges[2], edges[3]};
}

/* The syntax of gd_number_to_string(), of any length that fits: a number that
 * was computed may have more digits than one that is read from a page. */
static GdNumber read_number(const GdJson *at)
{
  const char *text = gd_json_text(at);
  g_auto(GStrv) parts = g_strsplit(text ? text : "", ".", 3);
  guint n_parts = g_strv_length(parts);
  gsize decimals = n_parts == 2 ? strlen(parts[1]) : 0;
  GdNumber number = {0, 0};
  if (n_parts <= 2 && decimals <= GD_NUMBER_MAX_DECIMALS) {
    g_autofree char *digits = g_strjoinv("", parts);
    number.decimals = (guint8)decimals;
    if (g_ascii_string_to_signed(digits, 10, G_MININT64, G_MAXINT64, &number.mantissa, NULL)) {
      g_autofree char *again = gd_number_to_string(number);
      if (g_strcmp0(again, text) == 0)
        return number;
    }
  }
  gd_json_fail(at, "must be a number as text, like \"-12.50\"");
  return (GdNumber){0, 0};
}

static guint read_choice(const GdJson *at, const char *(*name)(guint), guint n)
{
  const char *text = gd_json_text(at);
  for (guint i = 0; text != NULL && i < n; i++)
    if (g_str_equal(text, name(i)))
      return i;
  if (text != NULL)
    gd_json_fail(at, "is \"%s\", which is none of the names known here", text);
  return 0;
}

static guint read_evidence(const GdJson *at)
{
  const char *text = gd_json_text(at);
  for (guint flags = 0; text != NULL && flags < GD_EVIDENCE_PERSON << 1; flags++) {
    g_autofree char *names = gd_evidence_to_string(flags);
    if (g_str_equal(names, text))
      return flags;
  }
  gd_json_fail(at, "names evidence that is not known");
  return 0;
}

static GPtrArray *read_texts(const GdJson *at)
{
  guint n = gd_json_length(at);
  if (n > GD_CAP_GRID_LINES) { /* cells of a row, or readings of one cell */
    gd_json_fail(at, "more than GD_CAP_GRID_LINES (%d)", GD_CAP_GRID_LINES);
    n = 0;
  }
  GPtrArray *texts = g_ptr_array_new_full(n, g_free);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(at, i);
    const char *text = gd_json_text(&element);
    g_ptr_array_add(texts, g_strdup(text ? text : ""));
  }
  return texts;
}

/* Bytes from pairs of hex digits; NULL if it is wrong. Caller frees. */
static char *read_hex(const GdJson *at)
{
  const char *hex = gd_json_text(at);
  gsize length = hex ? strlen(hex) : 0;
  GString *bytes = g_string_new(NULL);
  for (gsize i = 0; i + 1 < length; i += 2) {
    int high = g_ascii_xdigit_value(hex[i]), low = g_ascii_xdigit_value(hex[i + 1]);
    if (high < 0 || low < 0 || (high == 0 && low == 0))
      break;
    g_string_append_c(bytes, (char)(high << 4 | low));
  }
  if (bytes->len * 2 != length || length == 0) {
    gd_json_fail(at, "must be bytes as pairs of hex digits");
    g_string_free(bytes, TRUE);
    return NULL;
  }
  return g_string_free(bytes, FALSE);
}

static gboolean is_required(const GdKey *key)
{
  switch (key->kind) {
  case GD_KEY_TEXT:
    return key->required;
  case GD_KEY_UINT:
  case GD_KEY_SIZE:
  case GD_KEY_DOUBLE:
  case GD_KEY_BOOLEAN:
  case GD_KEY_CHOICE:
  case GD_KEY_EVIDENCE:
    return TRUE;
  default:
    return FALSE;
  }
}

static void replace_text(char **text, char *with)
{
  g_free(*text);
  *text = with;
}

static void read_value(const GdJson *at, void *record, const GdKey *key)
{
  gsize offset = key->offset;
  switch (key->kind) {
  case GD_KEY_TEXT:
  case GD_KEY_PATH:
    replace_text(MEMBER(record, char *, offset), g_strdup(gd_json_text(at)));
    break;
  case GD_KEY_HEX:
    replace_text(MEMBER(record, char *, offset), read_hex(at));
    break;
  case GD_KEY_UINT:
    *MEMBER(record, guint, offset) = (guint)gd_json_integer(at, 0, G_MAXUINT, 0);
    break;
  case GD_KEY_SIZE:
    *MEMBER(record, guint64, offset) = (guint64)gd_json_integer(at, 0, G_MAXINT64, 0);
    break;
  case GD_KEY_DOUBLE:
    *MEMBER(record, double, offset) = gd_json_double(at);
    break;
  case GD_KEY_BOOLEAN:
    *MEMBER(record, gboolean, offset) = gd_json_boolean(at);
    break;
  case GD_KEY_BOX:
    *MEMBER(record, GdBox, offset) = read_box(at);
    break;
  case GD_KEY_TEXTS:
    g_clear_pointer(MEMBER(record, GPtrArray *, offset), g_ptr_array_unref);
    *MEMBER(record, GPtrArray *, offset) = read_texts(at);
    break;
  case GD_KEY_NUMBER:
    *MEMBER(record, GdNumber, offset) = read_number(at);
    *MEMBER(record, gboolean, key->also) = TRUE;
    break;
  case GD_KEY_CHOICE:
    *MEMBER(record, guint, offset) = read_choice(at, key->name, key->n_choices);
    break;
  case GD_KEY_EVIDENCE:
    *MEMBER(record, guint, offset) = read_evidence(at);
    break;
  case GD_KEY_OTHER:
    break;
  }
}

void gd_report_read_record(const GdJson *at, void *record, const GdKey *keys)
{
  const char *known[MAX_KEYS] = {NULL};
  for (guint i = 0; keys[i].key != NULL && i + 1 < MAX_KEYS; i++)
    known[i] = keys[i].key;
  gd_json_keys(at, known);
  for (const GdKey *key = keys; key->key != NULL; key++) {
    if (key->kind == GD_KEY_OTHER)
      continue;
    GdJson member = gd_json_member(at, key->key, is_required(key));
    if (gd_json_has(&member))
      read_value(&member, record, key);
  }
}
