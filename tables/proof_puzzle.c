/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Leaves that share an equation belong together (union-find).
 * 2. The unit of a part is the least place of any of its numbers.
 * 3. The texts of a cell that are numbers of the leaf's type become choices, those that mean the
 *    same added up; what is left to 1 is for other numbers.
 */
#include "tables/proof_puzzle.h"

#include <math.h>

#include "tables/proof.h"
#include "tables/read_value.h"

#include <string.h>

/* Numbers as large as this are not reckoned with: 15 digits (number.h). */
#define MOST_PLACES GD_NUMBER_MAX_DIGITS

/* Digits between separators. */
#define GROUP 3

/* Nothing that a reader considered is less likely than that. */
#define LEAST_PROBABILITY 1e-9

/* A reading that is wrong, and what no reader considered: the chance that the cell holds just the
 * number which relations want. Of a number of three digits there are 27 with one other digit. */
#define FREE_NUMBER 0.05

/* What readers saw of a cell, as far as it is a number, a mark or nothing. */
typedef struct {
  GdNumber number;
  gboolean blank;
  double probability;
} Choice;

void gd_proof_part_free(GdProofPart *part)
{
  if (part == NULL)
    return;
  gd_puzzle_free(part->puzzle);
  g_array_unref(part->leaves);
  g_array_unref(part->equations);
  g_free(part);
}

static const GdFormLeaf *leaf_at(const GdValueSet *set, guint leaf)
{
  return &g_array_index(set->form->leaves, GdFormLeaf, leaf);
}

/* ---- step 3 ------------------------------------------------------------------- */

static void add_choice(GArray *choices, Choice choice)
{
  for (guint i = 0; i < choices->len; i++) {
    Choice *known = &g_array_index(choices, Choice, i);
    if (known->blank != choice.blank || gd_number_compare(known->number, choice.number) != 0)
      continue;
    known->probability += choice.probability;
    return;
  }
  if (choices->len < GD_PUZZLE_CHOICES)
    g_array_append_val(choices, choice);
}

/* Where whole things are counted, marks between groups of three digits part thousands, whatever
 * readers take them for: 13.709, 13.,709. FALSE if the text is no such number. */
static gboolean read_grouped(const char *text, GdNumber *number)
{
  g_autoptr(GString) digits = g_string_new(NULL);
  for (gboolean first = TRUE;; first = FALSE) {
    size_t n = strspn(text, "0123456789"), marks = strspn(text + n, ".,");
    gboolean fits = first ? n >= 1 && n <= GROUP : n == GROUP;
    if (!fits || (first && (marks == 0 || text[0] == '0')))
      return FALSE;
    g_string_append_len(digits, text, (gssize)n);
    text += n + marks;
    if (marks == 0)
      return *text == '\0' && gd_number_parse(digits->str, number);
  }
}

static void add_readings(const GdValueSet *set, guint leaf, double share, GArray *choices)
{
  const GPtrArray *readings = set->readings[leaf];
  for (guint i = 0; readings != NULL && i < readings->len; i++) {
    const GdAlternative *alternative = g_ptr_array_index(readings, i);
    GdReading reading = gd_value_read(alternative->text, leaf_at(set, leaf));
    double probability = share * alternative->probability;
    g_free(reading.unit);
    if (reading.kind == GD_READING_NUMBER)
      add_choice(choices, (Choice){reading.number, FALSE, probability});
    else if (reading.kind != GD_READING_DOUBT)
      add_choice(choices, (Choice){gd_number(0), TRUE, probability});
    else if (leaf_at(set, leaf)->type != GD_TYPE_DECIMAL &&
             read_grouped(alternative->text, &reading.number))
      add_choice(choices, (Choice){reading.number, FALSE, probability});
  }
}

static int likelier_first(gconstpointer a, gconstpointer b)
{
  const Choice *x = a, *y = b;
  return (x->probability < y->probability) - (x->probability > y->probability);
}

/* The chance that what was seen belongs to another cell. */
static double chance_displaced(GdTrust trust)
{
  return trust == GD_TRUST_DOUBT ? GD_DISPLACED : trust == GD_TRUST_OPEN ? GD_DISPLACED_OPEN : 0;
}

