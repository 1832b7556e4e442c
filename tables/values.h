/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places → values with statuses, and what the relations say of them.
 *
 * The rule of statuses where digits are known:
 *
 *   the form's cell is not on the page                          missing
 *   place in doubt, or text unreadable, or no plain number      doubtful
 *   nothing, or a mark for none                                 blank
 *   a plain number                                              ok
 *     but its digits go on in a second line, or a number of its
 *     row in a text input stands alone on its line              ok only if sums hold
 *     but its grid is inferred and a relation through it breaks doubtful
 *
 * What was read from a picture follows the rule of proof.h, which weighs readings and relations
 * together.
 *
 * A broken relation never lowers a number of a trusted text layer in a drawn
 * grid: the document is misprinted, and that is a finding. But if most relations
 * break, the text layer is not to be trusted.
 */
#pragma once

#include "models/document.h"
#include "tables/place.h"

G_BEGIN_DECLS

/* How far what was read of a cell is to be trusted before any sum is made. */
typedef enum {
  GD_TRUST_NONE, /* no cell on the page */
  GD_TRUST_TEXT, /* a text layer or text: digits are what they are (the place, see place_sure) */
  GD_TRUST_CONFIRMED, /* as sure, and a second look at other pictures of the cell says the same */
  GD_TRUST_SURE,      /* both readers agree, and are sure; the place is certain */
  GD_TRUST_READ,      /* a number that readers are not sure of; the place is certain */
  GD_TRUST_LOST,      /* ink that nobody could read as a number; the place is certain */
  GD_TRUST_OPEN,  /* both readers agree, and are sure, of a number in a whole row that no rulings
                     bound */
  GD_TRUST_DOUBT, /* seen, but place or ink are such that only a person can tell */
} GdTrust;

/* Whether readers are sure of it, once or twice. */
static inline gboolean gd_trust_is_sure(GdTrust trust)
{
  return trust == GD_TRUST_SURE || trust == GD_TRUST_CONFIRMED;
}

/* The values of one table or form, with what the status rule needs of each. */
typedef struct {
  const GdForm *form;   /* lent */
  GPtrArray *by_leaf;   /* leaf index → GdValue*, NULL if it is not printed. Lent */
  guint8 *place_sure;   /* leaf index → 1: place and grid are certain. Owned */
  GdTextPlace *text;    /* leaf index → what relations must show. Owned */
  guint8 *scanned;      /* leaf index → 1: read from a picture. Owned */
  guint8 *trust;        /* leaf index → GdTrust. Owned */
  GPtrArray **readings; /* leaf index → of GdAlternative*: what readers saw; NULL: value is all.
                           Owned */
  guint n_broken;       /* of those, how many do not hold; set by gd_relations_check() */
  guint n_assessed;     /* relations of certain numbers, not all zero, that could be assessed */
} GdValueSet;

GdValueSet *gd_value_set_new(const GdForm *form);
void gd_value_set_free(GdValueSet *set);

/* A new value for a place, registered in set. missing: place.cell may be NULL.
 * Adds findings about units to document. Caller owns the value. */
GdValue *gd_value_from_place(GdValueSet *set, const GdPlace *place, GdDocument *document);

/* Evaluates the relations of the tables whose values are in set: adds findings,
 * sets evidence, settles what needs sums (see above). */
void gd_relations_check(GdValueSet *set, GdDocument *document);

/* Makes an ok or blank value doubtful, for the reason given. */
void gd_value_doubt(GdValue *value, const char *why);

/* If more relations of a report break than misprints can explain, no number of it
 * stays ok, and a finding says so. */
void gd_relations_doubt_digits(GdDocument *document, guint n_broken, guint n_assessed);

/* How an equation came out. */
typedef enum { GD_RELATION_HOLDS, GD_RELATION_BROKEN, GD_RELATION_OPEN } GdRelationOutcome;

typedef struct {
  GdRelationOutcome outcome;
  GdNumber left, right; /* sums of both sides; meaningful unless open */
  gboolean blanks;      /* a blank was counted as 0 */
  gboolean doubts;      /* an operand is doubtful */
  gboolean any;         /* it has an operand at all */
  gboolean exact;       /* both sides are equal: one that holds within its tolerance only does
                           not prove its last digits */
} GdRelationResult;

/* Evaluates one equation. value_of(leaf, year, data) lends the value, NULL if
 * the leaf is not printed. Open (not assessable): a missing operand, one without
 * a number, or a blank total of non-zero parts. */
GdRelationResult gd_equation_evaluate(const GdEquation *equation,
                                      const GdValue *(*value_of)(guint leaf, int year,
                                                                 gpointer data),
                                      gpointer data);

/* The finding for a broken equation. */
GdFinding *gd_equation_finding(const GdForm *form, const GdEquation *equation,
                               const GdRelationResult *result,
                               const GdValue *(*value_of)(guint leaf, int year, gpointer data),
                               gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdValueSet, gd_value_set_free)

G_END_DECLS
