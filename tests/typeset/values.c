/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How values are found:
 *
 *   1. A cell alone on one side of a relation is a total ("defined"); the other
 *      cells of relations are parts.
 *   2. Parts get random numbers in random order, those first that stand only in
 *      relations with a total. After each, every relation with one unknown cell
 *      is solved for it, until nothing follows (propagation).
 *   3. Where that gives a negative count, the part's number is taken back and
 *      changed by the shortfall, some tries long.
 *   4. If that does not help, or rows are alike, or too many zeros came out,
 *      everything is drawn again.
 */
#include "values.h"

#include "models/error.h"

#define MAX_DRAWS 400  /* whole draws; a form that needs more has contradictory relations */
#define MAX_TRIES 40   /* numbers tried for one cell */
#define MAX_DIGITS 7   /* of a part that is in no relation */
#define MANY_SINGLE 12 /* so many rows of one number each cannot all differ */
#define MAX_SUMMAND 6  /* of a part of a sum, so that totals keep to about 7 digits */

typedef struct {
  TsValues *values;
  TsRng rng;
  double zero_share;
  guint *table_digits; /* longest number of each table */
  gint64 *mantissa;
  gboolean *known;
  GPtrArray *equations; /* of GdEquation*, the active ones */
  GPtrArray *through;   /* of each leaf: GArray of indices into equations */
  GArray *trail;        /* of guint: leaves in the order they became known */
  gint64 shortfall;     /* by how much the last failed number was negative */
} Solver;

static const GdFormLeaf *leaf_at(const GdForm *form, guint i)
{
  return &g_array_index(form->leaves, GdFormLeaf, i);
}

static GdTerm term_at(const GdEquation *equation, guint i)
{
  return g_array_index(equation->terms, GdTerm, i);
}

gboolean ts_equation_active(const TsValues *values, const GdEquation *equation)
{
  gboolean left = FALSE, right = FALSE;
  for (guint i = 0; i < equation->terms->len; i++) {
    GdTerm term = term_at(equation, i);
    if (term.year != 0)
      return FALSE;
    if (values->active[term.leaf]) {
      left |= term.sign > 0;
      right |= term.sign < 0;
    }
  }
  return left && right;
}

GdNumber ts_equation_difference(const TsValues *values, const GdEquation *equation,
                                const GdNumber *numbers)
{
  GdNumber sum = gd_number(0);
  for (guint i = 0; i < equation->terms->len; i++) {
    GdTerm term = term_at(equation, i);
    if (values->active[term.leaf])
      g_assert(gd_number_add(sum, numbers[term.leaf], term.sign, &sum));
  }
  return sum;
}

static void classify(Solver *s)
{
  TsValues *values = s->values;
  for (guint e = 0; e < values->form->equations->len; e++) {
    GdEquation *equation = values->form->equations->pdata[e];
    if (!ts_equation_active(values, equation))
      continue;
    guint count[2] = {0, 0}, last[2] = {0, 0};
    for (guint i = 0; i < equation->terms->len; i++) {
      GdTerm term = term_at(equation, i);
      if (!values->active[term.leaf])
        continue;
      guint side = term.sign < 0;
      count[side]++;
      last[side] = term.leaf;
      values->related[term.leaf] = TRUE;
      g_array_append_val((GArray *)s->through->pdata[term.leaf], s->equations->len);
    }
    for (guint side = 0; side < 2; side++)
      if (count[side] == 1 && count[1 - side] > 1)
        values->defined[last[side]] = TRUE;
    g_ptr_array_add(s->equations, equation);
  }
}

static gboolean set(Solver *s, guint leaf, gint64 mantissa)
{
  if (mantissa < 0 && leaf_at(s->values->form, leaf)->type != GD_TYPE_SIGNED) {
    s->shortfall = -mantissa;
    return FALSE;
  }
  s->mantissa[leaf] = mantissa;
  s->known[leaf] = TRUE;
  g_array_append_val(s->trail, leaf);
  return TRUE;
}

/* Solves one equation if it has one unknown cell. FALSE if it cannot hold. */
static gboolean solve(Solver *s, const GdEquation *equation)
{
  guint unknown = 0;
  GdTerm missing = {0};
  gint64 sum = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    GdTerm term = term_at(equation, i);
    if (!s->values->active[term.leaf])
      continue;
    if (!s->known[term.leaf]) {
      unknown++;
      missing = term;
    } else {
      sum += term.sign * s->mantissa[term.leaf];
    }
  }
  if (unknown == 0)
    return sum == 0;
  return unknown > 1 || set(s, missing.leaf, -missing.sign * sum);
}

