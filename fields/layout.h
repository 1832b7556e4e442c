/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the parts of an official document stand (GB/T 9704-2012):
 *
 *     head      秘密★1年  特急            index block, copy number, secrecy …
 *               X市人民政府文件            letterhead
 *               X政发〔2021〕1号           document number
 *               X市人民政府关于…的通知      title, one to some lines
 *     body      各区人民政府：             addressee, then prose
 *               …
 *               X市人民政府                signature
 *     ending    2021年1月6日              date
 *               （此件主动公开）
 *               抄送：…。                  imprint
 *               X市人民政府办公室 2021年1月6日印发
 *
 * The finders leave what they found as facts; the rules of the pattern files
 * decide which field a fact fills in and how sure that is.
 */
#pragma once

#include "fields/patterns.h"
#include "fields/reading.h"

G_BEGIN_DECLS

typedef struct {
  const GdFieldPatterns *patterns;
  const GPtrArray *lines;       /* of GdFieldLine*, lent */
  const GPtrArray *metas;       /* of GdMeta*: the page's metadata; NULL if it has none. Lent */
  double body_size;             /* font size of most of the text, points; 0 if unknown */
  guint title_start;            /* first line of the (first) title */
  guint title_end;              /* line behind the title; 0 if there is none */
  guint body;                   /* first line of the body; lines before it are the head */
  guint ending;                 /* first of the last lines; at least body */
  GPtrArray *facts[GD_N_FACTS]; /* of GdReading*, in order of the document */
} GdLayout;

/* lines are lent and must outlive it. Caller frees. */
GdLayout *gd_layout_new(const GdFieldPatterns *patterns, const GPtrArray *lines);
void gd_layout_free(GdLayout *layout);

/* The line's text; index must be in range. Lent. */
const char *gd_layout_text(const GdLayout *layout, guint index);

/* Whether the line has that shape. */
gboolean gd_layout_is(const GdLayout *layout, guint index, GdShape shape);

/* Takes ownership of reading; NULL is ignored. */
void gd_layout_add(GdLayout *layout, GdFactKind kind, GdReading *reading);

/* The steps of gd_layout_new(), in this order. */
void gd_layout_find_title(GdLayout *layout);  /* title.c: title_end and facts about the title */
void gd_layout_find_head(GdLayout *layout);   /* head.c: body, letterhead, addressee */
void gd_layout_find_ending(GdLayout *layout); /* ending.c: ending, signature, date, imprint */

/* Whether the line starts with one of the labels of an index block. */
gboolean gd_layout_is_label(const GdLayout *layout, guint index);

/* Whether the line is running text, by its wording: not a label line, not a note in brackets. */
gboolean gd_layout_is_prose(const GdLayout *layout, guint index);

/* Whether the line is a heading of the body (not of a table of contents). */
gboolean gd_layout_is_heading(const GdLayout *layout, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLayout, gd_layout_free)

G_END_DECLS
