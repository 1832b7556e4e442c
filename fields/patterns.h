/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The patterns of header fields as loaded from models/fields/ (JSON).
 *
 * A file has `parts` (named pieces of regular expressions, put in wherever
 * {{name}} stands), `shapes` (what the finders of title, signature and imprint
 * ask of a line), `other_labels` (labels of index blocks that end a value), and
 * `fields`: for each column of documents.csv the rules that may fill it in. All
 * files of the folder together make one set; order of fields is that of first
 * mention, files by name.
 *
 * Regular expressions (models/pattern.h) are matched against squeezed text (see
 * reading.h).
 */
#pragma once

#include "fields/fields.h"
#include "models/pattern.h"

G_BEGIN_DECLS

/* What the finders ask of a line; every shape must be given by some file. */
typedef enum {
  GD_SHAPE_ORGANISATION,      /* a line that is nothing but bodies */
  GD_SHAPE_ORGANISATION_NAME, /* the name of one body, complete */
  GD_SHAPE_NOT_AGENCY,        /* text before a year that names nobody: 全市, 我局 */
  GD_SHAPE_LETTERHEAD,        /* X文件; value */
  GD_SHAPE_TITLE_END,         /* ends as titles do */
  GD_SHAPE_TITLE_FRAGMENT,    /* starts in the middle of a title */
  GD_SHAPE_TITLE_NOTE,        /* a line in brackets that ends a title: （2022年度） */
  GD_SHAPE_PLACE,             /* a place, not a body: 青原县 */
  GD_SHAPE_GOVERNMENT_TOPIC,  /* a title where a place stands for its government */
  GD_SHAPE_NOT_TITLE,         /* cannot be a line of a title */
  GD_SHAPE_TITLE_YEAR,        /* a year in a title; value */
  GD_SHAPE_TITLE_ABOUT,       /* the word that parts agency from subject: 关于 */
  GD_SHAPE_TITLE_TOPIC,       /* what follows the agency in a title */
  GD_SHAPE_REPORT_TITLE,      /* a title whose year is the report's */
  GD_SHAPE_HEADING,           /* 一、… */
  GD_SHAPE_CONTENTS,          /* a line of a table of contents */
  GD_SHAPE_PROSE,             /* running text */
  GD_SHAPE_NOTE,              /* a line in brackets */
  GD_SHAPE_ADDRESSEE,         /* 主送机关：; value */
  GD_SHAPE_DATE_ALONE,        /* value */
  GD_SHAPE_ORGANISATION_DATE, /* office, value */
  GD_SHAPE_OFFICIAL,          /* who signs an order: 县长 X */
  GD_SHAPE_SIGNER,            /* 签发人：; value */
  GD_SHAPE_SIGNER_MORE,       /* a line with nothing but further names */
  GD_SHAPE_DOUBLE_SURNAME,    /* a surname of two characters: 欧阳 */
  GD_SHAPE_ATTACHMENT,        /* 附件, alone on its line */
  GD_SHAPE_COPIED,            /* 抄送：; value */
  GD_SHAPE_PRINTED,           /* X 2021年1月6日印发; office, value */
  GD_SHAPE_IMPRINT_LABEL,     /* other lines of the imprint */
  GD_SHAPE_DOCUMENT_NUMBER,   /* code, open, year, serial */
  GD_N_SHAPES
} GdShape;

/* What the finders found, for rules to pick up ("fact"). */
typedef enum {
  GD_FACT_TITLE,
  GD_FACT_TITLE_LIKE,    /* looks like a title, but says neither whose nor of what */
  GD_FACT_TITLE_AGENCY,  /* the agency a title starts with */
  GD_FACT_TITLE_SUBJECT, /* a body named inside the title */
  GD_FACT_TITLE_YEAR,
  GD_FACT_LETTERHEAD,
  GD_FACT_SIGNER,
  GD_FACT_ADDRESSEE,
  GD_FACT_SIGNATURE, /* the body above the date at the end */
  GD_FACT_SIGNATURE_DATE,
  GD_FACT_LONE_DATE, /* a date alone on its line, without a signature */
  GD_FACT_COPIED,
  GD_FACT_PRINTED_OFFICE,
  GD_FACT_PRINTED_DATE,
  GD_N_FACTS,
  GD_FACT_NONE = GD_N_FACTS
} GdFactKind;

/* Lines a pattern rule looks at. */
typedef enum {
  GD_ZONE_HEAD,    /* before the body, one by one */
  GD_ZONE_OPENING, /* the first lines of the body, joined */
  GD_ZONE_ENDING,  /* the last lines, one by one */
  GD_N_ZONES
} GdZone;

/* How the text found becomes a value. */
typedef enum {
  GD_NORMALISE_TEXT,
  GD_NORMALISE_DATE,
  GD_NORMALISE_YEAR,
  GD_NORMALISE_DOCUMENT_NUMBER,
  GD_NORMALISE_NAMES,
  GD_NORMALISE_LIST,
  GD_N_NORMALISERS
} GdNormaliser;

/* What is taken of the metadata of an HTML page. */
typedef enum {
  GD_TAKE_WHOLE,
  GD_TAKE_TITLE,  /* up to the end of a title, without the site's name behind it */
  GD_TAKE_YEAR,   /* the year that the title names */
  GD_TAKE_AGENCY, /* the agency that the title names */
  GD_N_TAKES
} GdTake;

/* One way to fill in a field: exactly one of fact, pattern, labels, metas. */
typedef struct {
  GdFactKind fact;   /* GD_FACT_NONE: not a fact rule */
  GRegex *pattern;   /* NULL: not a pattern rule; has a group `value` */
  GdZone zone;       /* of pattern */
  GPtrArray *labels; /* of char*, squeezed; NULL: not a label rule */
  GPtrArray *metas;  /* of char*: names of metadata (source.h); NULL: not a rule of metadata */
  GdTake take;       /* of metas */
  guint rank;        /* lower is better; from 1 */
  gboolean doubtful; /* what it finds is never `ok` */
  gboolean check;    /* doubtful, yet a better reading must agree with it */
  gboolean alone;    /* sure only where no other reading differs; speaks against none */
} GdRule;

typedef struct {
  char *name;
  GdNormaliser normaliser;
  gboolean ranked;  /* readings of different rank need not agree */
  gboolean seen;    /* of pictures: may be `ok` if all of its characters were seen again */
  GPtrArray *rules; /* of GdRule* */
} GdFieldRules;

struct GdFieldPatterns {
  GRegex *shapes[GD_N_SHAPES];
  GPtrArray *fields; /* of GdFieldRules*, order of documents.csv */
  GPtrArray *labels; /* of char*, squeezed: all labels of rules and other_labels, longest first */
};

/* Keys of the enumerations in the files, NULL-terminated. Static. */
extern const char *const gd_shape_names[GD_N_SHAPES + 1];
extern const char *const gd_fact_names[GD_N_FACTS + 1];
extern const char *const gd_zone_names[GD_N_ZONES + 1];
extern const char *const gd_normaliser_names[GD_N_NORMALISERS + 1];
extern const char *const gd_take_names[GD_N_TAKES + 1];

/* Whether text has that shape. */
gboolean gd_shape_is(const GdFieldPatterns *patterns, GdShape shape, const char *text);

/* The same, with the match; see gd_pattern_match(). */
gboolean gd_shape_match(const GdFieldPatterns *patterns, GdShape shape, const char *text,
                        GMatchInfo **match);

G_END_DECLS
