/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prefix search of Graves et al. (ICML 2006) with a narrow beam, as Tesseract does it without a
 * dictionary, so that texts and confidences are the same (tests/test_line_net.c):
 *
 * 1. At each column only the two likeliest classes and "nothing" go on.
 * 2. Paths are kept in three beams: those that may go on with anything; those whose last letter
 *    must be seen once more, scored as if "nothing" there were that letter; and those whose last
 *    letter was so seen, and must not come again at once. In each beam the best of every text.
 * 3. A letter is as sure as the least sure of its columns and of the empty ones before it.
 * 4. Others: between the middles of the gaps beside a letter, what the best path there says; then
 *    the search once more without what was found, and so on.
 */
#include "ocr/line_decode.h"

#include <math.h>
#include <string.h>

/* Paths of a beam, by how many classes of a letter that is not ended they have. */
static const guint widths[GD_LINE_CODES] = {5, 10, 16, 16, 16, 16, 16, 16};
#define WIDEST 16

/* Logs of probabilities: the least that counts, what each column costs, and how much dearer what
 * no dictionary knows is (there is none here). */
#define LEAST_LOG (-20.0F)
#define COLUMN_COST (-0.085)
#define NO_DICTIONARY 2.25F

/* Confidence that one unit of these takes. */
#define CONFIDENCE_OF_LOG 0.05F

/* Times that others are looked for, the first among the paths of the letters themselves. */
#define ROUNDS 6

#define SPACE 0
#define NOBODY GD_LINE_NONE

typedef enum { ANYTHING, ONLY_AGAIN, NOT_AGAIN, BEAMS } Beam;

typedef struct {
  guint class;    /* of this column */
  guint letter;   /* that it ends; NOBODY if none */
  guint branch;   /* of the codes: classes of a letter that is not ended yet */
  guint depth;    /* how many these are */
  gboolean again; /* the same class as one column before */
  float log;      /* of this column */
  float score;    /* of all columns so far */
  guint before;   /* slot of the column before; NOBODY in the first one */
  guint64 text;   /* tells paths of different texts apart */
} Node;

typedef struct {
  const GdLineNet *net;
  const GdLineColumns *columns;
  guint depths; /* classes of the longest letter */
  Node *nodes;  /* of each column, of each depth, of each beam: WIDEST. Owned */
  guint *n;     /* how many there are of each. Owned */
  guint top[3]; /* the likeliest classes of the column, then "nothing"; NOBODY if the same */
} Search;

/* A letter of a path. */
typedef struct {
  guint letter;
  guint begin, first, end; /* columns: of its first class, of that which ends it, behind the last */
  float log, cost;         /* least log, sum of all negated */
} Found;

/* A slot of a column is the place of a node among all of that column. */
static guint slot_of(guint depth, guint beam, guint i)
{
  return (depth * BEAMS + beam) * WIDEST + i;
}

static Node *node_at(const Search *s, guint column, guint slot)
{
  return s->nodes + (gsize)column * slot_of(s->depths, 0, 0) + slot;
}

static guint *count_at(const Search *s, guint column, guint depth, guint beam)
{
  return s->n + ((gsize)column * s->depths + depth) * BEAMS + beam;
}

static float log_of(float p)
{
  static const float least_p = 2.0611537e-9F; /* exp(LEAST_LOG) */
  return (float)((double)(p > least_p ? logf(p) : LEAST_LOG) + COLUMN_COST);
}

/* Puts a node into a beam: instead of one of the same text if it is better, else if there is room
 * or it is better than the worst. */
static void push(const Search *s, guint column, Beam beam, const Node *node)
{
  Node *nodes = node_at(s, column, slot_of(node->depth, beam, 0)), *worst = NULL;
  guint *n = count_at(s, column, node->depth, beam);
  for (guint i = 0; i < *n; i++) {
    if (nodes[i].class == node->class && nodes[i].text == node->text) {
      if (node->score > nodes[i].score)
        nodes[i] = *node;
      return;
    }
    if (worst == NULL || nodes[i].score < worst->score)
      worst = &nodes[i];
  }
  if (worst == NULL || *n < widths[node->depth])
    nodes[(*n)++] = *node;
  else if (node->score > worst->score)
    *worst = *node;
}

/* Adds a node behind `before` (NULL at the first column), whose text and score are made here. */
static void add(const Search *s, guint column, Beam beam, Node node, const Node *before)
{
  node.score = node.log;
  if (before != NULL) {
    node.score += before->score;
    node.text = before->text;
  }
  if (!node.again && node.class != s->net->nothing)
    node.text = node.text * s->net->n_classes + node.class;
  push(s, column, beam, &node);
}

