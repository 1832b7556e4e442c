/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single spaces of a text:
 *   1. Tokens are cut at spaces outside of brackets, and told to be numbers or words.
 *   2. What belongs together is joined: number and measure word, number and note, 第 and number,
 *      date parts, words around a counted thing (共 5 件信息), a row's own number (1 属于国家秘密,
 *      3 、其他), Latin words and numbers.
 *   3. If the text reads as prose, it is split only where most tokens are numbers; else wherever a
 *      number stands on one side.
 */
#include "ingest/text_numbers.h"

#include "ingest/hanzi.h"
#include "ingest/text_line.h"
#include "models/traditional.h"

#include <string.h>

/* Characters from which a text without numbers in most places is taken for prose; the longest
 * labels without any sentence mark have about 50. */
#define PROSE_CHARS 60

/* Largest number in front of a label that is taken for the row's own number. */
#define ROW_NUMBER_MAX 20

typedef enum { WORD, NUMBER } TokenKind;

typedef struct {
  const char *start, *end;
  TokenKind kind;
} Token;

/* Measure words behind counted or measured things, longest first where one begins another. */
static const char *const measures[] = {
    "亿元", "万元", "千元", "元", "万件", "件次", "件", "条", "项", "个", "份", "人次", "人", "篇",
    "起",   "例",   "宗",   "次", "期",   "场",   "户", "家", "页", "号", "天", "％",   "%"};

/* What follows a number in a date. */
static const char *const date_parts[] = {"年", "月", "日"};

/* Bytes of the first of words that text begins with, in simplified or traditional characters; 0 if
 * none. */
static gsize begins_with(const char *text, const char *end, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++) {
    const char *p = text, *word = words[i];
    while (p < end && *word != '\0' && gd_simplified(g_utf8_get_char(p)) == g_utf8_get_char(word)) {
      p = g_utf8_next_char(p);
      word = g_utf8_next_char(word);
    }
    if (*word == '\0')
      return (gsize)(p - text);
  }
  return 0;
}

static gsize measure_at(const char *text, const char *end)
{
  return begins_with(text, end, measures, G_N_ELEMENTS(measures));
}

