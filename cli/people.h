/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `apply`, `check` and `sample` share: an output folder that is opened again, its
 * documents written again where people's decisions or the relations change them,
 * and the tables over all of them.
 */
#pragma once

#include "cli/collect.h"
#include "cli/lang.h"
#include "cli/output.h"
#include "export/corrections.h"

G_BEGIN_DECLS

/* Puts the decisions on a document into it: cells, then the relations again, then findings;
 * and settles its status. Nothing if corrections is NULL or holds none on it. */
void gd_people_decide(GdDocument *document, const GdCorrections *corrections,
                      const GdFormSet *forms);

/* The command line of such a command: OUT and, for some, one more operand. Strings owned. */
typedef struct {
  char *out;
  char *file;  /* the operand behind OUT; NULL if the command takes none */
  GStrv forms; /* folders of further forms; NULL: none */
  gboolean quiet;
  GdLang lang;
} GdPeopleOptions;

/* Parses argv (argv[0] is the command). operand: name of the one behind OUT, for the
 * help text, or NULL. more (may be NULL): further options, ended by {0}. If help was
 * asked for, *help is the text (caller frees) and nothing is checked. NULL and
 * GD_ERROR_USAGE if the line is wrong. */
GdPeopleOptions *gd_people_options_parse(char **argv, const char *operand, const char *summary,
                                         const GOptionEntry *more, char **help, GError **error);
void gd_people_options_free(GdPeopleOptions *options);

/* An output folder at work. Owned, but for options. */
typedef struct {
  const GdPeopleOptions *options;
  GdExportOptions export; /* as its tables are written */
  GdKnowledge *knowledge;
  GdOutput *output;
  GdIndex *index;
  GdCorrections *corrections;
  GdCollected *collected;
} GdPeople;

/* Opens and locks OUT, which guidang must have written. NULL and GD_ERROR_IO, _FORM … */
GdPeople *gd_people_open(const GdPeopleOptions *options, GError **error);
void gd_people_free(GdPeople *people);

/* A document of it. Caller owns; *recipe too. */
GdDocument *gd_people_load(const GdPeople *people, const char *id, char **recipe, GError **error);

/* Decisions and relations of all documents; those that change are written again,
 * *n_changed of them. Then the tables over all. */
gboolean gd_people_renew(GdPeople *people, guint *n_changed, GError **error);

/* Prints notes and totals; the exit status of the folder as it is now. */
int gd_people_finish(const GdPeople *people);

/* Prints a message, unless --quiet. */
void gd_people_say(const GdPeople *people, GdText text, ...);

/* Prints an error of a command; its exit status. */
int gd_people_fail(const char *command, GdLang lang, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPeopleOptions, gd_people_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPeople, gd_people_free)

G_END_DECLS
