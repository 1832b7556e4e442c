/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms as data. A form edition is a file models/forms/ID.json (schema:
 * models/forms/form.schema.json); nothing of any form stands in C.
 *
 * A form has tables, a table has blocks printed one below the other, a block is
 * a tree of rows times a tree of columns:
 *
 *     block      heading   | 第二十条第（一）项                        |
 *                corner    | 信息内容 | 本年制发件数 | 本年废止件数 …  |  column labels
 *                row label | 规章     |      1       |      0       …  |
 *                            ^ row leaf              ^ leaf: row x column
 *
 * Row groups may have alternatives (one row 其他处理, or three rows below it):
 * of each alternative, the option that a document prints is active.
 * A block whose row tree is printed above the column tree (行政复议 | 行政诉讼
 * side by side) has layout GD_LAYOUT_ACROSS: one printed row without a label,
 * rows x columns printed columns. Some print such a block turned: the column tree
 * above the row tree.
 *
 *     预算数      | 决算数              合计            | 公务接待费
 *     合计 | 接待 | 合计 | 接待         预算数 | 决算数 | 预算数 | 决算数
 *
 *
 * A row group stands beside its rows, or has a printed row of its own (own_row), with
 * numbers (其中 below it) or without:
 *
 *     三、依申请公开情况      | — |        |   GdFormTitle: a label, no cells
 *     （一）收到申请数        | 件 |  12    |   a row like any other; unit column
 *     1.当面申请数            | 件 |   5    |
 *
 * Forms are immutable after loading; everything here is lent by the form.
 */
#pragma once

#include "models/document.h"
#include "models/text.h"

G_BEGIN_DECLS

typedef enum {
  GD_TYPE_COUNT,   /* a whole number, not negative */
  GD_TYPE_SIGNED,  /* a whole number with a sign */
  GD_TYPE_DECIMAL, /* a decimal number, not negative */
} GdLeafType;

typedef enum { GD_LAYOUT_DOWN, GD_LAYOUT_ACROSS } GdBlockLayout;

/* A printed label: a group or a leaf of a row or column tree, a heading, a corner. */
typedef struct GdFormLabel GdFormLabel;
struct GdFormLabel {
  char *text;                /* as the form prints it */
  GArray *folded;            /* of GdFolded: text, then the variants ("also") */
  const GdFormLabel *parent; /* the group it stands in, NULL at the top */
  guint depth;               /* 0 at the top */
  gboolean own_row;          /* a row group that has a printed row of its own */
};

#define GD_NO_ALTERNATIVE G_MAXUINT

/* A leaf of a row or column tree. */
typedef struct {
  char *id;                 /* "refused.state_secret" */
  char *path;               /* whole label path joined by " / " */
  const GdFormLabel *label; /* its own label; label->parent leads up */
  guint alternative;        /* index into GdForm.n_options, or GD_NO_ALTERNATIVE */
  guint option;             /* which option of that alternative it belongs to */
} GdFormLine;

/* One cell of the form. */
typedef struct {
  guint index;        /* in GdForm.leaves: form order */
  guint table, block; /* indices */
  const GdFormLine *row, *column;
  GdLeafType type;
  const char *unit;      /* from the label, NULL if none */
  GPtrArray *cell_units; /* of char*: units that may stand in the cell */
} GdFormLeaf;

/* A printed row that has the label of a group and no cells. */
typedef struct {
  const GdFormLabel *label;
  guint before; /* index of the row it stands above */
} GdFormTitle;

typedef struct GdFormBlock GdFormBlock;
struct GdFormBlock {
  GPtrArray *headings;       /* of GdFormLabel*: lines above the columns, may be empty */
  const GdFormLabel *corner; /* NULL if none */
  GdBlockLayout layout;
  GPtrArray *rows;                /* of GdFormLine*, all options of alternatives, print order */
  GPtrArray *columns;             /* of GdFormLine* */
  GArray *titles;                 /* of GdFormTitle, print order */
  const GdFormLabel *unit_column; /* head of a column of units beside the labels; NULL if none */
  gboolean column_numbers;        /* a row that numbers the columns may stand below the head */
  guint first_leaf;               /* leaf of row r, column c is first_leaf + r * columns->len + c */
  GdFormBlock *turned; /* the same with rows and columns exchanged, where some print it so (only
                          blocks printed across); NULL: none does. Owned */
  gboolean is_turned;  /* this is the exchanged one */
};

/* A line above a table that says the unit of all cells for which nothing else does. */
typedef struct {
  GdFolded text;       /* how the line ends: 单位：万元 */
  const char *printed; /* the same as the form has it. Lent by the form */
  const char *unit;    /* 万元 */
} GdUnitAbove;

