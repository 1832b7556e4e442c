/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a later stage wants read on a scanned page, and what it gets: a stage knows only
 * after the labels which cells hold numbers, so it asks; the pipeline hands requests to
 * ocr, and runs the stage again with the answers.
 *
 * Value cells are read by two readers that work in different ways and were
 * trained on different draws: a recurrent network that sees the whole line of the cell,
 * and a classifier of single glyphs. Their probabilities are calibrated: of the cells
 * given 0.99, 99 of 100 are right. Where they differ, a reading is not to be believed.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

typedef enum {
  GD_CONTENT_VALUE, /* a value cell: a number, a mark for none, or nothing */
  GD_CONTENT_LABEL, /* a label cell: a few lines of text */
  GD_CONTENT_TEXT,  /* prose: one line of it, or a piece of one */
} GdContent;

typedef enum {
  GD_EFFORT_GLANCE,   /* of text: no words, only whether it is upright (GdReadAnswer.upright) */
  GD_EFFORT_QUICK,    /* a first look: several cells at once, no alternatives of the network */
  GD_EFFORT_THOROUGH, /* cells in doubt once more alone, with alternatives */
  GD_EFFORT_CONFIRM,  /* the same, and sure cells again at other sizes and contrasts; of text:
                         which of its characters other pictures show again (GdWord.seen_again) */
} GdEffort;

/* Paper around a piece of text that bounds no rulings: what is cut off at the edge cannot be told
 * from text that goes on. Points. */
#define GD_PIECE_RIM 2.5

typedef struct {
  guint page; /* from 1 */
  GdBox box;  /* page space; of a cell of a grid: along its rulings */
  GdContent content;
  GdEffort effort;
  gboolean
      open;   /* no rulings bound the box: a piece of text in a line, and GD_PIECE_RIM of paper */
  GdBox line; /* if open: of that line, all its pieces together; page space */
  gboolean whole; /* of a value: a whole number without a sign, or a mark for none, stands there */
} GdReadRequest;

typedef enum {
  GD_READER_LSTM,
  GD_READER_GLYPHS,
  GD_READERS,
} GdReaderKind;

/* "lstm", "glyphs". Static. */
const char *gd_reader_name(GdReaderKind reader);

typedef enum {
  GD_CELL_BLANK,      /* no ink but rulings and specks */
  GD_CELL_DASH,       /* a mark for none: - — / 无 */
  GD_CELL_NUMBER,     /* digits with the marks and units that go with them */
  GD_CELL_UNREADABLE, /* ink that is no number, or that nobody could read */
} GdCellKind;

/* A text that a cell may hold. */
typedef struct {
  char *text; /* digits, . , - + % / — 万 元 件 无, and ? for other characters. Owned */
  double probability; /* 0..1, not calibrated: an order of likelihood */
} GdCellChoice;

/* What one reader makes of a cell. */
typedef struct {
  char *text;         /* "" if it reads nothing. Owned */
  double probability; /* 0..1, calibrated: that text is what is printed */
  GPtrArray *others;  /* of GdCellChoice*, the likelier first; may be empty. Owned */
} GdCellOpinion;

typedef struct {
  GdCellKind kind;
  char *text;         /* "" for a blank; else that of the likelier reader. Owned */
  double probability; /* 0..1, calibrated: of both readers together, or of being blank */
  gboolean agree;     /* both read the same, or the cell is seen to be blank */
  guint lines;        /* of text; lines of `text` are divided by "\n". A number that did not fit
                         its column is one line, whatever it takes */
  gboolean cut;       /* ink touches the edge of the picture: text may go on beyond */
  gboolean stray;     /* ink that may be a sign or a digit is in no line of text */
  gboolean confirmed; /* both readers read the same in every other picture of it as well; only
                         asked with GD_EFFORT_CONFIRM */
  char *pointed;      /* text with a point that its ink shows and no reader has read; NULL: none.
                         Owned */
  GdCellOpinion by[GD_READERS];
} GdCellReading;

/* The answer to a request: a reading of a value cell, words of anything else. */
typedef struct {
  GdReadRequest request;
  GdCellReading *reading; /* NULL for labels and text. Owned */
  GPtrArray *words;       /* of GdWord*, source GD_SOURCE_OCR, in reading order; NULL for values.
                             Owned */
  guint upright; /* with GD_EFFORT_GLANCE: lines of text that a reader is sure of which knows
                    upright print only */
} GdReadAnswer;

void gd_cell_choice_free(GdCellChoice *choice);
void gd_cell_reading_free(GdCellReading *reading);
void gd_read_answer_free(GdReadAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCellReading, gd_cell_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdReadAnswer, gd_read_answer_free)

G_END_DECLS
