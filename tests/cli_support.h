/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests that run the executable ($GUIDANG) as a user would, in a folder of
 * their own.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  int status;      /* exit status; -1: it died */
  char *out, *err; /* what it printed */
  double seconds;  /* wall time */
} Run;

void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* A new empty folder; the current folder from now on. Caller frees. */
char *enter_folder(void);

/* Leaves the folder for the root folder and removes it with all in it. */
void leave_folder(char *folder);

/* Runs the executable with the words of command (parted by single spaces). */
Run *run_guidang(const char *command);

/* The same, where no file may become larger than so many bytes: a full disk. */
Run *run_guidang_limited(const char *command, guint64 file_bytes);

/* Runs any program; NULL if it is not installed. */
Run *run_program(const char *command);

/* A PDF of so many pages that each say text. */
void write_pdf(const char *path, guint pages, const char *text);

/* Bytes as they are. A string literal's, without its NUL. */
void write_bytes(const char *path, const void *bytes, gsize length);
#define write_literal(path, literal) write_bytes(path, literal, sizeof literal - 1)

/* The whole file; fails the test if there is none. Caller frees. */
char *read_text(const char *path);

/* Names in a folder, sorted; no folder: none. */
GStrv list_folder(const char *path);

/* Both fail the test with the run's output if it is not so. */
void expect_status(const Run *run, int status);
void expect_in(const char *text, const char *part);

G_END_DECLS
