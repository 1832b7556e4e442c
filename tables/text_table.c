/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. A line is a row if it has a bar or tab, or two numbers side by side.
 * 2. A line without a mark of punctuation that ends in a number is a piece of a row
 *    if it stands near one with numbers: rows are cut in two, with page numbers and
 *    running heads between.
 */
#include "tables/text_table.h"

#include <string.h>

#include "models/page.h"

/* Characters of a unit behind a number: 件, 万元. */
#define UNIT_CHARS 2

/* Lines from a row within which its pieces stand, on either side: page number and running head
 * may be between. */
#define CUT_LINES 3

static gboolean is_digit(gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* The units of dates: 2024年 1月 1日 are no numbers side by side. */
static gboolean is_of_date(gunichar c)
{
  return c == 0x5E74 || c == 0x6708 || c == 0x65E5; /* 年 月 日 */
}

/* Whether text[0..length) is a number with at most a sign and a unit. */
static gboolean is_number(const char *text, gsize length)
{
  static const char *const inside = ",.，．";
  const char *p = text, *end = text + length;
  if (*p == '+' || *p == '-')
    p++;
  if (p == end || !is_digit(g_utf8_get_char(p)))
    return FALSE;
  while (p < end &&
         (is_digit(g_utf8_get_char(p)) || g_utf8_strchr(inside, -1, g_utf8_get_char(p)) != NULL))
    p = g_utf8_next_char(p);
  guint unit = 0;
  for (; p < end; p = g_utf8_next_char(p), unit++) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalpha(c) || is_of_date(c))
      return FALSE;
  }
  return unit <= UNIT_CHARS;
}

/* What the fields of a line, parted by white space, show. */
typedef struct {
  gboolean together; /* two numbers stand side by side */
  gboolean last;     /* the last field is a number */
} Numbers;

static Numbers numbers_of(const char *text)
{
  Numbers found = {FALSE, FALSE};
  for (const char *p = text; *p != '\0';) {
    if (g_unichar_isspace(g_utf8_get_char(p))) {
      p = g_utf8_next_char(p);
      continue;
    }
    const char *start = p;
    while (*p != '\0' && !g_unichar_isspace(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    gboolean number = is_number(start, (gsize)(p - start));
    found.together = found.together || (number && found.last);
    found.last = number;
  }
  return found;
}

/* Whether a mark parts clauses in the line. */
static gboolean has_mark(const char *text)
{
  static const char *const marks[] = {"。", "，", "；", "！", "？", "：", ";", "!", "?"};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strstr(text, marks[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What a line is. */
typedef enum { ROW, NUMBERS, PIECE, OTHER, TEXT } Kind;

static Kind kind_of(const char *text)
{
  Numbers numbers = numbers_of(text);
  if (numbers.together)
    return NUMBERS;
  if (strpbrk(text, "|\t") != NULL)
    return ROW;
  if (has_mark(text))
    return TEXT;
  return numbers.last ? PIECE : OTHER;
}

gboolean *gd_rows_of_text(const GPtrArray *words)
{
  guint n = words->len;
  gboolean *rows = g_new0(gboolean, n + 1);
  g_autofree Kind *kinds = g_new0(Kind, n + 1);
  for (guint i = 0; i < n; i++)
    kinds[i] = kind_of(((const GdWord *)words->pdata[i])->text);
  for (guint way = 0; way < 2; way++) {
    guint distance = CUT_LINES; /* lines since the last with numbers */
    for (guint k = 0; k < n; k++) {
      guint i = way == 0 ? k : n - 1 - k;
      distance = kinds[i] == NUMBERS ? 0 : kinds[i] == TEXT ? CUT_LINES : distance + 1;
      rows[i] = rows[i] || kinds[i] == NUMBERS || kinds[i] == ROW ||
                (kinds[i] == PIECE && distance <= CUT_LINES);
    }
  }
  return rows;
}