/* Follows every consequence of the trail from the given place on. */
static gboolean propagate(Solver *s, guint from)
{
  for (guint i = from; i < s->trail->len; i++) {
    const GArray *through = s->through->pdata[g_array_index(s->trail, guint, i)];
    for (guint k = 0; k < through->len; k++)
      if (!solve(s, s->equations->pdata[g_array_index(through, guint, k)]))
        return FALSE;
  }
  return TRUE;
}

static void take_back(Solver *s, guint length)
{
  for (guint i = length; i < s->trail->len; i++)
    s->known[g_array_index(s->trail, guint, i)] = FALSE;
  g_array_set_size(s->trail, length);
}

static gint64 draw_part(Solver *s, guint leaf)
{
  if (ts_rng_chance(&s->rng, s->zero_share))
    return 0;
  guint digits = s->table_digits[leaf_at(s->values->form, leaf)->table];
  return ts_rng_magnitude(&s->rng, MIN(digits, MAX_SUMMAND));
}

static gboolean assign(Solver *s, guint leaf)
{
  guint mark = s->trail->len;
  gint64 candidate = draw_part(s, leaf), first = candidate;
  for (guint try = 0; try < MAX_TRIES; try++) {
    s->shortfall = 0;
    if (set(s, leaf, candidate) && propagate(s, mark))
      return TRUE;
    take_back(s, mark);
    if (s->shortfall == 0)
      candidate = draw_part(s, leaf);
    else if (try % 2 == 0 || first < s->shortfall)
      candidate = first + s->shortfall + ts_rng_int(&s->rng, 0, 30);
    else
      candidate = ts_rng_int(&s->rng, 0, first - s->shortfall);
  }
  return FALSE;
}

/* 0: part of sums only; 1: part of relations without a total too; 2: total. */
static guint rank(const Solver *s, guint leaf)
{
  if (s->values->defined[leaf])
    return 2;
  const GArray *through = s->through->pdata[leaf];
  for (guint k = 0; k < through->len; k++) {
    const GdEquation *equation = s->equations->pdata[g_array_index(through, guint, k)];
    guint count[2] = {0, 0};
    for (guint i = 0; i < equation->terms->len; i++)
      if (s->values->active[term_at(equation, i).leaf])
        count[term_at(equation, i).sign < 0]++;
    if (count[0] > 1 && count[1] > 1)
      return 1;
  }
  return 0;
}

static GdNumber draw_free(Solver *s, const GdFormLeaf *leaf)
{
  gboolean zero = ts_rng_chance(&s->rng, s->zero_share);
  gint64 n = zero ? 0 : ts_rng_magnitude(&s->rng, MIN(s->table_digits[leaf->table], MAX_DIGITS));
  if (leaf->type == GD_TYPE_SIGNED) {
    n = zero ? 0 : ts_rng_magnitude(&s->rng, 3);
    return gd_number(ts_rng_chance(&s->rng, 0.5) ? n : -n);
  }
  if (leaf->type != GD_TYPE_DECIMAL || zero)
    return gd_number(n);
  GdNumber amount = {n, (guint8)ts_rng_int(&s->rng, 0, 6)};
  if (amount.decimals > 0 && n % 10 == 0)
    amount.mantissa++;
  return amount;
}