static gboolean is_digit(gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static gboolean is_dash(gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D;
}

static gboolean is_sign(gunichar c)
{
  return c == '+' || c == 0xFF0B || is_dash(c);
}

static gboolean is_point(gunichar c)
{
  return c == '.' || c == ',' || c == 0xFF0E || c == 0xFF0C;
}

static gboolean is_open(gunichar c)
{
  return c == '(' || c == 0xFF08;
}

static gboolean is_close(gunichar c)
{
  return c == ')' || c == 0xFF09;
}

/* The end of the digits at p, with points inside them; p itself if there are none. */
static const char *after_digits(const char *p, const char *end)
{
  const char *last = p;
  gboolean digit = FALSE;
  while (p < end) {
    gunichar c = g_utf8_get_char(p);
    if (!is_digit(c) && !(digit && is_point(c)))
      break;
    digit = is_digit(c);
    p = g_utf8_next_char(p);
    if (digit)
      last = p;
  }
  return last;
}

/* Dashes, or one slash. */
static gboolean is_none_mark(const char *start, const char *end)
{
  if (end - start == 1 && *start == '/')
    return TRUE;
  const char *p = start;
  while (p < end && is_dash(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  return p == end && start < end;
}

static gboolean is_number(const char *start, const char *end)
{
  if (start >= end)
    return FALSE;
  if (is_none_mark(start, end))
    return TRUE;
  const char *p = is_sign(g_utf8_get_char(start)) ? g_utf8_next_char(start) : start;
  const char *stop = after_digits(p, end);
  if (stop == p)
    return FALSE;
  stop += measure_at(stop, end);
  if (stop < end && is_open(g_utf8_get_char(stop)))
    return is_close(g_utf8_get_char(g_utf8_prev_char(end)));
  while (stop < end && strchr("*", *stop) != NULL)
    stop++;
  return stop == end;
}

gboolean gd_is_cell_number(const char *text)
{
  return is_number(text, text + strlen(text));
}

static gboolean is_note(const char *start, const char *end)
{
  return start < end && is_open(g_utf8_get_char(start)) &&
         is_close(g_utf8_get_char(g_utf8_prev_char(end)));
}

gboolean gd_is_note_of(const char *text, const char *next)
{
  return gd_is_cell_number(text) && is_note(next, next + strlen(next));
}

static gboolean equals(const Token *token, const char *text)
{
  gsize length = strlen(text);
  return (gsize)(token->end - token->start) == length && memcmp(token->start, text, length) == 0;
}

/* Step 1. */
static GArray *tokens_of(const char *text)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Token));
  const char *end = text + strlen(text), *from = text;
  g_autofree guint8 *inside = gd_line_brackets(text, end);
  for (const char *p = text; p <= end;) {
    gboolean gap = p == end || (gd_is_blank(g_utf8_get_char(p)) && !inside[p - text]);
    if (gap && p > from) {
      Token token = {from, p, is_number(from, p) ? NUMBER : WORD};
      g_array_append_val(tokens, token);
    }
    if (p == end)
      break;
    p = g_utf8_next_char(p);
    if (gap)
      from = p;
  }
  for (guint i = 0; i < tokens->len; i++) { /* 无 is a mark for none in a row of numbers only */
    Token *token = &g_array_index(tokens, Token, i);
    if (!equals(token, "无"))
      continue;
    const Token *before = i > 0 ? token - 1 : NULL;
    const Token *next = i + 1 < tokens->len ? token + 1 : NULL;
    if ((before != NULL && before->kind == NUMBER) ||
        (next != NULL && (next->kind == NUMBER || equals(next, "无"))))
      token->kind = NUMBER;
  }
  return tokens;
}

static gboolean is_latin_end(gunichar c)
{
  return c < 0x80 && g_ascii_isalpha((char)c);
}

static gboolean is_row_number(const char *start, const char *end)
{
  gint number = 0;
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_digit(c) || number > ROW_NUMBER_MAX)
      return FALSE;
    number = number * 10 + g_unichar_digit_value(c);
  }
  return number >= 1 && number <= ROW_NUMBER_MAX;
}

/* The point or comma behind a row's own number, and a word behind it or nothing. */
static gboolean is_number_stop(const char *start, const char *end)
{
  gunichar c = start < end ? g_utf8_get_char(start) : 0;
  if (c != 0x3001 && c != '.' && c != 0xFF0E)
    return FALSE;
  const char *next = g_utf8_next_char(start);
  return next >= end || gd_is_han(g_utf8_get_char(next));
}

gboolean gd_is_stop_of(const char *text, const char *next)
{
  return is_row_number(text, text + strlen(text)) && is_number_stop(next, next + strlen(next));
}

/* Whether a and b, neighbours, are one; *kind: what they are together. first: nothing before a.
 * label: a number follows b, which looks like a row then (0 个人信息 5), not like a sentence. */
static gboolean belong(const Token *a, const Token *b, gboolean first, gboolean label,
                       TokenKind *kind)
{
  gunichar last = g_utf8_get_char(g_utf8_prev_char(a->end)), next = g_utf8_get_char(b->start);
  *kind = WORD;
  if (a->kind == NUMBER && is_digit(last) && b->kind == WORD) {
    gsize measure = measure_at(b->start, b->end);
    if (measure > 0) {
      gboolean whole = b->start + measure == b->end || is_open(g_utf8_get_char(b->start + measure));
      *kind = whole ? NUMBER : WORD;
      return whole || !label;
    }
    if (begins_with(b->start, b->end, date_parts, G_N_ELEMENTS(date_parts)) > 0 ||
        (is_latin_end(next) && !label))
      return TRUE;
    if (is_note(b->start, b->end)) {
      *kind = NUMBER;
      return TRUE;
    }
    gboolean row_number = is_row_number(a->start, a->end);
    return row_number && ((first && gd_is_han(next)) || is_number_stop(b->start, b->end));
  }
  if (a->kind == NUMBER && is_note(b->start, b->end)) {
    *kind = NUMBER;
    return TRUE;
  }
  if (a->kind == WORD && b->kind == NUMBER) /* 第 711 号; Windows 10; 12 月 31 日 */
    return last == 0x7B2C || is_latin_end(last);
  return FALSE;
}

