/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grammar of a plain value, after full-width forms are brought to half-width:
 *
 *     value  = [sign] number [unit] [note]        sign = "+" | "-"
 *     number = digits | grouped, ["." digits]     grouped = 1-3 digits ("," 3 digits)+
 *     unit   = one of the leaf's units            note = "(" anything ")"
 */
#include "tables/read_value.h"

#include "models/traditional.h"
#include "tables/cell_text.h"

#include <string.h>

/* Longest text that is read as a value, in bytes: numbers have 15 digits at
 * most, a note may follow. */
#define MAX_VALUE_BYTES 400

/* Half-width form of the characters that numbers are typed with. Others stay. */
static gunichar half_width(gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFF01 + 0x21;
  switch (c) {
  case 0x3000: /* ideographic space */
  case 0x00A0: /* no-break space */
  case '\t':
    return ' ';
  case 0x2010: /* hyphens, dashes, minus */
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015:
  case 0x2212:
  case 0x2500:
    return '-';
  case 0x3014:
    return '(';
  case 0x3015:
    return ')';
  default:
    return c;
  }
}

static char *normalise(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    g_string_append_unichar(out, half_width(g_utf8_get_char(p)));
  g_strstrip(out->str);
  return g_string_free(out, FALSE);
}

/* Only dashes, only a slash, or 无: the cell says that there is none. */
static gboolean is_mark(const char *text)
{
  if (g_str_equal(text, "/") || g_str_equal(text, "\\") || gd_text_is_none(text))
    return TRUE;
  return *text != '\0' && strspn(text, "-") == strlen(text);
}

static void skip_spaces(const char **p)
{
  while (**p == ' ')
    (*p)++;
}

/* Reads digits, with separators, into plain; FALSE if there are none. *why is
 * set if the separators are odd. */
static gboolean scan_digits(const char **p, GString *plain, const char **why)
{
  guint group = 0, groups = 0;
  gboolean odd = FALSE;
  if (!g_ascii_isdigit(**p))
    return FALSE;
  for (; g_ascii_isdigit(**p) || (**p == ',' && g_ascii_isdigit((*p)[1])); (*p)++) {
    if (**p == ',') {
      odd |= groups == 0 ? group > 3 : group != 3;
      groups++;
      group = 0;
      continue;
    }
    g_string_append_c(plain, **p);
    group++;
  }
  odd |= groups > 0 && group != 3;
  if (odd)
    *why = "the separators do not part thousands";
  const char *digits = plain->str + (plain->str[0] == '-');
  if (digits[0] == '0' && digits[1] != '\0')
    *why = "the number starts with 0";
  return TRUE;
}

static void scan_fraction(const char **p, GString *plain)
{
  if (**p != '.' || !g_ascii_isdigit((*p)[1]))
    return;
  g_string_append_c(plain, *(*p)++);
  while (g_ascii_isdigit(**p))
    g_string_append_c(plain, *(*p)++);
}

/* Bytes of text that are the unit, in simplified or traditional characters; 0 if it does not begin
 * with it. */
static gsize unit_at(const char *text, const char *unit)
{
  const char *p = text;
  for (; *unit != '\0'; unit = g_utf8_next_char(unit), p = g_utf8_next_char(p))
    if (*p == '\0' || gd_simplified(g_utf8_get_char(p)) != g_utf8_get_char(unit))
      return 0;
  return (gsize)(p - text);
}

/* The longest unit of the leaf that stands at p, as the form writes it. Caller frees. */
static char *scan_unit(const char **p, const GdFormLeaf *leaf)
{
  const char *best = NULL;
  gsize longest = 0;
  for (guint i = 0; leaf->cell_units != NULL && i < leaf->cell_units->len; i++) {
    const char *unit = leaf->cell_units->pdata[i];
    gsize length = unit_at(*p, unit);
    if (length > longest) {
      best = unit;
      longest = length;
    }
  }
  *p += longest;
  return g_strdup(best);
}

/* Steps over one note in brackets that ends the text. A second number in
 * brackets, without words, is no note: nobody knows what 12(5) means. */
static void scan_note(const char **p)
{
  size_t length = strlen(*p);
  if (**p == '(' && (*p)[length - 1] == ')' && strspn(*p, "()0123456789., -") < length)
    *p += length;
}

/* What is odd about a number for the leaf's type; NULL if nothing. */
static const char *type_doubt(GdNumber number, gboolean sign, const GdFormLeaf *leaf)
{
  if (leaf->type != GD_TYPE_SIGNED && sign)
    return "a sign where the form has none";
  if (leaf->type != GD_TYPE_DECIMAL && number.decimals > 0)
    return "a fraction where the form counts whole things";
  return NULL;
}

/* TRUE if the text has digits in exactly one run, which is then in *number. */
static gboolean lone_number(const char *text, GdNumber *number)
{
  const char *start = strpbrk(text, "0123456789");
  if (start == NULL)
    return FALSE;
  size_t length = strspn(start, "0123456789");
  if (strpbrk(start + length, "0123456789") != NULL)
    return FALSE;
  g_autofree char *digits = g_strndup(start, length);
  return gd_number_parse(digits, number);
}

static GdReading doubt(const char *text, const char *why)
{
  GdReading reading = {.kind = GD_READING_DOUBT, .why = why};
  reading.has_number = lone_number(text, &reading.number);
  return reading;
}

GdReading gd_value_read(const char *text, const GdFormLeaf *leaf)
{
  if (strlen(text) > MAX_VALUE_BYTES)
    return (GdReading){.kind = GD_READING_DOUBT, .why = "the text is too long for a value"};
  g_autofree char *plain_text = normalise(text);
  if (*plain_text == '\0')
    return (GdReading){.kind = GD_READING_EMPTY};
  if (is_mark(plain_text))
    return (GdReading){.kind = GD_READING_MARK};

  const char *p = plain_text, *why = NULL;
  g_autoptr(GString) plain = g_string_new(NULL);
  gboolean sign = *p == '+' || *p == '-';
  if (*p == '-')
    g_string_append_c(plain, '-');
  if (sign)
    p++;
  skip_spaces(&p);
  if (!scan_digits(&p, plain, &why))
    return doubt(plain_text, "not a number");
  scan_fraction(&p, plain);
  skip_spaces(&p);
  g_autofree char *unit = scan_unit(&p, leaf);
  skip_spaces(&p);
  scan_note(&p);

  GdReading reading = {.kind = GD_READING_NUMBER};
  if (*p != '\0')
    return doubt(plain_text, "something else stands beside the number");
  if (!gd_number_parse(plain->str, &reading.number))
    return doubt(plain_text, "the number has too many digits");
  reading.has_number = TRUE;
  reading.unit = g_steal_pointer(&unit);
  if (why == NULL)
    why = type_doubt(reading.number, sign, leaf);
  if (why != NULL) {
    reading.kind = GD_READING_DOUBT;
    reading.why = why;
  }
  return reading;
}
