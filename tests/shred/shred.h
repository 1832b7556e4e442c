/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One text: a report of the typesetter's, broken in one way, with its truth.
 *
 *   SEED.txt, .md or .html  the text
 *   SEED.truth.csv          document,table,row,column,value,kind: as the typesetter's; what is
 *                           lost stands in it, too
 *   SEED.facts.json         header fields, wrong totals … as the typesetter's
 *   SEED.layout.json        the typesetter's parameters
 *   SEED.lost.csv           table,row,column,how,text: cells whose number is not in the text.
 *                           how: field (its separators are there), gone (they are not), empty
 *                           (it is printed empty, as zeros in some reports; text files do not
 *                           tell that from a loss)
 *   SEED.way                line 1 the way; line 2 the way that it builds on, if other; then
 *                           the options
 */
#pragma once

#include "tests/typeset/report.h"
#include "ways.h"

G_BEGIN_DECLS

#define SH_MAX_LOST 3

typedef struct {
  const char *way;           /* NULL: drawn */
  const char *const *forced; /* names of options, see sh_options_draw(); may be NULL */
  guint lost;                /* numbers left out, at most SH_MAX_LOST */
  const char *form;          /* id; NULL: any edition */
} ShWish;

/* All names of ways, NULL-terminated. Static. */
const char *const *sh_way_names(void);
const char *sh_way_help(guint i);

/* Makes the text of that seed in folder. Errors: GD_ERROR_USAGE, GD_ERROR_FORM, GD_ERROR_IO. */
gboolean sh_shred(const GdFormSet *forms, guint64 seed, const ShWish *wish, const char *folder,
                  GError **error);

G_END_DECLS
