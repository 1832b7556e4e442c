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
  char *recipe; /* hexadecimal SHA-256 over version, form and pattern files, export options */
} GdKnowledge;

/* Loads all from the data folder (gd_data_dir()). NULL and GD_ERROR_IO or _FORM. */
GdKnowledge *gd_knowledge_load(const GdExportOptions *options, GError **error);
void gd_knowledge_free(GdKnowledge *knowledge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdKnowledge, gd_knowledge_free)

G_END_DECLS
