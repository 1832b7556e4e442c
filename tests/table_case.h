/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of tables/ share: the known forms, and the truth of a case.
 */
#pragma once

#include "models/form.h"

G_BEGIN_DECLS

/* The forms that guidang ships. Caller owns them. */
GdFormSet *case_forms(void);

/* A file of a case's folder. Caller frees. */
char *case_text(const char *folder, const char *name);

/* Lines of truth.csv (report,table,row,column,number), as a set. Caller owns it. */
GHashTable *case_truth(const char *folder);

/* The number of values (of GdDocument*) that are called ok or blank and are not
 * what is printed; each is reported as a test message. */
guint case_count_wrong(GPtrArray *documents, GHashTable *truth);

G_END_DECLS
