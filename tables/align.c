/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Local alignment of units (down) with the items of a form table (across).
 *
 *            head  row 1  row 2  row 3
 *   prose      .     .      .      .        H[i][j] is the best score of an
 *   head      \.                            alignment that ends with unit i and
 *   head      |                             item j used up:
 *   row 1           \.                       \  unit i is item j
 *   page no.         |                       |  unit i is a stranger, or one more
 *   row 2                   \.                  unit of head j
 *   row 3                          \.        —  item j is not printed
 *                                            \\ units p and i are item j, cut by
 *                                               a page break
 *
 *  1. Score every unit against every item.
 *  2. Fill H; the largest entry is where the best place ends; trace it back.
 *  3. If it scores enough, it is a hit; go on in the units before and behind.
 */
#include "tables/align.h"

#include "models/limits.h"
#include "tables/alignment.h"
#include "tables/score.h"
#include "tables/text_runs.h"

#include <string.h>

/* A place must score this share of a flawless table, or this many rows. */
#define HIT_SHARE 0.35
#define HIT_ROWS 3.0

/* RUN + k: a run of k units. AGAIN + k: such a run, the row that was just there
 * printed once more; its units are strangers. */
typedef enum { STOP, MATCH, EXTEND_HEAD, STRANGER, ABSENT, CUT, RUN, AGAIN = 64 } Step;

/* What a row printed again costs, and how well it must fit. */
#define PASS_AGAIN (-0.1)
#define FIT_AGAIN 0.5

/* A further unit of a head scores no more than this, so that a head of many
 * lines is worth no more than one of few. */
#define MORE_HEAD 0.02
/* Rows of a head that is printed again on the next page; as lines of text, with its
 * labels cut, it has up to three for each of its own. */
#define HEAD_ROWS 10
/* Lines of text that one label may take. */
#define RUN_LINES 8
/* Lines of one label stand closer than this share of their height. */
#define RUN_GAP 1.2

typedef struct {
  const GdPlan *plan;
  const GdStream *stream;
  GPtrArray *units; /* of the stream */
  guint n_items;
  double *match;   /* n_units x n_items */
  double *passing; /* n_units */
  guint *above;    /* the line of text above, which unit i may continue; NONE if there is none */
  guint *cut;      /* the row of the page before that unit i may continue; NONE if there is none */
  GdTextRun runs[GD_TEXT_RUN]; /* of the unit that is looked at, in a text input */
  guint n_runs;
  gboolean *passed; /* see gd_text_passed_over() */
  GPtrArray *hits;
} Search;

#define NONE G_MAXUINT

/* Longer than the form's longest label by more characters than a note has, a run's
 * is none. */
#define NOTE_CHARS 24

static GdBox unit_box(const GdUnit *unit)
{
  GdBox box = GD_BOX_NONE;
  for (guint i = 0; i < unit->tokens->len; i++)
    box = gd_box_union(box, gd_unit_token(unit, i)->box);
  return box;
}

static gboolean is_next_line(const GdUnit *upper, const GdUnit *lower)
{
  if (upper->grid != lower->grid || !gd_grid_is_lines(lower->grid))
    return FALSE;
  GdBox a = unit_box(upper), b = unit_box(lower);
  return b.y0 - a.y1 < RUN_GAP * fmin(gd_box_height(a), gd_box_height(b));
}

static gboolean holds_values(const GdUnit *unit)
{
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind == GD_TOKEN_VALUE)
      return TRUE;
  return FALSE;
}

/* Both parts of a cut row stand between rulings, or neither does. */
static gboolean may_be_cut(const GdUnit *upper, const GdUnit *lower)
{
  return gd_grid_is_lines(upper->grid) == gd_grid_is_lines(lower->grid);
}

/* A line of text may continue the line above. One of the first rows of a page
 * may continue the last row of the page before, if nothing but furniture and
 * rows without numbers (a head that is printed again) stand between. */
