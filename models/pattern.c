/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/pattern.h"

#include <string.h>

/* Steps of backtracking after which PCRE2 gives up on a match: about a quarter
 * of a millisecond. The patterns shipped need some hundred on the longest line. */
#define MATCH_LIMIT "(*LIMIT_MATCH=20000)"

/* Bytes of a pattern after its parts are put in; the longest shipped has about 3000. */
#define PATTERN_BYTES_MAX 65536

GRegex *gd_pattern_compile(const char *pattern, GError **error)
{
  g_autofree char *limited = g_strconcat(MATCH_LIMIT, pattern, NULL);
  return g_regex_new(limited, G_REGEX_DOLLAR_ENDONLY, 0, error);
}

gboolean gd_pattern_match(const GRegex *regex, const char *text, GMatchInfo **match)
{
  /* An error here is the limit: the text does not match. */
  GMatchInfo *info = NULL;
  gboolean found = g_regex_match_full(regex, text, -1, 0, 0, match != NULL ? &info : NULL, NULL);
  if (found && match != NULL)
    *match = g_steal_pointer(&info);
  g_clear_pointer(&info, g_match_info_free);
  return found;
}

/* pattern with every {{name}} replaced. NULL, and the place is wrong, if a part is unknown.
 * Caller frees. */
static char *put_parts_in(const GdJson *at, const char *pattern, GHashTable *parts)
{
  g_autoptr(GString) whole = g_string_new(NULL);
  const char *open, *close;
  while ((open = strstr(pattern, "{{")) != NULL && (close = strstr(open, "}}")) != NULL) {
    g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
    const char *part = g_hash_table_lookup(parts, name);
    if (part == NULL) {
      gd_json_fail(at, "unknown part {{%s}}", name);
      return NULL;
    }
    g_string_append_len(whole, pattern, open - pattern);
    g_string_append(whole, part);
    pattern = close + 2;
    if (whole->len > PATTERN_BYTES_MAX) {
      gd_json_fail(at, "too long");
      return NULL;
    }
  }
  g_string_append(whole, pattern);
  return g_string_free(g_steal_pointer(&whole), FALSE);
}

GRegex *gd_pattern_read(const GdJson *at, GHashTable *parts)
{
  const char *pattern = gd_json_string(at);
  g_autofree char *whole = pattern != NULL ? put_parts_in(at, pattern, parts) : NULL;
  if (whole == NULL)
    return NULL;
  g_autoptr(GError) wrong = NULL;
  GRegex *regex = gd_pattern_compile(whole, &wrong);
  if (regex == NULL)
    gd_json_fail(at, "no regular expression: %s", wrong->message);
  return regex;
}

struct GdLazyPattern {
  char *text;
  gsize compiled; /* 0: not yet; then a GRegex*, or 1 if it is malformed */
};

#define MALFORMED ((gsize)1)

static void check(const GdJson *at, const char *text, const char *group)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GRegex) regex = gd_pattern_compile(text, &wrong);
  if (regex == NULL)
    gd_json_fail(at, "no regular expression: %s", wrong->message);
  else if (group != NULL && g_regex_get_string_number(regex, group) < 0)
    gd_json_fail(at, "has no group \"%s\"", group);
}

GdLazyPattern *gd_lazy_pattern_read(const GdJson *at, GHashTable *parts, const char *group,
                                    gboolean checked)
{
  const char *pattern = gd_json_string(at);
  char *whole = pattern != NULL ? put_parts_in(at, pattern, parts) : NULL;
  if (whole == NULL)
    return NULL;
  if (checked)
    check(at, whole, group);
  GdLazyPattern *lazy = g_new0(GdLazyPattern, 1);
  lazy->text = whole;
  return lazy;
}

void gd_lazy_pattern_free(GdLazyPattern *pattern)
{
  if (pattern == NULL)
    return;
  if (pattern->compiled > MALFORMED)
    g_regex_unref((GRegex *)pattern->compiled);
  g_free(pattern->text);
  g_free(pattern);
}

gboolean gd_lazy_pattern_match(GdLazyPattern *pattern, const char *text, GMatchInfo **match)
{
  if (g_once_init_enter(&pattern->compiled)) {
    GRegex *regex = gd_pattern_compile(pattern->text, NULL);
    g_once_init_leave(&pattern->compiled, regex != NULL ? (gsize)regex : MALFORMED);
  }
  return pattern->compiled != MALFORMED &&
         gd_pattern_match((const GRegex *)pattern->compiled, text, match);
}

void gd_pattern_read_parts(const GdJson *at, GHashTable *parts)
{
  g_autofree const char **names = gd_json_names(at);
  for (guint i = 0; names[i] != NULL; i++) {
    GdJson part = gd_json_member(at, names[i], TRUE);
    const char *text = gd_json_string(&part);
    char *whole = text != NULL ? put_parts_in(&part, text, parts) : NULL;
    if (whole != NULL)
      g_hash_table_insert(parts, g_strdup(names[i]), whole);
  }
}
