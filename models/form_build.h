/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to the form loader: what its files share while a form is built.
 *
 *   form.c            memory and lookup
 *   form_load.c       the form, its tables and blocks, its leaves
 *   form_tree.c       trees of rows and of columns
 *   form_relations.c  relations, expanded to equations
 *   form_prose.c      what the text says of the numbers
 *
 * All of them read on after a mistake (see models/json.h) and stop at the next
 * list element; whoever called gd_form_load() gets the first mistake.
 */
#pragma once

#include "models/form.h"
#include "models/json.h"

G_BEGIN_DECLS

typedef struct {
  GdForm *form;
  guint items;           /* rows, columns, relations and terms so far; see GD_CAP_FORM_ITEMS */
  guint64 terms;         /* of all equations so far; see GD_CAP_FORM_TERMS */
  gboolean trusted;      /* see gd_form_load_trusted() */
  GPtrArray *unit_lists; /* of GPtrArray*: every list "cell_units" read. Owned */
} GdFormBuilder;

/* What a node says about the cells below it. */
typedef struct {
  int type;              /* a GdLeafType, -1: not said */
  const char *unit;      /* NULL: not said. Lent by the form */
  GPtrArray *cell_units; /* of char*; NULL: not said. Lent by the builder */
} GdFormManner;

#define GD_MANNER_UNSAID ((GdFormManner){-1, NULL, NULL})

/* A tree of rows or columns, read into its leaves. */
typedef struct {
  GPtrArray *lines; /* of GdFormLine*, print order; owned */
  GArray *manners;  /* of GdFormManner, one for each line: what its path says. Owned */
  GArray *titles;   /* of GdFormTitle. Owned */
} GdFormTree;

/* Counts one row, column, relation or term; wrong beyond the cap. */
void gd_form_count(GdFormBuilder *builder, const GdJson *at);

/* Whether nothing was wrong so far. */
static inline gboolean gd_form_going_on(const GdJson *at)
{
  return at->file->error == NULL;
}

/* A copy of text that lives as long as the form. */
const char *gd_form_keep(GdForm *form, const char *text);

/* The id at at: a lower-case letter, then letters, digits and any of also; at
 * most GD_FORM_ID_MAX bytes. NULL if at is absent or wrong. */
const char *gd_form_id(const GdJson *at, const char *also);

/* Ids become parts of file names (at most 255 bytes) and of column names. */
#define GD_FORM_ID_MAX 64

/* A label from a node's "label" and "also". Never NULL. Lent by the form. */
GdFormLabel *gd_form_label(GdFormBuilder *builder, const GdJson *node, const GdFormLabel *parent);

/* "type", "unit" and "cell_units" of a node; what it does not say is as in above. */
GdFormManner gd_form_manner(GdFormBuilder *builder, const GdJson *node, GdFormManner above);

/* The tree below list; key is "rows" or "columns". Only rows have alternatives.
 * The caller owns the arrays of the tree. */
GdFormTree gd_form_tree(GdFormBuilder *builder, const GdJson *list, const char *key);

/* Reads the list of relations into form->equations; the tables are complete. */
void gd_form_relations(GdFormBuilder *builder, const GdJson *list);

/* Whether an id is meant by a pattern: equal, or beginning alike up to a last *. */
gboolean gd_form_id_matches(const char *pattern, const char *id);

/* Index of the table named at at, 0 and a note if there is none. */
guint gd_form_table_named(const GdForm *form, const GdJson *at);

/* Wrong if a list that is there is empty; counts its elements. */
void gd_form_count_list(GdFormBuilder *builder, const GdJson *list);

/* Reads "prose" into form->statements and form->not_in; the tables are complete. */
void gd_form_prose(GdFormBuilder *builder, const GdJson *at);

/* An empty form, and an empty table; texts are copied. */
GdForm *gd_form_new(void);
GdFormTable *gd_form_table_new(const char *id, const char *label);

void gd_form_line_free(GdFormLine *line);
void gd_form_equation_free(GdEquation *equation);
void gd_form_statement_free(GdStatement *statement);

G_END_DECLS