static void find_continued(Search *s)
{
  s->above = g_new(guint, s->units->len + 1);
  s->cut = g_new(guint, s->units->len + 1);
  guint last = NONE, end_of_page = NONE, rows = 0;
  for (guint i = 0; i < s->units->len; i++) {
    const GdUnit *unit = s->units->pdata[i];
    const GdUnit *before = last == NONE ? NULL : s->units->pdata[last];
    s->above[i] = s->cut[i] = NONE;
    if (unit->grid == NULL || unit->boxless) {
      last = unit->furniture ? last : NONE;
      end_of_page = unit->furniture ? end_of_page : NONE;
      continue;
    }
    if (before != NULL && before->page < unit->page) {
      end_of_page = before->last && may_be_cut(before, unit) ? last : NONE;
      rows = 0;
    }
    if (before != NULL && is_next_line(before, unit))
      s->above[i] = last;
    s->cut[i] = end_of_page;
    if (holds_values(unit) || ++rows > HEAD_ROWS)
      end_of_page = NONE;
    last = i;
  }
}

static double item_match(const Search *s, guint unit, guint item)
{
  return s->match[(gsize)unit * s->n_items + item];
}

static void score_all(Search *s)
{
  s->match = g_new(double, (gsize)s->units->len * s->n_items + 1);
  s->passing = g_new(double, s->units->len + 1);
  for (guint i = 0; i < s->units->len; i++) {
    const GdUnit *unit = s->units->pdata[i];
    s->passing[i] = gd_score_stranger(s->plan, unit);
    for (guint j = 0; j < s->n_items; j++)
      s->match[(gsize)i * s->n_items + j] =
          gd_score_unit(&g_array_index(s->plan->items, GdItem, j), unit);
  }
}

/* H and the steps that lead to it, for units from..to-1; row 0 and column 0 are
 * the empty alignment. */
typedef struct {
  guint from, to, columns;
  double *h;
  guint8 *step;
} Matrix;

static gsize place(const Matrix *m, guint i, guint j)
{
  return (gsize)(i - m->from) * m->columns + j;
}

static void offer(double score, guint step, double *best, guint *best_step)
{
  if (score > *best + 1e-9) { /* sums in another order are no better */
    *best = score;
    *best_step = step;
  }
}

/* What the further units of a run must bring: more of the label, or the numbers.
 * Otherwise each is a stranger. */
static double score_run(const Search *s, const GdItem *item, GdUnit *const *run, const guint *index,
                        guint n)
{
  double score = gd_score_run(item, run, n);
  if (score <= GD_SCORE_NEVER)
    return score;
  guint best = 0;
  double nearest = 2;
  for (guint k = 0; k < n; k++) {
    double d = gd_row_distance(item, run[k], NULL);
    if (d < nearest) {
      nearest = d;
      best = k;
    }
  }
  if (gd_run_distance(item, run, n) < nearest)
    return score;
  for (guint k = 0; k < n; k++) {
    gboolean brings =
        holds_values(run[k]) && (!holds_values(run[best]) || gd_grid_is_lines(run[k]->grid));
    if (k != best && !brings)
      score += s->passing[index[k]];
  }
  return score;
}

/* Numbers of two lines stand one above the other: they are of two rows. */
static gboolean have_stacked_values(const GdUnit *a, const GdUnit *b)
{
  for (guint i = 0; i < a->tokens->len; i++)
    for (guint k = 0; k < b->tokens->len; k++) {
      const GdToken *x = gd_unit_token(a, i), *y = gd_unit_token(b, k);
      if (x->kind == GD_TOKEN_VALUE && y->kind == GD_TOKEN_VALUE &&
          gd_overlap(x->box.x0, x->box.x1, y->box.x0, y->box.x1) > 0)
        return TRUE;
    }
  return FALSE;
}

/* The line of text that the unit may continue: the one above, or the last of the
 * page before. NONE if there is none. */
static guint line_before(const Search *s, guint unit)
{
  if (s->above[unit] != NONE || s->cut[unit] == NONE)
    return s->above[unit];
  return gd_grid_is_lines(((const GdUnit *)s->units->pdata[unit])->grid) ? s->cut[unit] : NONE;
}

/* Runs of lines of text that end with `unit` as item j. Cells of several lines
 * put the numbers of one row at several heights, never above each other. What
 * stands between the lines (a page number, a head printed again) is passed over. */
static void offer_runs(const Search *s, const Matrix *m, guint unit, guint j, double *best,
                       guint *step)
{
  const GdItem *item = &g_array_index(s->plan->items, GdItem, j - 1);
  GdUnit *run[RUN_LINES];
  guint index[RUN_LINES], n = 0;
  double between = 0;
  for (guint u = unit; u != NONE && u >= m->from && n < RUN_LINES; u = line_before(s, u)) {
    memmove(run + 1, run, n * sizeof *run);
    memmove(index + 1, index, n * sizeof *index);
    run[0] = s->units->pdata[u];
    index[0] = u;
    n++;
    for (guint k = 1; k < n; k++)
      if (have_stacked_values(run[0], run[k]))
        return;
    for (guint k = u + 1; n > 1 && k < index[1]; k++)
      between += s->passing[k];
    if (n > 1)
      offer(m->h[place(m, u, j - 1)] + score_run(s, item, run, index, n) + between, RUN + n, best,
            step);
  }
}

