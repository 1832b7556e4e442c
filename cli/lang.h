/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guidang says to people, in English or Chinese (--lang). Only messages:
 * ids, statuses and column names never depend on the language.
 */
#pragma once

#include "models/messages.h"

G_BEGIN_DECLS

/* Messages; the comment names the arguments of their format. */
typedef enum {
  GD_TEXT_CELLS,            /* number of cells */
  GD_TEXT_NO_FORM,          /* - */
  GD_TEXT_FINDINGS,         /* number of findings */
  GD_TEXT_UNCHANGED,        /* - */
  GD_TEXT_DUPLICATE,        /* path of the file with the same content */
  GD_TEXT_SAME_CONTENT,     /* path of the file with the same content and another name */
  GD_TEXT_TOTALS,           /* documents, complete, to review, failed, unchanged */
  GD_TEXT_TABLES_IN,        /* output folder */
  GD_TEXT_SKIPPED,          /* files of unknown kind */
  GD_TEXT_LINKS,            /* links to folders */
  GD_TEXT_KEPT,             /* - */
  GD_TEXT_SUPERSEDED,       /* old document id */
  GD_TEXT_PROGRESS_FILES,   /* files done, files in all */
  GD_TEXT_PROGRESS,         /* files done, files in all, pages a second, minutes, seconds left */
  GD_TEXT_STOPPED,          /* - */
  GD_TEXT_UNDECIDED,        /* what is wrong with a decision */
  GD_TEXT_DECIDED,          /* decisions new, rows left open */
  GD_TEXT_REFUSED,          /* rows that are wrong */
  GD_TEXT_CHANGED,          /* documents written again */
  GD_TEXT_STATE,            /* documents, complete, to review, failed */
  GD_TEXT_SAMPLED,          /* path of the sheet, cells on it, certain cells */
  GD_TEXT_BOUND,            /* most errors among them, the same in percent */
  GD_TEXT_FORM_CELLS,       /* number of cells; as words: tables */
  GD_TEXT_FORM_DRAFT,       /* - */
  GD_TEXT_FORM_NO,          /* id */
  GD_TEXT_FORM_NOTICE,      /* notice */
  GD_TEXT_FORM_TABLE,       /* id, label */
  GD_TEXT_FORM_BLOCK,       /* which, of how many */
  GD_TEXT_FORM_HEADING,     /* heading */
  GD_TEXT_FORM_CORNER,      /* corner */
  GD_TEXT_FORM_UNIT_COLUMN, /* head of the column */
  GD_TEXT_FORM_UNIT_ABOVE,  /* the line */
  GD_TEXT_FORM_NUMBERED,    /* - */
  GD_TEXT_FORM_COLUMNS,     /* - */
  GD_TEXT_FORM_ROWS,        /* - */
  GD_TEXT_FORM_ACROSS,      /* - */
  GD_TEXT_FORM_TURNED,      /* - */
  GD_TEXT_FORM_EITHER,      /* - */
  GD_TEXT_FORM_OR,          /* - */
  GD_TEXT_FORM_DECIMAL,     /* - */
  GD_TEXT_FORM_SIGNED,      /* - */
  GD_TEXT_FORM_RELATIONS,   /* - */
  GD_TEXT_FORM_EACH_ROW,    /* - */
  GD_TEXT_FORM_EACH_COLUMN, /* - */
  GD_TEXT_FORM_YEAR_BEFORE, /* - */
  GD_TEXT_FORM_WITHIN,      /* tolerance */
  GD_TEXT_FORM_WARNING,     /* - */
  GD_TEXT_FORM_STATED,      /* - */
  GD_N_TEXTS
} GdText;

/* The format of a message. Static. */
const char *gd_text(GdLang lang, GdText text);

/* An error as a sentence: its message, in Chinese behind the name of its kind.
 * Caller frees. */
char *gd_error_text(GdLang lang, const GError *error);

/* A file name as it may be shown: valid UTF-8, control characters replaced (a
 * hostile name must not steer the terminal). Caller frees. */
char *gd_shown_path(const char *path);

G_END_DECLS