/* The likeliest classes of a column but those that are excluded (may be NULL). */
static void find_top(Search *s, const float *p, const guint8 *excluded)
{
  guint first = NOBODY, second = NOBODY;
  for (guint k = 0; k < s->columns->n_classes; k++) {
    if (excluded != NULL && excluded[k])
      continue;
    if (first == NOBODY || p[k] > p[first]) {
      second = first;
      first = k;
    } else if (second == NOBODY || p[k] > p[second]) {
      second = k;
    }
  }
  const guint nothing = s->net->nothing;
  s->top[0] = first;
  s->top[1] = second;
  s->top[2] = nothing == first || nothing == second ? NOBODY : nothing;
}

static gboolean is_top(const Search *s, guint class)
{
  return class == s->top[0] || class == s->top[1] || class == s->top[2];
}

/* The last class once more. */
static void go_on_again(const Search *s, guint column, const float *p, Beam beam,
                        const Node *before, guint slot)
{
  const guint nothing = s->net->nothing, class = before->class;
  Node node = *before;
  node.again = TRUE;
  node.before = slot;
  if (!is_top(s, class))
    return;
  if (beam != NOT_AGAIN) {
    node.log = log_of(p[class]) * NO_DICTIONARY;
    if (node.log >= LEAST_LOG || class == nothing)
      add(s, column, ANYTHING, node, before);
  }
  if (beam == ANYTHING && class != nothing) {
    node.log = log_of(p[class] + p[nothing]) * NO_DICTIONARY;
    if (node.log >= LEAST_LOG)
      add(s, column, NOT_AGAIN, node, before);
  }
}

/* Nothing, between the classes of a letter. */
static void go_on_inside(const Search *s, guint column, const float *p, const Node *before,
                         guint slot)
{
  Node node = {.class = s->net->nothing, .letter = NOBODY, .before = slot};
  node.branch = before->branch;
  node.depth = before->depth;
  node.log = log_of(p[node.class]) * NO_DICTIONARY;
  add(s, column, ANYTHING, node, before);
}

/* How likely the class begins here, whether or not it is seen once more. The two likeliest may
 * share the column: either may be the end of the one or the begin of the other. */
static float log_of_begin(const Search *s, const float *p, Beam beam, guint class,
                          const Node *before)
{
  float both = p[class] + p[s->net->nothing];
  if (before != NULL && beam == ANYTHING && before->class != s->net->nothing &&
      ((before->class == s->top[0] && class == s->top[1]) ||
       (class == s->top[0] && before->class == s->top[1])))
    both += p[before->class];
  return log_of(both) * NO_DICTIONARY;
}

/* Another class, as what its twig makes of it. before: NULL at the first column. */
static void go_on_new(const Search *s, guint column, const float *p, Beam beam, guint class,
                      const Node *before, guint slot)
{
  const guint branch = before != NULL ? before->branch : GD_LINE_ROOT;
  const guint depth = before != NULL ? before->depth : 0;
  const GdLineTwig *twig = gd_line_codes_find(s->net->codes, branch, class);
  const gboolean nothing = class == s->net->nothing;
  if (twig == NULL)
    return;
  const float log = log_of(p[class]), begin = log_of_begin(s, p, beam, class, before);
  Node node = {.class = class, .letter = NOBODY, .before = slot};
  if (twig->letter != NOBODY && (log >= LEAST_LOG || nothing)) {
    node.letter = depth == 0 && nothing ? NOBODY : twig->letter;
    node.log = log * NO_DICTIONARY;
    add(s, column, ANYTHING, node, before);
    node.log = begin;
    if (!nothing)
      add(s, column, ONLY_AGAIN, node, before);
  }
  if (twig->branch == NOBODY || depth + 1 >= s->depths)
    return;
  node.letter = NOBODY;
  node.branch = twig->branch;
  node.depth = depth + 1;
  node.log = log * NO_DICTIONARY;
  if (node.log >= LEAST_LOG || nothing)
    add(s, column, ANYTHING, node, before);
  node.log = begin;
  if (!nothing && begin >= LEAST_LOG)
    add(s, column, ONLY_AGAIN, node, before);
}

static void go_on(const Search *s, guint column, Beam beam, const Node *before, guint slot)
{
  const float *p = s->columns->p + (gsize)column * s->columns->n_classes;
  if (before != NULL)
    go_on_again(s, column, p, beam, before, slot);
  if (beam == ONLY_AGAIN)
    return;
  if (before != NULL && before->class != s->net->nothing && before->depth > 0)
    go_on_inside(s, column, p, before, slot);
  for (guint i = 0; i < G_N_ELEMENTS(s->top); i++)
    if (s->top[i] != NOBODY && (before == NULL || s->top[i] != before->class))
      go_on_new(s, column, p, beam, s->top[i], before, slot);
}

