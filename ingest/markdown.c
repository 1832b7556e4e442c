/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inline marks, by one pass over the text: at each character that may open a mark its handler is
 * asked; it either writes what the mark stands for and says where to go on, or lets the character
 * stand. Emphasis is taken off where a closing mark follows in the same text, so that a lone star
 * behind a number stays to be seen.
 */
#include "ingest/markdown.h"

#include "ingest/text_line.h"
#include "ingest/text_numbers.h"

#include "ingest/entities.h"

#include <string.h>

/* Dashes of a rule in one cell, where it need not be a table's second row. */
#define RULE_DASHES 3

/* Bytes of a tag, a link or an entity; what is longer is text. */
#define MARK_MAX 2000

typedef struct {
  GString *out;
  gboolean struck; /* between ~~ and ~~ */
} Cleaner;

static const char *find(const char *from, const char *mark)
{
  return g_strstr_len(from, MARK_MAX, mark);
}

/* Emphasis, at a run of *, _ or ~: its length. Takes it off if the same run closes, or opened,
 * something here. */
static const char *emphasis(Cleaner *cleaner, const char *text, const char *p)
{
  char c = *p;
  gsize n = strspn(p, c == '*' ? "*" : c == '_' ? "_" : "~");
  gboolean opens = p[n] != '\0' && !g_ascii_isspace(p[n]);
  gboolean closes = p > text && !g_ascii_isspace(p[-1]);
  g_autofree char *run = g_strndup(p, n);
  gboolean paired = n <= 3 && ((opens && find(p + n, run) != NULL) ||
                               (closes && g_strstr_len(text, p - text, run) != NULL));
  gboolean inside_word = closes && opens && g_ascii_isalnum(p[-1]) &&
                         (c == '_' || (c == '*' && g_ascii_isdigit(p[n])));
  if (paired && !inside_word && !(c == '~' && n != 2)) {
    if (c == '~')
      cleaner->struck = !cleaner->struck;
    return p + n;
  }
  g_string_append_len(cleaner->out, p, (gssize)n);
  return p + n;
}

/* [text](address) gives text; ![…](…) a picture. */
static const char *link_at(Cleaner *cleaner, const char *p)
{
  gboolean picture = *p == '!';
  const char *open = p + picture;
  const char *middle = *open == '[' ? find(open, "](") : NULL;
  const char *close = middle != NULL ? find(middle, ")") : NULL;
  if (close == NULL || memchr(open + 1, '[', (gsize)(middle - open - 1)) != NULL)
    return NULL;
  if (picture)
    g_string_append(cleaner->out, "\xEF\xBF\xBD");
  else
    g_string_append_len(cleaner->out, open + 1, middle - open - 1);
  return close + 1;
}

/* Digits as superscripts: another number, or a note, behind the one before it. */
static void raised(GString *out, const char *text, const char *end)
{
  static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  for (; text < end; text++)
    if (g_ascii_isdigit(*text))
      g_string_append(out, digits[*text - '0']);
    else
      g_string_append_c(out, *text);
}

/* An inline tag of HTML. */
static const char *tag(Cleaner *cleaner, const char *p)
{
  static const char *const names[] = {"b",    "i",   "u",   "em",  "strong", "span",   "font",
                                      "p",    "div", "sup", "sub", "small",  "center", "code",
                                      "mark", "a",   "ins", "del", "s",      "strike", "br"};
  const char *name = p + 1 + (p[1] == '/');
  gsize n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const char *end = find(name, ">");
  gboolean known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    known = known || (strlen(names[i]) == n && g_ascii_strncasecmp(name, names[i], n) == 0);
  if (!known || end == NULL || memchr(name, '<', (gsize)(end - name)) != NULL)
    return NULL;
  g_autofree char *lower = g_ascii_strdown(name, (gssize)n);
  gboolean closing = p[1] == '/';
  if (strcmp(lower, "br") == 0 || strcmp(lower, "p") == 0 || strcmp(lower, "div") == 0)
    g_string_append_c(cleaner->out, ' ');
  if (strcmp(lower, "del") == 0 || strcmp(lower, "s") == 0 || strcmp(lower, "strike") == 0)
    cleaner->struck = !closing;
  const char *stop =
      strcmp(lower, "sup") == 0 || strcmp(lower, "sub") == 0 ? find(end, "</su") : NULL;
  if (stop != NULL && !closing) {
    raised(cleaner->out, end + 1, stop);
    return stop;
  }
  return end + 1;
}

