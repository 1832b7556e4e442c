/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folded labels as arrays of characters, and the distance between two of them.
 *
 * Distance, by Myers: the dynamic programming matrix has one row for each
 * character of a and one column for each of b. Neighbours in it differ by -1, 0
 * or 1, so a column is two words of 64 bits: where it goes up (vp) and where it
 * goes down (vn) from the row above.
 *   1. For each character of a, note the rows where it stands (a bit each).
 *   2. For each character of b, compute where the column changes against the
 *      one before it (hp up, hn down), and from that the new vp and vn.
 *   3. Keep the count at the last row: that is the distance.
 */
#include <string.h>

#include "models/text.h"

GdFolded gd_folded_take(const char *folded_utf8)
{
  GdFolded folded = {0};
  for (const char *p = folded_utf8; *p != '\0' && folded.length < GD_FOLDED_MAX;
       p = g_utf8_next_char(p))
    folded.chars[folded.length++] = g_utf8_get_char(p);
  return folded;
}

GdFolded gd_folded(const char *utf8)
{
  g_autofree char *folded = gd_fold(utf8);
  return gd_folded_take(folded);
}

gboolean gd_folded_equal(const GdFolded *a, const GdFolded *b)
{
  return a->length == b->length && memcmp(a->chars, b->chars, a->length * sizeof(gunichar)) == 0;
}

gboolean gd_folded_contains(const GdFolded *whole, const GdFolded *piece)
{
  if (piece->length == 0)
    return FALSE;
  for (guint i = 0; i + piece->length <= whole->length; i++)
    if (memcmp(whole->chars + i, piece->chars, piece->length * sizeof(gunichar)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_digit(gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean is_chinese_digit(gunichar c)
{
  static const gunichar digits[] = {0x3007, 0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
                                    0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341, 0x767e};
  for (guint i = 0; i < G_N_ELEMENTS(digits); i++) /* 〇零一二三四五六七八九十百 */
    if (digits[i] == c)
      return TRUE;
  return FALSE;
}

/* What may part a number from its label: 、 . , : ; ． 。 · */
static gboolean is_separator(gunichar c)
{
  return c == 0x3001 || c == '.' || c == ',' || c == ':' || c == ';' || c == 0x3002 || c == 0xb7;
}

/* Digits of the longest number that heads a label: forms have up to some
 * hundred lines; four digits are a year. */
#define NUMBER_MAX 3

/* Position behind a number of one script that stands at i; i if there is none. */
static guint skip_number(const GdFolded *text, guint i)
{
  guint end = i;
  if (i < text->length && is_digit(text->chars[i]))
    while (end < text->length && is_digit(text->chars[end]))
      end++;
  else
    while (end < text->length && is_chinese_digit(text->chars[end]))
      end++;
  return end - i <= NUMBER_MAX ? end : i;
}

GdFolded gd_folded_unnumbered(const GdFolded *text)
{
  gboolean opened = text->length > 0 && text->chars[0] == '(';
  guint start = opened ? 1 : 0;
  guint end = skip_number(text, start);
  if (end == start || end >= text->length)
    return *text;
  gboolean closed = text->chars[end] == ')';
  if (closed)
    end++;
  else if (opened || !is_separator(text->chars[end]))
    return *text;
  guint separators = end;
  while (end < text->length && is_separator(text->chars[end]))
    end++;
  if (end >= text->length)
    return *text;
  if (!closed && end - separators == 1 && text->chars[separators] < 0x80 &&
      is_digit(text->chars[end]) && is_digit(text->chars[start]))
    return *text; /* 1.5 and 1,000 are numbers */

  GdFolded rest = {.length = text->length - end};
  memcpy(rest.chars, text->chars + end, rest.length * sizeof(gunichar));
  return rest;
}

GdFolded gd_folded_unbracketed(const GdFolded *text)
{
  GdFolded rest = {0};
  guint depth = 0;
  for (guint i = 0; i < text->length; i++) {
    gunichar c = text->chars[i];
    if (c == '(')
      depth++;
    else if (c == ')')
      depth -= depth > 0;
    else if (depth == 0)
      rest.chars[rest.length++] = c;
  }
  return rest.length > 0 ? rest : *text;
}

/* Slots of the table of characters: a power of two, twice GD_FOLDED_MAX, so that
 * half of it stays empty and a search ends soon. */
#define SLOTS 128

typedef struct {
  gunichar keys[SLOTS]; /* 0: empty */
  guint64 rows[SLOTS];
} RowTable;

/* The slot of c, or the empty one where it belongs. */
static guint row_slot(const RowTable *table, gunichar c)
{
  guint slot = (c * 2654435761u) >> 25; /* Fibonacci hashing to 7 bits */
  while (table->keys[slot] != 0 && table->keys[slot] != c)
    slot = (slot + 1) % SLOTS;
  return slot;
}

guint gd_folded_distance(const GdFolded *a, const GdFolded *b)
{
  if (a->length == 0)
    return b->length;
  RowTable table;
  memset(table.keys, 0, sizeof table.keys);
  for (guint i = 0; i < a->length; i++) {
    guint slot = row_slot(&table, a->chars[i]);
    guint64 before = table.keys[slot] != 0 ? table.rows[slot] : 0;
    table.keys[slot] = a->chars[i];
    table.rows[slot] = before | (guint64)1 << i;
  }

  const guint64 last = (guint64)1 << (a->length - 1);
  guint64 vp = ~(guint64)0, vn = 0;
  guint distance = a->length;
  for (guint j = 0; j < b->length; j++) {
    guint slot = row_slot(&table, b->chars[j]);
    guint64 equal = table.keys[slot] != 0 ? table.rows[slot] : 0;
    guint64 zero = (((equal & vp) + vp) ^ vp) | equal | vn; /* diagonal without cost */
    guint64 hp = vn | ~(zero | vp), hn = zero & vp;
    distance += (hp & last) != 0;
    distance -= (hn & last) != 0;
    hp = hp << 1 | 1; /* the row above the first counts the characters of b */
    hn <<= 1;
    vp = hn | ~(zero | hp);
    vn = hp & zero;
  }
  return distance;
}