typedef struct {
  char *id;
  char *label;         /* for people */
  GPtrArray *headings; /* of GdFormLabel*: titles printed above the table */
  GPtrArray *blocks;   /* of GdFormBlock* */
  GArray *units_above; /* of GdUnitAbove */
} GdFormTable;

/* A linear relation between cells: the sum of sign * leaf over its terms is 0
 * within the tolerance. */
typedef struct {
  guint leaf; /* index into GdForm.leaves */
  int sign;   /* +1: left side, -1: right side (a negated term has it inverted) */
  int year;   /* 0: this report; -1: the same agency's report of the year before */
} GdTerm;

typedef struct {
  const char *id;         /* of the relation it instantiates, e.g. applications.balance */
  const char *label;      /* for people */
  GdSeverity severity;    /* when broken */
  gboolean across;        /* has terms of another year */
  guint table;            /* index */
  const GdFormLine *line; /* the row or column it was instantiated for */
  gboolean by_row;        /* line is a row */
  GdNumber tolerance;     /* largest |difference| that is not a break */
  GArray *terms;          /* of GdTerm: left side first, each side in form order */
  guint n_left;           /* terms of the left side */
} GdEquation;

/* A number that the text around the tables may state (tables/prose.h): what it is
 * looked for by, and the cells whose sum it should be. */
typedef struct {
  const char *id;           /* e.g. applications.received */
  const char *label;        /* for people */
  guint table;              /* index */
  GPtrArray *words;         /* of char*: a sentence without any of them is not looked at; empty:
                               all are */
  GPtrArray *patterns;      /* of GdLazyPattern* (pattern.h) with a group "number" */
  GPtrArray *zero_patterns; /* of GdLazyPattern* (pattern.h): a sentence that matches says 0 */
  GPtrArray *not_before; /* of GdLazyPattern* (pattern.h): not counted if one matches what precedes
                            the match */
  GPtrArray *sums;       /* of GArray* of guint, indices of leaves: the number should be the sum
                            of one of them; the first is the one that is usually meant */
} GdStatement;

typedef struct {
  char *id, *title, *notice;
  char *family;             /* NULL if none */
  GPtrArray *family_titles; /* of char*: folded text that shows a document is of the family */
  gboolean draft;
  GPtrArray *tables;     /* of GdFormTable* */
  GArray *leaves;        /* of GdFormLeaf, form order, all options */
  GPtrArray *equations;  /* of GdEquation* */
  GPtrArray *statements; /* of GdStatement* */
  GPtrArray *not_in; /* of GdLazyPattern* (pattern.h): a sentence that matches one states nothing of
                        these cells */
  struct GdLazyPattern *subject; /* what precedes a match and ends in the name of a body, group
                      "subject"; NULL: no names are looked for */
  GArray *n_options;             /* of guint: number of options of each alternative */
  GPtrArray *labels;             /* of GdFormLabel*: owns all labels */
  GPtrArray *strings;            /* of char*: owns units and relation names */
} GdForm;

/* Loads one form file. NULL and an error of GD_ERROR_FORM that names file and
 * key if it breaks the schema (an unknown key does), GD_ERROR_IO if it cannot
 * be read. */
GdForm *gd_form_load(const char *path, GError **error);

/* The same for a file that guidang ships and its tests have loaded: regular expressions
 * are not looked at before they are used. */
GdForm *gd_form_load_trusted(const char *path, GError **error);
void gd_form_free(GdForm *form);

/* The leaf of a row and a column of a block. Lent. */
const GdFormLeaf *gd_form_leaf(const GdForm *form, const GdFormBlock *block, guint row,
                               guint column);

/* Index of a leaf by ids, G_MAXUINT if the form has no such cell. */
guint gd_form_find(const GdForm *form, const char *table, const char *row, const char *column);

/* Whether the line is printed when options[a] is the option found of alternative a. */
gboolean gd_form_line_active(const GdFormLine *line, const guint *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdForm, gd_form_free)

/* All forms that a run knows. */
typedef struct {
  GPtrArray *forms; /* of GdForm*, by id */
} GdFormSet;

/* Loads every *.json of each folder but the schema: first guidang's own folder, whose forms
 * are trusted, then the user's. A form of theirs replaces one of the same id. */
GdFormSet *gd_form_set_load(const char *const *folders, GError **error);
void gd_form_set_free(GdFormSet *set);

/* All printed labels of the forms and their variants, folded, each once. Caller owns (of char*). */
GPtrArray *gd_form_set_labels(const GdFormSet *set);

/* The form of that id, NULL if there is none. Lent. */
const GdForm *gd_form_set_lookup(const GdFormSet *set, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdFormSet, gd_form_set_free)

/* The folder models/ is found in: GUIDANG_DATA_DIR, else PREFIX/share/guidang
 * of the running executable, else the source tree it was built from. Caller
 * frees; NULL and GD_ERROR_IO if there is none. */
char *gd_data_dir(GError **error);

G_END_DECLS