/* $12$, $\%$: the inside if it is a number. */
static const char *formula(Cleaner *cleaner, const char *p)
{
  gsize n = strspn(p + 1, "0123456789.,+- %\\");
  if (n == 0 || p[1 + n] != '$')
    return NULL;
  for (const char *q = p + 1; q < p + 1 + n; q++)
    if (*q != '\\')
      g_string_append_c(cleaner->out, *q);
  return p + n + 2;
}

/* What the mark at p stands for is written; the place behind it, NULL if there is no mark. */
static const char *mark_at(Cleaner *cleaner, const char *text, const char *p)
{
  switch (*p) {
  case '\\':
    if (!g_ascii_ispunct(p[1]))
      return NULL;
    g_string_append_c(cleaner->out, p[1]);
    return p + 2;
  case '&':
    return gd_entity_decode(p, cleaner->out);
  case '<':
    return tag(cleaner, p);
  case '!':
  case '[':
    return link_at(cleaner, p);
  case '$':
    return formula(cleaner, p);
  case '`':
    return find(p + 1, "`") != NULL || memchr(text, '`', (gsize)(p - text)) != NULL ? p + 1 : NULL;
  case '*':
  case '_':
  case '~':
    return emphasis(cleaner, text, p);
  default:
    return NULL;
  }
}

char *gd_markdown_clean(const char *text)
{
  if (strpbrk(text, "\\&<![$`*_~") == NULL)
    return g_strdup(text);
  Cleaner cleaner = {.out = g_string_sized_new(strlen(text))};
  for (const char *p = text; *p != '\0';) {
    const char *next = mark_at(&cleaner, text, p);
    if (next != NULL) {
      p = next;
      continue;
    }
    if (cleaner.struck && g_ascii_isdigit(*p))
      g_string_append(cleaner.out, "\xEF\xBF\xBD");
    else
      g_string_append_c(cleaner.out, *p);
    p++;
  }
  return g_string_free(cleaner.out, FALSE);
}

/* The end of the token that text begins with. */
static const char *token_end(const char *text)
{
  while (*text != '\0' && *text != '|' && !gd_is_blank(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

/* Whether text goes on like a row of numbers: with one, or with a mark for none. A dash in front of
 * it is another cell, or a sign. */
static gboolean goes_on_with_number(const char *text)
{
  const char *end = token_end(text);
  g_autofree char *token = g_strndup(text, (gsize)(end - text));
  if (*token == '\0' || gd_is_cell_number(token))
    return TRUE;
  gboolean none = g_str_equal(token, "无") || g_str_equal(token, "無");
  while (*end != '\0' && gd_is_blank(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  return none && *end != '\0' && goes_on_with_number(end);
}

const char *gd_markdown_body(const char *line)
{
  for (;;) {
    line += strspn(line, " ");
    gsize heading = strspn(line, "#");
    if (heading > 0 && heading <= 6 && (line[heading] == ' ' || line[heading] == '\0'))
      line += heading;
    else if (*line == '>')
      line++;
    else if (*line != '\0' && strchr("-*+", *line) != NULL && line[1] == ' ' &&
             strchr("-*+|", line[1 + strspn(line + 1, " ")]) == NULL &&
             !goes_on_with_number(line + 1 + strspn(line + 1, " ")))
      line++;
    else
      return line;
  }
}

gboolean gd_markdown_is_rule(const char *line, gboolean second)
{
  static const char signs[] = "-=_+|: \t";
  guint strokes = 0, longest = 0, run = 0, bars = 0;
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean boxes = c >= 0x2500 && c <= 0x257F;
    gboolean cross = boxes && c != 0x2502 && c != 0x2503 && c != 0x2551;
    if (!boxes && (c >= 0x80 || strchr(signs, (int)c) == NULL))
      return FALSE;
    bars += c == '|' || (boxes && !cross);
    run = c == '-' || c == '=' || c == '_' || cross ? run + 1 : 0;
    strokes += run > 0;
    longest = MAX(longest, run);
  }
  return longest >= RULE_DASHES || (second && strokes > 0 && bars > 0);
}

gboolean gd_markdown_is_fence(const char *line)
{
  line += strspn(line, " ");
  return g_str_has_prefix(line, "```") || g_str_has_prefix(line, "~~~");
}