/* The choices of a cell, what is shown first; empty: none. */
static GArray *choices_of(const GdValueSet *set, guint leaf)
{
  GArray *choices = g_array_new(FALSE, FALSE, sizeof(Choice));
  const GdValue *value = g_ptr_array_index(set->by_leaf, leaf);
  GdTrust trust = set->trust[leaf];
  gboolean blank = value->status == GD_STATUS_BLANK ||
                   (!value->has_number && (gd_trust_is_sure(trust) || trust == GD_TRUST_READ));
  if (trust == GD_TRUST_LOST) {
    add_readings(set, leaf, 1, choices);
    g_array_sort(choices, likelier_first);
    return choices;
  }
  if (trust == GD_TRUST_NONE || (!blank && !value->has_number))
    return choices;
  add_choice(choices, (Choice){blank ? gd_number(0) : value->number, blank, 0});
  if (trust != GD_TRUST_TEXT)
    add_readings(set, leaf, 1 - chance_displaced(trust), choices);
  Choice *shown = &g_array_index(choices, Choice, 0);
  if (trust == GD_TRUST_TEXT)
    shown->probability = 1;
  else if (set->readings[leaf] == NULL)
    shown->probability = trust == GD_TRUST_DOUBT
                             ? 1 - GD_DISPLACED
                             : value->confidence * (1 - chance_displaced(trust));
  return choices;
}

/* Number in units of 10^-decimals. FALSE if it is too large. */
static gboolean scale(GdNumber number, guint decimals, gint64 *out)
{
  gint64 most = 1;
  for (guint i = 0; i < MOST_PLACES; i++)
    most *= 10;
  *out = number.mantissa;
  for (guint i = number.decimals; i < decimals; i++) {
    if (ABS(*out) > most / 10)
      return FALSE;
    *out *= 10;
  }
  return ABS(*out) <= most;
}

static gint64 power_of_ten(guint exponent)
{
  gint64 power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* displaced: the chance that the number of another cell stands there (chance_displaced()), which is
 * just what relations want of the place, not one of many; share: of what is left, for that number.
 */
static gboolean fill_cell(GdPuzzleCell *cell, const GArray *choices, guint decimals,
                          double displaced, double share)
{
  double rest = 1, first = 1;
  for (guint i = 0; i < choices->len; i++) {
    const Choice *choice = &g_array_index(choices, Choice, i);
    double probability = fmax(choice->probability, LEAST_PROBABILITY);
    first = i == 0 ? probability : first;
    rest -= choice->probability;
    GdPuzzleChoice *out = &cell->choices[cell->n_choices++];
    out->blank = choice->blank;
    out->cost = fmax(0, log(first / probability));
    if (!scale(choice->number, decimals, &out->number))
      return FALSE;
  }
  const double other = displaced + fmax(0, rest - displaced) * share;
  cell->free_cost = choices->len > 0 ? fmax(0, log(first / fmax(other, GD_MISPRINT))) : 0;
  return TRUE;
}

/* ---- steps 1 and 2 -------------------------------------------------------------- */

static guint root_of(guint *root, guint leaf)
{
  while (root[leaf] != leaf)
    leaf = root[leaf] = root[root[leaf]];
  return leaf;
}

static gboolean is_printed(const GdValueSet *set, guint leaf)
{
  return g_ptr_array_index(set->by_leaf, leaf) != NULL;
}

/* Whether the equation joins cells: not if it is one of another table or, of those that do not
 * take doubt, if a place in it is in doubt. */
static gboolean is_used(const GdValueSet *set, const GdEquation *equation, gboolean doubt)
{
  for (guint i = 0; i < equation->terms->len && !doubt; i++) {
    guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
    if (is_printed(set, leaf) && set->trust[leaf] == GD_TRUST_DOUBT)
      return FALSE;
  }
  return !equation->across;
}

static void join(const GdValueSet *set, gboolean doubt, guint *root)
{
  for (guint i = 0; i < set->form->leaves->len; i++)
    root[i] = i;
  for (guint e = 0; e < set->form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(set->form->equations, e);
    guint first = G_MAXUINT;
    if (!is_used(set, equation, doubt))
      continue;
    for (guint i = 0; i < equation->terms->len; i++) {
      guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
      if (!is_printed(set, leaf))
        continue;
      first = first == G_MAXUINT ? leaf : first;
      root[root_of(root, leaf)] = root_of(root, first);
    }
  }
}

/* Whether the part has no row without rulings: of those, any number may be that of another cell. */
static gboolean is_placed(const GdValueSet *set, const GdProofPart *part)
{
  for (guint i = 0; i < part->leaves->len; i++)
    if (set->trust[g_array_index(part->leaves, guint, i)] == GD_TRUST_OPEN)
      return FALSE;
  return TRUE;
}

static gboolean add_cells(const GdValueSet *set, GdProofPart *part, guint *cell_of)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < part->leaves->len; i++) {
    GArray *of_cell = choices_of(set, g_array_index(part->leaves, guint, i));
    g_ptr_array_add(choices, of_cell);
    for (guint k = 0; k < of_cell->len; k++)
      part->decimals =
          MAX(part->decimals, (guint)g_array_index(of_cell, Choice, k).number.decimals);
  }
  const double share = is_placed(set, part) ? FREE_NUMBER : 1;
  for (guint i = 0; i < part->leaves->len; i++) {
    guint leaf = g_array_index(part->leaves, guint, i);
    GdLeafType type = leaf_at(set, leaf)->type;
    GdPuzzleCell cell = {.is_signed = type == GD_TYPE_SIGNED,
                         .step = type == GD_TYPE_DECIMAL ? 1 : power_of_ten(part->decimals)};
    if (!fill_cell(&cell, g_ptr_array_index(choices, i), part->decimals,
                   chance_displaced(set->trust[leaf]), share))
      return FALSE;
    cell_of[leaf] = gd_puzzle_add_cell(part->puzzle, &cell);
  }
  return TRUE;
}

