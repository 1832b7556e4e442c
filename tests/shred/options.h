/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What any text may have besides the way its tables are broken. Each option is
 * drawn from the seed by its own stream; the list of all of them with their
 * probabilities and reasons stands in options.c.
 */
#pragma once

#include "tests/typeset/rng.h"

G_BEGIN_DECLS

typedef enum {
  SH_NO_TITLE,
  SH_NO_HEADS,
  SH_OTHER_ORDER,
  SH_TABLE_TWICE,
  SH_UNKNOWN_ROW,
  SH_WRONG_TOTAL,
  SH_EMPTY_ZEROS,
  SH_COUNTS_IN_PROSE,
  SH_NAVIGATION,
  SH_TRADITIONAL,
  SH_PAGES,
  SH_MARKUP,
  SH_LOOSE_LINES,
  SH_CRLF,
  SH_BYTE_ORDER_MARK,
  SH_CHINESE_BYTES,
  SH_N_OPTIONS
} ShOption;

typedef struct {
  gboolean on[SH_N_OPTIONS];
} ShOptions;

/* The options of a text; forced: names that are on whatever the seed says
 * (NULL-terminated, may be NULL), "not-NAME" is off. */
ShOptions sh_options_draw(guint64 seed, const char *const *forced);

/* Whether there is an option of that name (or "not-" and that name). */
gboolean sh_option_exists(const char *name);

const char *sh_option_name(ShOption option);

/* Prints names, probabilities and what they mean. */
void sh_options_help(void);

G_END_DECLS