/* Runs of words and numbers of a text input that end with the unit as item j. What
 * stands between is page furniture, or a word of a group. */
static void offer_text_runs(Search *s, const Matrix *m, guint j, double *best, guint *step)
{
  const GdItem *item = &g_array_index(s->plan->items, GdItem, j - 1);
  for (guint n = 0; n < s->n_runs && s->runs[n].first >= m->from; n++) {
    if (s->runs[n].values_first || s->runs[n].n_words == 0)
      continue; /* no row begins so */
    double score = gd_score_text_run(item, &s->runs[n]);
    offer(m->h[place(m, s->runs[n].first, j - 1)] + score, RUN + n + 1, best, step);
    if (score >= FIT_AGAIN && s->runs[n].n_values > 0)
      offer(m->h[place(m, s->runs[n].first, j)] + PASS_AGAIN, AGAIN + n + 1, best, step);
  }
}

/* The unit and the row of the page before as item j. */
static void offer_cut(const Search *s, const Matrix *m, guint unit, guint j, double *best,
                      guint *step)
{
  const GdItem *item = &g_array_index(s->plan->items, GdItem, j - 1);
  guint index[] = {s->cut[unit], unit};
  if (index[0] < m->from)
    return;
  GdUnit *run[] = {s->units->pdata[index[0]], s->units->pdata[unit]};
  if (gd_grid_is_lines(run[1]->grid) && have_stacked_values(run[0], run[1]))
    return;
  double score = score_run(s, item, run, index, 2);
  for (guint between = index[0] + 1; between < unit; between++)
    score += s->passing[between];
  offer(m->h[place(m, index[0], j - 1)] + score, CUT, best, step);
}

/* Best score of the entry behind unit i and item j (both counted from 1). */
static void fill_entry(Search *s, Matrix *m, guint i, guint j)
{
  const GdItem *item = &g_array_index(s->plan->items, GdItem, j - 1);
  guint unit = i - 1, step = STOP;
  double best = 0;
  offer(m->h[place(m, i - 1, j - 1)] + item_match(s, unit, j - 1), MATCH, &best, &step);
  if (item->kind == GD_ITEM_HEAD)
    offer(m->h[place(m, i - 1, j)] + fmin(item_match(s, unit, j - 1), MORE_HEAD), EXTEND_HEAD,
          &best, &step);
  offer(m->h[place(m, i - 1, j)] + s->passing[unit], STRANGER, &best, &step);
  offer(m->h[place(m, i, j - 1)] + gd_score_missing(item), ABSENT, &best, &step);
  gboolean labelled = item->kind == GD_ITEM_ROW || item->kind == GD_ITEM_TITLE;
  if (labelled && s->n_runs > 0)
    offer_text_runs(s, m, j, &best, &step);
  else if (labelled && line_before(s, unit) != NONE)
    offer_runs(s, m, unit, j, &best, &step);
  if (labelled && s->cut[unit] != NONE)
    offer_cut(s, m, unit, j, &best, &step);
  m->h[place(m, i, j)] = best;
  m->step[place(m, i, j)] = (guint8)step;
}

static Matrix matrix_new(const Search *s, guint from, guint to)
{
  Matrix m = {from, to, s->n_items + 1, NULL, NULL};
  gsize size = (gsize)(to - from + 1) * m.columns;
  m.h = g_new0(double, size);
  m.step = g_new0(guint8, size);
  return m;
}

static void matrix_clear(Matrix *m)
{
  g_free(m->h);
  g_free(m->step);
}

static GdHit *hit_new(const Search *s, double score)
{
  GdHit *hit = g_new0(GdHit, 1);
  hit->plan = s->plan;
  hit->score = score;
  hit->matched = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint j = 0; j < s->n_items; j++)
    g_ptr_array_add(hit->matched, g_array_new(FALSE, FALSE, sizeof(guint)));
  hit->strangers = g_array_new(FALSE, FALSE, sizeof(guint));
  return hit;
}

