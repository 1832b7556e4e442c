/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What elements of HTML mean to a reader of text.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  GD_TAG_INLINE,  /* nothing: its text goes on in the line */
  GD_TAG_BLOCK,   /* a paragraph of its own */
  GD_TAG_LINE,    /* a line of its own */
  GD_TAG_SKIP,    /* not shown */
  GD_TAG_PICTURE, /* shown, but no text */
  GD_TAG_TABLE,
  GD_TAG_SECTION, /* thead, tbody, tfoot */
  GD_TAG_ROW,
  GD_TAG_CELL,
  GD_TAG_RAISED, /* sup, sub */
  GD_TAG_STRUCK,
  GD_TAG_PRE,
  GD_TAG_TITLE,
  GD_TAG_META,
  GD_TAG_INPUT,
} GdTag;

/* name in any case. */
GdTag gd_tag(const char *name);

/* The value of an attribute, NULL if there is none; attributes are pairs and a NULL, or NULL. */
const char *gd_tag_attribute(const char *const *attributes, const char *name);

/* A number of an attribute such as rowspan, from low to high; otherwise if it says none. */
guint gd_tag_number(const char *const *attributes, const char *name, guint otherwise, guint high);

/* Whether the element hides itself. */
gboolean gd_tag_hides(const char *const *attributes);

/* Whether its own style strikes out its text. */
gboolean gd_tag_strikes(const char *const *attributes);

G_END_DECLS
