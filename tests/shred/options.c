/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <string.h>

typedef struct {
  const char *name;
  double probability; /* of a text */
  const char *help;
} Option;

/* The probabilities are guesses at what archives see: most texts are whole, each
 * mishap is common enough to be met many times in 500 texts. */
static const Option list[SH_N_OPTIONS] = {
    [SH_NO_TITLE] = {"no-title", 0.06, "the title above one table is missing"},
    [SH_NO_HEADS] = {"no-heads", 0.03, "the column labels of one table are missing"},
    [SH_OTHER_ORDER] = {"other-order", 0.04, "tables in another order"},
    [SH_TABLE_TWICE] = {"table-twice", 0.04, "a table stands twice, with equal values"},
    [SH_UNKNOWN_ROW] = {"unknown-row", 0.08, "a row that the form does not know"},
    [SH_WRONG_TOTAL] = {"wrong-total", 0.06, "a printed total is wrong"},
    [SH_EMPTY_ZEROS] = {"empty-zeros", 0.05, "zeros are empty cells (not where cells vanish)"},
    [SH_COUNTS_IN_PROSE] = {"counts-in-prose", 0.5, "the prose states what tables state"},
    [SH_NAVIGATION] = {"navigation", 0.25, "a site's navigation around the report"},
    [SH_TRADITIONAL] = {"traditional", 0.05, "traditional characters"},
    [SH_PAGES] = {"pages", 0.12, "page numbers and running heads inside tables"},
    [SH_MARKUP] = {"markup", 0.2, "Markdown: **bold**, <br> and escapes in labels"},
    [SH_LOOSE_LINES] = {"loose-lines", 0.3, "plain text: paragraphs indented, with empty lines"},
    [SH_CRLF] = {"crlf", 0.15, "lines end in CR LF"},
    [SH_BYTE_ORDER_MARK] = {"bom", 0.08, "a byte order mark (UTF-8 only)"},
    [SH_CHINESE_BYTES] = {"gb18030", 0.08, "encoded as GB18030"},
};

const char *sh_option_name(ShOption option)
{
  return list[option].name;
}

static gboolean contains(const char *const *names, const char *name)
{
  return names != NULL && g_strv_contains(names, name);
}

gboolean sh_option_exists(const char *name)
{
  for (guint i = 0; i < SH_N_OPTIONS; i++) {
    g_autofree char *off = g_strconcat("not-", list[i].name, NULL);
    if (g_str_equal(list[i].name, name) || g_str_equal(off, name))
      return TRUE;
  }
  return FALSE;
}

ShOptions sh_options_draw(guint64 seed, const char *const *forced)
{
  ShOptions options;
  for (guint i = 0; i < SH_N_OPTIONS; i++) {
    g_autofree char *stream = g_strconcat("option ", list[i].name, NULL);
    g_autofree char *off = g_strconcat("not-", list[i].name, NULL);
    TsRng rng = ts_rng(seed, stream);
    gboolean drawn = ts_rng_chance(&rng, list[i].probability);
    options.on[i] = !contains(forced, off) && (drawn || contains(forced, list[i].name));
  }
  return options;
}

void sh_options_help(void)
{
  for (guint i = 0; i < SH_N_OPTIONS; i++)
    g_print("  %-16s %4.0f %%  %s\n", list[i].name, 100 * list[i].probability, list[i].help);
}