void gd_hit_free(GdHit *hit)
{
  if (hit == NULL)
    return;
  g_ptr_array_unref(hit->matched);
  g_array_unref(hit->strangers);
  g_free(hit);
}

/* The first of n units that end with unit, all added to list but what is passed over. */
static guint trace_text_run(const Search *s, guint unit, guint n, GArray *list)
{
  guint first = gd_text_run_first(s->stream, s->passed, unit, n);
  g_array_prepend_val(list, unit);
  for (guint u = unit; u-- > first;)
    if (!s->passed[u])
      g_array_prepend_val(list, u);
  return first;
}

/* The first unit of the row that ends with unit; all are added to list. */
static guint trace_row(const Search *s, guint unit, guint step, GArray *list)
{
  guint n = step > RUN ? step - RUN : step == CUT ? 2 : 1;
  if (((const GdUnit *)s->units->pdata[unit])->boxless && step > RUN)
    return trace_text_run(s, unit, n, list);
  g_array_prepend_val(list, unit);
  for (guint k = 1; k < n; k++) {
    unit = step == CUT ? s->cut[unit] : line_before(s, unit);
    g_array_prepend_val(list, unit);
  }
  return unit;
}

/* Follows the steps back from entry (i, j). */
static GdHit *trace(const Search *s, const Matrix *m, guint i, guint j)
{
  GdHit *hit = hit_new(s, m->h[place(m, i, j)]);
  hit->last = i - 1;
  for (guint step; (step = m->step[place(m, i, j)]) != STOP;) {
    guint first = i - 1;
    if (step == ABSENT) {
      j--;
      continue;
    }
    if (step > AGAIN)
      first = trace_text_run(s, first, step - AGAIN, hit->strangers);
    else if (step == STRANGER)
      g_array_prepend_val(hit->strangers, first);
    else
      first = trace_row(s, first, step, hit->matched->pdata[j - 1]);
    hit->first = first;
    i = first;
    j -= step == MATCH || (step >= CUT && step < AGAIN);
  }
  return hit;
}

/* Heads and titles alone are no table: their words (总计, 其他) stand in many. */
static gboolean has_row(const GdHit *hit)
{
  for (guint j = 0; j < hit->matched->len; j++) {
    GdItemKind kind = g_array_index(hit->plan->items, GdItem, j).kind;
    if (kind != GD_ITEM_HEAD && kind != GD_ITEM_TITLE && gd_hit_units(hit, j)->len > 0)
      return TRUE;
  }
  return FALSE;
}

static void search(Search *s, guint from, guint to)
{
  if (to <= from || s->hits->len >= GD_CAP_REPORTS)
    return;
  Matrix m = matrix_new(s, from, to);
  guint best_i = from, best_j = 0;
  guint longest = s->plan->longest_label + NOTE_CHARS;
  double best = 0;
  for (guint i = from + 1; i <= to; i++) {
    s->n_runs = s->plan->has_rows ? gd_text_runs(s->stream, s->passed, i - 1, longest, s->runs) : 0;
    for (guint j = 1; j < m.columns; j++) {
      fill_entry(s, &m, i, j);
      if (m.h[place(&m, i, j)] > best) {
        best = m.h[place(&m, i, j)];
        best_i = i;
        best_j = j;
      }
    }
  }
  GdHit *hit = NULL;
  if (best >= fmin(HIT_ROWS, HIT_SHARE * s->plan->best_score))
    hit = trace(s, &m, best_i, best_j);
  matrix_clear(&m);
  if (hit == NULL)
    return;
  guint first = hit->first, last = hit->last;
  search(s, from, first);
  if (has_row(hit))
    g_ptr_array_add(s->hits, hit);
  else
    gd_hit_free(hit);
  search(s, last + 1, to);
}

GPtrArray *gd_align(const GdPlan *plan, const GdStream *stream)
{
  Search s = {.plan = plan, .stream = stream, .units = stream->units, .n_items = plan->items->len};
  s.hits = g_ptr_array_new_with_free_func((GDestroyNotify)gd_hit_free);
  find_continued(&s);
  s.passed = gd_text_passed_over(plan, stream);
  score_all(&s);
  search(&s, 0, stream->units->len);
  g_free(s.match);
  g_free(s.passing);
  g_free(s.passed);
  g_free(s.above);
  g_free(s.cut);
  return s.hits;
}
