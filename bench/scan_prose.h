/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the prose of a scan is read: the text of its pages against that of the PDF it was
 * printed from.
 *
 * CER, the character error rate, is the number of characters that must be put in, taken out or
 * replaced, by the characters of prose in the PDF. Both texts are in Unicode's compatible
 * form (full and half width are alike) and without white space. Tables are in both texts, so that
 * one that is not found on the scan speaks for itself; but only errors in prose count:
 *
 *     PDF    prose prose | table table table | prose
 *     scan   pr se prose | tabe  taaable     | prosse      counted: the o, the second s
 */
#pragma once

#include "models/document.h"

G_BEGIN_DECLS

typedef struct {
  guint characters, errors; /* of prose */
  guint furniture, marked;  /* lines of furniture in the PDF; those of them marked on the scan */
  guint furniture_not;      /* lines marked on the scan that are none in the PDF */
} GdProseCounts;

/* Text of the PDF, page by page. */
typedef struct _GdProseTruth GdProseTruth;

/* grids (of GdGrid*): the tables of the pages (of GdPage*). */
GdProseTruth *gd_prose_truth_new(const GPtrArray *pages, const GPtrArray *grids);
void gd_prose_truth_free(GdProseTruth *truth);

/* Adds what the pages of a scan make of it. where: put before a line for each page, with its
 * counts; NULL: none. */
void gd_prose_compare(GdProseCounts *counts, const GdProseTruth *truth, const GPtrArray *pages,
                      const char *where);

/* The same for the text of one page (from 0) by another tool. */
void gd_prose_compare_text(GdProseCounts *counts, const GdProseTruth *truth, guint page,
                           const char *text);

void gd_prose_print(const GdProseCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdProseTruth, gd_prose_truth_free)

G_END_DECLS