/* All paths of the column before. */
static void go_on_all(const Search *s, guint t)
{
  for (guint depth = 0; depth < s->depths; depth++)
    for (guint beam = 0; beam < BEAMS; beam++)
      for (guint i = 0; i < *count_at(s, t - 1, depth, beam); i++) {
        const guint slot = slot_of(depth, beam, i);
        go_on(s, t, (Beam)beam, node_at(s, t - 1, slot), slot);
      }
}

/* Steps 1 and 2. excluded: for each segment the classes that are not to be found there; NULL: none.
 * bounds: of the segments. */
static void search(Search *s, const guint8 *excluded, const GArray *bounds)
{
  guint segment = 0;
  for (guint t = 0; t < s->columns->n; t++) {
    while (excluded != NULL && segment + 1 < bounds->len &&
           t >= g_array_index(bounds, guint, segment + 1))
      segment++;
    find_top(s, s->columns->p + (gsize)t * s->columns->n_classes,
             excluded != NULL ? excluded + (gsize)segment * s->columns->n_classes : NULL);
    memset(count_at(s, t, 0, 0), 0, (gsize)s->depths * BEAMS * sizeof *s->n);
    if (t == 0)
      go_on(s, t, ANYTHING, NULL, NOBODY);
    else
      go_on_all(s, t);
  }
}

/* The nodes of the path that ends in a slot of the last of n columns, in order. Caller frees. */
static const Node **path_to(const Search *s, guint last, guint slot, guint n)
{
  const Node **path = g_new(const Node *, n);
  for (guint i = n; i-- > 0; last--) {
    path[i] = node_at(s, last, slot);
    slot = path[i]->before;
  }
  return path;
}

/* Step 3: the letters of n nodes. Empty columns in front of a space belong to the letter before it,
 * and so do those behind the last one. Caller owns (of Found). */
static GArray *letters_of(const Search *s, const Node *const *path, guint n)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Found));
  guint t = 0;
  while (t < n) {
    Found found = {0};
    double cost = 0;
    found.begin = n;
    for (; t < n && path[t]->letter == NOBODY; t++) {
      if (path[t]->class != s->net->nothing)
        found.begin = MIN(found.begin, t);
      found.log = MIN(found.log, path[t]->log);
      cost -= path[t]->log;
    }
    Found *last = all->len > 0 ? &g_array_index(all, Found, all->len - 1) : NULL;
    if (last != NULL && (t == n || path[t]->letter == SPACE)) {
      last->log = MIN(last->log, found.log);
      last->cost += (float)cost;
      found.log = 0;
      cost = 0;
    }
    if (t == n)
      break;
    found.letter = path[t]->letter;
    found.first = t;
    found.begin = MIN(found.begin, t);
    do {
      found.log = MIN(found.log, path[t]->log);
      cost -= path[t]->log;
    } while (++t < n && path[t]->again);
    found.end = t;
    found.cost = (float)cost;
    g_array_append_val(all, found);
  }
  return all;
}

/* The slot of the best node of the last column; beams whose last letter must come again are left
 * out. */
static guint best_end(const Search *s)
{
  const guint last = s->columns->n - 1;
  guint best = NOBODY;
  for (guint beam = 0; beam < BEAMS; beam++)
    for (guint i = 0; beam != ONLY_AGAIN && i < *count_at(s, last, 0, beam); i++) {
      const guint slot = slot_of(0, beam, i);
      if (best == NOBODY || node_at(s, last, slot)->score > node_at(s, last, best)->score)
        best = slot;
    }
  return best;
}

/* Columns where segments begin, one for each letter, half-way between letters; the last is behind
 * all. Caller owns (of guint). */
static GArray *bounds_of(const GArray *letters, guint n)
{
  GArray *bounds = g_array_new(FALSE, FALSE, sizeof(guint));
  guint bound = 0;
  for (guint i = 0; i <= letters->len; i++) {
    g_array_append_val(bounds, bound);
    if (i + 1 < letters->len) {
      const guint end = g_array_index(letters, Found, i).end;
      bound = end + (g_array_index(letters, Found, i + 1).first - end) / 2;
    } else {
      bound = n;
    }
  }
  return bounds;
}

/* Whether there is a letter among the last n nodes of the path. */
static gboolean has_letter(const Search *s, guint column, guint slot, guint n)
{
  for (guint i = 0; i < n; i++, column--) {
    const Node *node = node_at(s, column, slot);
    if (node->letter != NOBODY)
      return TRUE;
    slot = node->before;
  }
  return FALSE;
}

