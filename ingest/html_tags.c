/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/html_tags.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name;
  GdTag tag;
} Entry;

/* By name. */
static const Entry entries[] = {
    {"address", GD_TAG_BLOCK},  {"article", GD_TAG_BLOCK},    {"aside", GD_TAG_BLOCK},
    {"audio", GD_TAG_SKIP},     {"blockquote", GD_TAG_BLOCK}, {"br", GD_TAG_LINE},
    {"canvas", GD_TAG_PICTURE}, {"caption", GD_TAG_BLOCK},    {"center", GD_TAG_BLOCK},
    {"datalist", GD_TAG_SKIP},  {"dd", GD_TAG_LINE},          {"del", GD_TAG_STRUCK},
    {"div", GD_TAG_LINE},       {"dl", GD_TAG_BLOCK},         {"dt", GD_TAG_LINE},
    {"embed", GD_TAG_PICTURE},  {"fieldset", GD_TAG_BLOCK},   {"figure", GD_TAG_BLOCK},
    {"footer", GD_TAG_BLOCK},   {"form", GD_TAG_BLOCK},       {"frameset", GD_TAG_SKIP},
    {"h1", GD_TAG_BLOCK},       {"h2", GD_TAG_BLOCK},         {"h3", GD_TAG_BLOCK},
    {"h4", GD_TAG_BLOCK},       {"h5", GD_TAG_BLOCK},         {"h6", GD_TAG_BLOCK},
    {"header", GD_TAG_BLOCK},   {"hr", GD_TAG_BLOCK},         {"iframe", GD_TAG_PICTURE},
    {"img", GD_TAG_PICTURE},    {"input", GD_TAG_INPUT},      {"legend", GD_TAG_LINE},
    {"li", GD_TAG_LINE},        {"listing", GD_TAG_PRE},      {"main", GD_TAG_BLOCK},
    {"math", GD_TAG_PICTURE},   {"meta", GD_TAG_META},        {"nav", GD_TAG_BLOCK},
    {"noembed", GD_TAG_SKIP},   {"noframes", GD_TAG_SKIP},    {"noscript", GD_TAG_SKIP},
    {"object", GD_TAG_PICTURE}, {"ol", GD_TAG_BLOCK},         {"optgroup", GD_TAG_SKIP},
    {"option", GD_TAG_SKIP},    {"p", GD_TAG_BLOCK},          {"plaintext", GD_TAG_PRE},
    {"pre", GD_TAG_PRE},        {"rp", GD_TAG_SKIP},          {"rt", GD_TAG_SKIP},
    {"s", GD_TAG_STRUCK},       {"script", GD_TAG_SKIP},      {"section", GD_TAG_BLOCK},
    {"select", GD_TAG_PICTURE}, {"strike", GD_TAG_STRUCK},    {"style", GD_TAG_SKIP},
    {"sub", GD_TAG_RAISED},     {"sup", GD_TAG_RAISED},       {"svg", GD_TAG_PICTURE},
    {"table", GD_TAG_TABLE},    {"tbody", GD_TAG_SECTION},    {"td", GD_TAG_CELL},
    {"template", GD_TAG_SKIP},  {"tfoot", GD_TAG_SECTION},    {"th", GD_TAG_CELL},
    {"thead", GD_TAG_SECTION},  {"title", GD_TAG_TITLE},      {"tr", GD_TAG_ROW},
    {"ul", GD_TAG_BLOCK},       {"video", GD_TAG_PICTURE},    {"xmp", GD_TAG_PRE},
};

static int compare(const void *name, const void *entry)
{
  return g_ascii_strcasecmp(name, ((const Entry *)entry)->name);
}

GdTag gd_tag(const char *name)
{
  const Entry *found = bsearch(name, entries, G_N_ELEMENTS(entries), sizeof entries[0], compare);
  return found != NULL ? found->tag : GD_TAG_INLINE;
}

const char *gd_tag_attribute(const char *const *attributes, const char *name)
{
  for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
    if (g_ascii_strcasecmp(attributes[0], name) == 0)
      return attributes[1] != NULL ? attributes[1] : "";
  return NULL;
}

guint gd_tag_number(const char *const *attributes, const char *name, guint otherwise, guint high)
{
  const char *text = gd_tag_attribute(attributes, name);
  if (text == NULL)
    return otherwise;
  text += strspn(text, " \t\n+");
  if (!g_ascii_isdigit(*text))
    return otherwise;
  guint64 number = g_ascii_strtoull(text, NULL, 10);
  return number > high ? high : (guint)number;
}

/* Whether a style gives a property a value that begins so. */
static gboolean styled(const char *style, const char *property, const char *value)
{
  gsize length = strlen(property);
  for (const char *p = strstr(style, property); p != NULL; p = strstr(p + 1, property)) {
    if (p > style && (g_ascii_isalnum(p[-1]) || p[-1] == '-'))
      continue;
    const char *rest = p + length + strspn(p + length, " \t\n");
    if (*rest != ':')
      continue;
    rest += 1 + strspn(rest + 1, " \t\n");
    if (g_str_has_prefix(rest, value))
      return TRUE;
  }
  return FALSE;
}

/* Whether a font size is nothing: 0, 0px, 0.0pt. */
static gboolean has_no_size(const char *style)
{
  const char *size = strstr(style, "font-size:");
  if (size == NULL)
    return FALSE;
  size += strlen("font-size:");
  size += strspn(size, " ");
  gsize zeros = strspn(size, "0.");
  return zeros > 0 && !g_ascii_isdigit(size[zeros]);
}

/* The style in lower case, NULL if there is none. Caller frees. */
static char *style_of(const char *const *attributes)
{
  const char *style = gd_tag_attribute(attributes, "style");
  return style != NULL ? g_ascii_strdown(style, -1) : NULL;
}

gboolean gd_tag_hides(const char *const *attributes)
{
  if (attributes == NULL)
    return FALSE;
  if (gd_tag_attribute(attributes, "hidden") != NULL)
    return TRUE;
  g_autofree char *style = style_of(attributes);
  return style != NULL &&
         (styled(style, "display", "none") || styled(style, "visibility", "hidden") ||
          styled(style, "visibility", "collapse") || styled(style, "mso-hide", "all") ||
          has_no_size(style));
}

gboolean gd_tag_strikes(const char *const *attributes)
{
  g_autofree char *style = style_of(attributes);
  return style != NULL && strstr(style, "line-through") != NULL;
}