static gboolean add_equation(const GdValueSet *set, GdProofPart *part, guint e,
                             const guint *cell_of)
{
  const GdEquation *equation = g_ptr_array_index(set->form->equations, e);
  g_autofree GdPuzzleTerm *terms = g_new0(GdPuzzleTerm, equation->terms->len + 1);
  guint n = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    if (is_printed(set, term->leaf))
      terms[n++] = (GdPuzzleTerm){cell_of[term->leaf], term->sign};
  }
  gint64 tolerance;
  if (n == 0 || equation->tolerance.decimals > part->decimals ||
      !scale(equation->tolerance, part->decimals, &tolerance))
    return n == 0;
  gd_puzzle_add_equation(part->puzzle, terms, n, tolerance);
  g_array_append_val(part->equations, e);
  return TRUE;
}

static GdProofPart *part_of(const GdValueSet *set, gboolean doubt, guint *root, guint which,
                            guint *cell_of)
{
  GdProofPart *part = g_new0(GdProofPart, 1);
  part->puzzle = gd_puzzle_new();
  part->leaves = g_array_new(FALSE, FALSE, sizeof(guint));
  part->equations = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++)
    if (is_printed(set, leaf) && root_of(root, leaf) == which)
      g_array_append_val(part->leaves, leaf);
  gboolean fits = add_cells(set, part, cell_of);
  for (guint e = 0; e < set->form->equations->len && fits; e++) {
    const GdEquation *equation = g_ptr_array_index(set->form->equations, e);
    if (!is_used(set, equation, doubt))
      continue;
    for (guint i = 0; i < equation->terms->len; i++) {
      guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
      if (!is_printed(set, leaf))
        continue;
      if (root_of(root, leaf) == which)
        fits = add_equation(set, part, e, cell_of);
      break;
    }
  }
  if (!fits)
    g_clear_pointer(&part, gd_proof_part_free);
  return part;
}

GPtrArray *gd_proof_parts(const GdValueSet *set, gboolean doubt)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)gd_proof_part_free);
  guint n = set->form->leaves->len;
  g_autofree guint *root = g_new0(guint, n + 1);
  g_autofree guint *cell_of = g_new0(guint, n + 1);
  g_autofree guint8 *size = g_new0(guint8, n + 1);
  g_autofree guint8 *seen = g_new0(guint8, n + 1);
  join(set, doubt, root);
  for (guint leaf = 0; leaf < n; leaf++)
    if (is_printed(set, leaf)) {
      guint of = root_of(root, leaf);
      size[of] = (guint8)MIN(size[of] + 1, 2);
      seen[of] |= set->scanned[leaf];
    }
  for (guint leaf = 0; leaf < n; leaf++) {
    if (!seen[leaf] || size[leaf] < 2)
      continue;
    GdProofPart *part = part_of(set, doubt, root, leaf, cell_of);
    if (part != NULL)
      g_ptr_array_add(parts, part);
  }
  return parts;
}

GdNumber gd_proof_number(const GdProofPart *part, const GdFormLeaf *leaf, gint64 number)
{
  if (leaf->type == GD_TYPE_DECIMAL)
    return (GdNumber){number, (guint8)part->decimals};
  return gd_number(number / power_of_ten(part->decimals));
}