/* The best path into the end of a segment that has a letter in it. Caller frees; NULL if there is
 * none. */
static const Node **segment_path(const Search *s, guint from, guint to)
{
  guint best = NOBODY;
  for (guint i = 0; i < *count_at(s, to - 1, 0, ANYTHING); i++) {
    const guint slot = slot_of(0, ANYTHING, i);
    if ((best == NOBODY || node_at(s, to - 1, slot)->score > node_at(s, to - 1, best)->score) &&
        has_letter(s, to - 1, slot, to - from))
      best = slot;
  }
  return best != NOBODY ? path_to(s, to - 1, best, to - from) : NULL;
}

/* Step 4, one segment: what it says is added to the letter's others, and excluded from now on. */
static void tell_other(const Search *s, guint from, guint to, guint8 *excluded,
                       GdLineLetter *letter)
{
  g_autofree const Node **path = to > from ? segment_path(s, from, to) : NULL;
  if (path == NULL)
    return;
  g_autoptr(GArray) all = letters_of(s, path, to - from);
  const Found *best = NULL;
  for (guint i = 0; i < all->len; i++) {
    const Found *found = &g_array_index(all, Found, i);
    if (best == NULL || found->cost < best->cost)
      best = found;
  }
  for (guint i = 0; i < to - from; i++)
    if (path[i]->class != s->net->nothing)
      excluded[path[i]->class] = TRUE;
  const char *text = best != NULL ? s->net->letters[best->letter] : "";
  if (best != NULL && best->letter != SPACE && *text != '\0' && !g_str_equal(text, letter->text) &&
      letter->n_others < GD_LINE_OTHERS)
    letter->others[letter->n_others++] =
        (GdLineChoice){text, CLAMP(1 - CONFIDENCE_OF_LOG * best->cost, 0, 1)};
}

/* Step 4. letters: of GdLineLetter, one for each segment. */
static void tell_others(Search *s, const GArray *bounds, GArray *letters)
{
  g_autofree guint8 *excluded = g_new0(guint8, (gsize)bounds->len * s->columns->n_classes);
  gboolean all_told = FALSE;
  for (guint round = 0; round < ROUNDS && !all_told; round++) {
    if (round > 0)
      search(s, excluded, bounds);
    all_told = TRUE;
    for (guint i = 0; i < letters->len; i++) {
      GdLineLetter *letter = &g_array_index(letters, GdLineLetter, i);
      tell_other(s, g_array_index(bounds, guint, i), g_array_index(bounds, guint, i + 1),
                 excluded + (gsize)i * s->columns->n_classes, letter);
      all_told &= letter->n_others == GD_LINE_OTHERS;
    }
  }
}

/* Leaves away what is no letter. */
static void drop_spaces(const GArray *all, GArray *letters)
{
  for (guint i = letters->len; i-- > 0;) {
    const gboolean space = g_array_index(all, Found, i).letter == SPACE;
    if (space && i + 1 < letters->len)
      g_array_index(letters, GdLineLetter, i + 1).spaced = TRUE;
    if (space || *g_array_index(letters, GdLineLetter, i).text == '\0')
      g_array_remove_index(letters, i);
  }
}

GArray *gd_line_decode(const GdLineNet *net, const GdLineColumns *columns, gboolean others)
{
  GArray *letters = g_array_new(FALSE, TRUE, sizeof(GdLineLetter));
  if (columns->n == 0)
    return letters;
  const guint depths = gd_line_codes_depth(net->codes);
  g_autofree Node *nodes = g_new(Node, (gsize)columns->n * slot_of(depths, 0, 0));
  g_autofree guint *n = g_new(guint, (gsize)columns->n * depths * BEAMS);
  Search s = {.net = net, .columns = columns, .depths = depths, .nodes = nodes, .n = n};
  search(&s, NULL, NULL);
  g_autofree const Node **path = path_to(&s, columns->n - 1, best_end(&s), columns->n);
  g_autoptr(GArray) all = letters_of(&s, path, columns->n);
  g_autoptr(GArray) bounds = bounds_of(all, columns->n);
  for (guint i = 0; i < all->len; i++) {
    const Found *found = &g_array_index(all, Found, i);
    const GdLineLetter letter = {
        .text = net->letters[found->letter],
        .confidence = CLAMP(1 + CONFIDENCE_OF_LOG * found->log, 0, 1),
        .x = (found->begin + found->end) / 2.0 * columns->pixels,
    };
    g_array_append_val(letters, letter);
  }
  if (others)
    tell_others(&s, bounds, letters);
  drop_spaces(all, letters);
  return letters;
}
