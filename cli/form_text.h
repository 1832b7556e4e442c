/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms as text for people who want to know what guidang looks for, or who write one:
 *
 *     table review: 政府信息公开行政复议、行政诉讼情况
 *       columns
 *         结果维持  [upheld]
 *       rows, printed above the columns
 *         行政诉讼
 *           未经复议直接起诉  [litigation_direct]
 *     relations
 *       review.total, each row: 总计等于各项结果之和
 *         total = upheld + corrected + other + pending
 */
#pragma once

#include "cli/lang.h"
#include "models/form.h"

G_BEGIN_DECLS

/* All forms, a line each. Caller frees. */
char *gd_form_text_list(const GdFormSet *forms, GdLang lang);

/* One form whole. Caller frees. */
char *gd_form_text(const GdForm *form, GdLang lang);

/* Adds the relations of a form (form_text_relations.c), nothing if it has none. */
void gd_form_text_relations(GString *out, const GdForm *form, GdLang lang);

G_END_DECLS