static gboolean draw_all(Solver *s)
{
  TsValues *values = s->values;
  guint n = values->form->leaves->len;
  take_back(s, 0);
  g_autofree guint *order = g_new(guint, n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  ts_rng_shuffle(&s->rng, order, n);
  for (guint stage = 0; stage <= 2; stage++)
    for (guint i = 0; i < n; i++) {
      guint leaf = order[i];
      if (values->related[leaf] && !s->known[leaf] && rank(s, leaf) == stage && !assign(s, leaf))
        return FALSE;
    }
  for (guint i = 0; i < n; i++) {
    const GdFormLeaf *leaf = leaf_at(values->form, i);
    if (!values->related[i])
      values->numbers[i] = draw_free(s, leaf);
    else
      values->numbers[i] =
          (GdNumber){s->mantissa[i], leaf->type == GD_TYPE_DECIMAL ? TS_RELATION_DECIMALS : 0};
  }
  return TRUE;
}

/* The numbers of a row as text: rows of equal length must differ. */
static char *row_key(const TsValues *values, const GdFormBlock *block, guint row)
{
  GString *key = g_string_new(NULL);
  for (guint column = 0; column < block->columns->len; column++) {
    const GdFormLeaf *leaf = gd_form_leaf(values->form, block, row, column);
    g_autofree char *text = gd_number_to_string(values->numbers[leaf->index]);
    g_string_append_printf(key, "%s|", text);
  }
  return g_string_free(key, FALSE);
}

static gboolean table_good(const TsValues *values, const GdFormTable *table)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint cells = 0, zeros = 0;
  for (guint b = 0; b < table->blocks->len; b++) {
    const GdFormBlock *block = table->blocks->pdata[b];
    for (guint r = 0; r < block->rows->len; r++) {
      if (!gd_form_line_active(block->rows->pdata[r], values->options))
        continue;
      for (guint c = 0; c < block->columns->len; c++) {
        guint leaf = gd_form_leaf(values->form, block, r, c)->index;
        cells += values->active[leaf];
        zeros += values->active[leaf] && gd_number_is_zero(values->numbers[leaf]);
      }
      gboolean many = block->columns->len == 1 && block->rows->len > MANY_SINGLE;
      if (!many && !g_hash_table_add(seen, row_key(values, block, r)))
        return FALSE;
    }
  }
  return zeros * 2 <= cells;
}

static void mark_active(TsValues *values)
{
  const GdForm *form = values->form;
  for (guint i = 0; i < form->leaves->len; i++)
    values->active[i] = gd_form_line_active(leaf_at(form, i)->row, values->options) &&
                        gd_form_line_active(leaf_at(form, i)->column, values->options);
}

/* Mostly few digits, rarely many, as in real reports. */
static guint draw_digits(TsRng *rng)
{
  gint64 one = ts_rng_int(rng, 1, MAX_DIGITS), other = ts_rng_int(rng, 1, MAX_DIGITS);
  return (guint)MIN(one, other);
}

static gboolean draw_until_good(Solver *s)
{
  const GdForm *form = s->values->form;
  for (guint draw = 0; draw < MAX_DRAWS; draw++) {
    for (guint t = 0; t < form->tables->len; t++)
      s->table_digits[t] = draw_digits(&s->rng);
    gboolean good = draw_all(s);
    for (guint t = 0; good && t < form->tables->len; t++)
      good = table_good(s->values, form->tables->pdata[t]);
    if (good)
      return TRUE;
  }
  return FALSE;
}

TsValues *ts_values_new(const GdForm *form, guint option, double zero_share, TsRng rng,
                        GError **error)
{
  guint n = form->leaves->len;
  g_autoptr(TsValues) values = g_new0(TsValues, 1);
  *values = (TsValues){form,
                       g_new0(guint, form->n_options->len + 1),
                       g_new0(gboolean, n),
                       g_new0(gboolean, n),
                       g_new0(gboolean, n),
                       g_new0(GdNumber, n)};
  for (guint a = 0; a < form->n_options->len; a++)
    values->options[a] = MIN(option, g_array_index(form->n_options, guint, a) - 1);
  mark_active(values);

  Solver s = {.values = values, .rng = rng, .zero_share = zero_share};
  g_autofree gint64 *mantissa = s.mantissa = g_new0(gint64, n);
  g_autofree gboolean *known = s.known = g_new0(gboolean, n);
  g_autofree guint *digits = s.table_digits = g_new0(guint, form->tables->len);
  g_autoptr(GPtrArray) equations = s.equations = g_ptr_array_new();
  g_autoptr(GPtrArray) through = s.through =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  g_autoptr(GArray) trail = s.trail = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(through, g_array_new(FALSE, FALSE, sizeof(guint)));
  classify(&s);
  if (!draw_until_good(&s)) {
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "form %s: no values satisfy its relations",
                form->id);
    return NULL;
  }
  return g_steal_pointer(&values);
}

void ts_values_free(TsValues *values)
{
  if (values == NULL)
    return;
  g_free(values->options);
  g_free(values->active);
  g_free(values->related);
  g_free(values->defined);
  g_free(values->numbers);
  g_free(values);
}