/* Step 2. */
static void join(GArray *tokens)
{
  guint n = 0;
  for (guint i = 0; i < tokens->len; i++) {
    Token token = g_array_index(tokens, Token, i);
    Token *last = n > 0 ? &g_array_index(tokens, Token, n - 1) : NULL;
    TokenKind kind;
    gboolean label = i + 1 < tokens->len && g_array_index(tokens, Token, i + 1).kind == NUMBER;
    if (last != NULL && belong(last, &token, n == 1, label, &kind)) {
      last->end = token.end;
      last->kind = kind;
    } else {
      g_array_index(tokens, Token, n++) = token;
    }
  }
  g_array_set_size(tokens, n);
}

/* A text that is not several cells, though it has numbers: a page number, - 3 - or 3 / 12; a
 * number behind a dash, which may be its sign or a mark of a list. */
static gboolean is_one(const GArray *tokens)
{
  const Token *t = &g_array_index(tokens, Token, 0);
  gboolean dash = is_none_mark(t[0].start, t[0].end) && *t[0].start != '/';
  gboolean number = tokens->len > 1 && t[1].kind == NUMBER && !is_none_mark(t[1].start, t[1].end);
  if (tokens->len == 2)
    return dash && number;
  if (tokens->len == 3)
    return equals(&t[1], "/") || (dash && number && is_none_mark(t[2].start, t[2].end));
  return FALSE;
}

/* Whether text has the marks or the length of a sentence. */
static gboolean is_prose(const char *text)
{
  const char *end = text + strlen(text);
  g_autofree guint8 *inside = gd_line_brackets(text, end);
  glong chars = 0;
  for (const char *p = text; p < end; p = g_utf8_next_char(p), chars++) {
    gunichar c = g_utf8_get_char(p);
    if (inside[p - text])
      continue;
    if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B) /* 。！？； */
      return TRUE;
    if ((c == ',' || c == 0xFF0C) && !is_digit(g_utf8_get_char(g_utf8_next_char(p))))
      return TRUE; /* it parts no thousands */
  }
  return chars > PROSE_CHARS;
}

void gd_numbers_split(GPtrArray *fields, const char *text, GdSeparator before)
{
  const char *end = text + strlen(text);
  g_autoptr(GArray) tokens = NULL;
  if (strpbrk(text, " \xC2\xE2\xE3") == NULL || (tokens = tokens_of(text))->len < 2) {
    gd_line_add(fields, text, end, before);
    return;
  }
  gboolean one = is_one(tokens);
  join(tokens);
  guint numbers = 0;
  for (guint i = 0; i < tokens->len; i++)
    numbers += g_array_index(tokens, Token, i).kind == NUMBER;
  if (one || numbers == 0 || (is_prose(text) && 2 * numbers <= tokens->len)) {
    gd_line_add(fields, text, end, before);
    return;
  }
  for (guint i = 0; i < tokens->len;) {
    const Token *first = &g_array_index(tokens, Token, i);
    guint k = i + 1;
    while (k < tokens->len && first->kind == WORD && g_array_index(tokens, Token, k).kind == WORD)
      k++;
    gd_line_add(fields, first->start, g_array_index(tokens, Token, k - 1).end,
                i == 0 ? before : GD_SEPARATOR_SPACE);
    i = k;
  }
}
