/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines as header fields are looked for in them, and pieces of lines.
 *
 * Official documents space words out (签 发 人 ：) and mix full-width with
 * half-width digits, so patterns see squeezed text: white space gone (but kept
 * as one space between Latin letters), full-width letters and digits made
 * half-width, Kangxi radicals that some fonts yield made characters again. Each
 * line remembers where every squeezed byte came from, so that what is found can
 * be given back as printed and with its place on the page.
 */
#pragma once

#include "models/lines.h"
#include "models/source.h"

G_BEGIN_DECLS

/* utf8 squeezed. offsets, if not NULL, is a GArray of guint32 that receives for
 * each byte of the result, and for its end, the byte of utf8 it came from. Caller frees. */
char *gd_squeeze(const char *utf8, GArray *offsets);

typedef struct {
  char *raw;          /* as printed, at most LINE_BYTES_MAX bytes */
  char *text;         /* raw, squeezed */
  GArray *offsets;    /* see gd_squeeze() */
  const GdLine *line; /* NULL for a line of a text input */
  const GdWord *word; /* of a text input, else NULL */
  const GdPage *page;
  GdBox box;    /* page space; GD_BOX_NONE in text inputs */
  double size;  /* font size, points; 0 if unknown */
  gboolean cut; /* raw is shorter than the line */
} GdFieldLine;

void gd_field_line_free(GdFieldLine *line);

/* Lines of the pages first..last of a source that hold text and are no furniture, in reading
 * order, within the caps of reading.c. Caller owns the array; the lines refer to
 * page_lines, which gets the arrays of gd_pages_lines(); caller owns it. */
GPtrArray *gd_field_lines(const GdSource *source, guint first, guint last, GPtrArray **page_lines);

/* A piece of the document that may become a field. Strings owned. */
typedef struct {
  char *raw;  /* as printed, line breaks removed */
  char *text; /* squeezed */
  guint page;
  GdBox box;
  double confidence; /* least of its words */
  gboolean trusted;  /* every word comes from a trusted text layer or a text input, or all of its
                        characters were seen again in other pictures (GdWord.seen_again) */
  gboolean pictured; /* some of it was read in a picture */
  gboolean certain;  /* the finder is sure of what it is */
} GdReading;

/* The bytes start..end of line->text; certain is TRUE. Caller frees. */
GdReading *gd_reading_new(const GdFieldLine *line, gsize start, gsize end);

/* The group of a match on line->text; NULL if it took no part or is empty. Caller frees. */
GdReading *gd_reading_of_group(const GdFieldLine *line, const GMatchInfo *match, const char *group);

/* The bytes start..end of the lines' texts first..last (last excluded) taken as one text.
 * NULL if that is empty. Caller frees. */
GdReading *gd_reading_span(const GPtrArray *lines, guint first, guint last, gsize start, gsize end);

/* The lines' texts first..last (last excluded) as one. Caller frees. */
char *gd_lines_joined(const GPtrArray *lines, guint first, guint last);

/* Adds a piece that follows, with separator (may be "") between; takes ownership of next. */
void gd_reading_append(GdReading *reading, GdReading *next, const char *separator);

GdReading *gd_reading_copy(const GdReading *reading);
void gd_reading_free(GdReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdReading, gd_reading_free)

G_END_DECLS
