/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run knows before it reads anything: the forms, the patterns of header
 * fields, and the recipe, a digest that tells whether a document that was
 * converted before would come out the same today.
 */
#pragma once

#include "export/export.h"
#include "fields/fields.h"
#include "models/form.h"

G_BEGIN_DECLS

typedef struct {
  GdFormSet *forms;
  GdFieldPatterns *patterns;
  char *recipe; /* hexadecimal SHA-256 over version, form and pattern files (the
                 * user's too), export options */
} GdKnowledge;

/* The known forms: guidang's own, and those of the user's folders (NULL: none, else ended by
 * NULL). A form in a later folder replaces one of the same id. NULL and GD_ERROR_IO, _FORM or
 * _CAP. */
GdFormSet *gd_knowledge_forms(const char *const *further, GError **error);

/* Loads all from the data folder (gd_data_dir()), forms also from the folders further, as
 * above. tables_only is part of the recipe: it changes what is read. NULL and GD_ERROR_IO, _FORM or
 * _CAP. */
GdKnowledge *gd_knowledge_load(const GdExportOptions *options, gboolean tables_only,
                               const char *const *further, GError **error);
void gd_knowledge_free(GdKnowledge *knowledge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdKnowledge, gd_knowledge_free)

G_END_DECLS
