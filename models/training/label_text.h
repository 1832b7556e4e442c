/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reader of labels is taught: its letters, and lines of them and of strangers in
 * any order. Nothing of a form is in a line but its characters: what the net learns of one
 * letter must not depend on its neighbours.
 */
#pragma once

#include "tests/typeset/rng.h"

G_BEGIN_DECLS

typedef struct {
  char *letters;     /* UTF-8: marks, digits, then Chinese characters. Owned */
  GArray *han;       /* of gunichar: the Chinese ones. Owned */
  GArray *strangers; /* of gunichar: Chinese characters that are no letters. Owned */
  GArray *like;      /* of gunichar: strangers that look like letters (label_like.h). Owned */
  GHashTable *index; /* gunichar → 1 + its place in letters. Owned */
} GdLabelLetters;

/* The letters: marks and digits, and all Chinese characters of the files. NULL and an error if
 * one cannot be read, or if they have too many. Caller owns. */
GdLabelLetters *gd_label_letters_new(char **files, GError **error);
void gd_label_letters_free(GdLabelLetters *letters);

/* The class of a character: its place in letters, those that fold to a letter (half and full
 * width, traditional) being that letter; GD_LABEL_OTHER for all others. */
guint gd_label_class(const GdLabelLetters *letters, gunichar character);

/* A line of 1 to 14 characters. Caller frees. */
char *gd_label_text(TsRng *rng, const GdLabelLetters *letters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLabelLetters, gd_label_letters_free)

G_END_DECLS
