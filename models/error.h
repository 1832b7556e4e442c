/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one error domain, and the one table of exit codes.
 *
 * A GError says that there is no answer: a file that cannot be opened, a cap
 * that is exceeded. A reading that is doubtful is never an error; it is data
 * (a status, a confidence, a finding).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GD_ERROR (gd_error_quark())
GQuark gd_error_quark(void);

typedef enum {
  GD_ERROR_USAGE,       /* the command line is wrong */
  GD_ERROR_IO,          /* a file or folder cannot be read or written */
  GD_ERROR_NO_SPACE,    /* the disk is full */
  GD_ERROR_EMPTY,       /* a file of no bytes, a folder without documents */
  GD_ERROR_UNKNOWN,     /* a file of no kind that guidang knows */
  GD_ERROR_UNSUPPORTED, /* a kind that guidang knows by name but does not read */
  GD_ERROR_DAMAGED,     /* truncated or malformed beyond reading */
  GD_ERROR_ENCRYPTED,   /* a password is needed, or the one given is wrong */
  GD_ERROR_NO_PAGES,    /* a document without pages */
  GD_ERROR_CAP,         /* one of the caps of models/limits.h is exceeded */
  GD_ERROR_FORM,        /* a form, pattern or report file breaks its schema */
  GD_ERROR_CRASHED,     /* the worker that read the file died */
  GD_ERROR_INTERNAL,    /* a promise inside guidang does not hold */
} GdErrorCode;

/* Exit statuses of the executable. Contract. */
typedef enum {
  GD_EXIT_OK = 0,     /* everything converted, nothing to review */
  GD_EXIT_REVIEW = 1, /* everything converted, something to review */
  GD_EXIT_FAILED = 2, /* some input failed; the others are converted */
  GD_EXIT_USAGE = 64, /* bad usage (EX_USAGE of sysexits.h) */
} GdExit;

/* The exit status that an error asks for. */
GdExit gd_error_exit(const GError *error);

G_END_DECLS
