/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of one report: its sentences, its title, its year.
 */
#pragma once

#include "models/form.h"
#include "tables/sentences.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *sentences; /* of GdSentence* */
  char *titles; /* lines without a full stop down to the title, joined; "": no title found */
  guint year;   /* of the title, else of the period reported on (a whole year); 0 if neither
                   is stated, or if they differ */
  GRegex *year_pattern;
} GdReportText;

/* Reads the pages first..last of document. form: whose family's titles are looked for; NULL:
 * title and year stay unknown. Caller frees. */
GdReportText *gd_report_text_new(const GdDocument *document, const GdForm *form, guint first,
                                 guint last);
void gd_report_text_free(GdReportText *text);

/* The last year that the first length bytes of a sentence name; 0 if they name none. */
guint gd_last_year(const GdReportText *text, const char *sentence, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdReportText, gd_report_text_free)

G_END_DECLS
