/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the tables: header fields, their printed forms, prose. All
 * names and sentences are invented for this program.
 */
#pragma once

#include "models/form.h"
#include "params.h"
#include "rng.h"

G_BEGIN_DECLS

/* Strings are owned; NULL: the document does not have it. */
typedef struct {
  guint year; /* reported on */
  char *agency;
  char *title;           /* whole, lines joined */
  char *title_lines[2];  /* as printed; the second may be NULL */
  char *document_number; /* with the right brackets 〔〕 */
  char *document_number_printed;
  char *signer;
  char *signer_printed;
  char *urgency;
  char *date; /* YYYY-MM-DD; NULL if not printed */
  char *date_printed;
  char *index_number;
  char *addressee;
  char *openness;       /* what the note says, else the index block */
  char *openness_note;  /* as printed */
  char *index_openness; /* of the index block */
  char *copied_to;
  char *printed_by;
  char *printed_on; /* YYYY-MM-DD */
  char *printed_on_printed;
  char *running_head;
} TsFacts;

TsFacts *ts_facts_new(const GdForm *form, const TsParams *params, guint64 seed);
void ts_facts_free(TsFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsFacts, ts_facts_free)

G_END_DECLS
