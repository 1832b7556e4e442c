/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Each label becomes a row of states: the classes of its letters, and silence (nothing, a
 *     space, a mark) before, between and behind them:
 *
 *         silence  信1 silence 信2 silence  访1 …
 *
 *  2. The loss of each class at each column; silence has that of all its classes together.
 *  3. Labels of about as many letters are walked through, column by column; the one that loses
 * least is taken if the next one loses clearly more, and each of its letters is there.
 */
#include "ocr/line_known.h"

#include "models/text.h"

#include <math.h>
#include <string.h>

/* Columns of all lines of a label, and states of one, at most: what is longer is none. */
#define MOST_COLUMNS 1024
#define MOST_STATES (2 * GD_FOLDED_MAX * GD_LINE_CODES + 1)

/* Nats. The least likelihood that counts. */
#define LEAST_P 1e-9F

/* Nats for each letter that a label may lose. Those of faxes that nobody could read lost 0.8
 * to 3.5, lines of prose 20 and more for the nearest label; short ones fit anything sooner. */
#define MOST_LOSS 4.0F
#define MOST_LOSS_SHORT 2.0F
#define SHORT 4
/* The same for one letter: of a quarter of them, of all; and of those by which alone some labels
 * differ. */
#define MOST_OF_MANY 6.0F
#define DOUBTED_SHARE 0.25
#define MOST_OF_ANY 14.0F
#define MOST_OF_WEIGHTY 4.0F
/* Nats that another label must lose more. */
#define CLEARLY 8.0F

/* Letters that are missed or made up in reading, as a share, and at least. */
#define MISREAD_SHARE 0.4
#define MISREAD_LEAST 2

/* Letters from which a label can be told. */
#define FEWEST 2

#define SILENCE G_MAXUINT16
#define FAR (1e30F)

typedef struct {
  guint16 class; /* or SILENCE */
  guint8 letter; /* whose it is, or that it follows */
} State;

/* One way to print a label. */
typedef struct {
  char *text;     /* folded. Owned */
  GdFolded plain; /* the same without number and brackets */
  guint n_letters;
  gunichar letters[GD_FOLDED_MAX];
  guint n_states;
  State *states; /* owned */
} Spelling;

struct GdLineKnown {
  const GdLineNet *net;
  GPtrArray *spellings; /* of Spelling* */
  GHashTable *texts;    /* of their texts */
  guint8 *silent;       /* of each class whether it is of a mark, a space or nothing. Owned */
};

/* The columns of all lines, one behind the other. */
typedef struct {
  guint n, n_classes;
  float *loss;    /* of each class at each column. Owned */
  float *silence; /* of silence at each column. Owned */
} Losses;

static void spelling_free(gpointer data)
{
  Spelling *spelling = data;
  g_free(spelling->text);
  g_free(spelling->states);
  g_free(spelling);
}

/* Adds the code of each single letter that begins with `code` to codes (of GdLineCode, by
 * gunichar); of several codes of a letter the first counts. */
static void add_codes(const GdLineNet *net, guint branch, GdLineCode *code, GHashTable *codes)
{
  for (guint k = 0; k < net->n_classes && code->n < GD_LINE_CODES; k++) {
    const GdLineTwig *twig = gd_line_codes_find(net->codes, branch, k);
    if (twig == NULL)
      continue;
    code->classes[code->n++] = (guint16)k;
    const char *letter = twig->letter != GD_LINE_NONE ? net->letters[twig->letter] : "";
    const gunichar c = g_utf8_get_char(letter);
    if (c != 0 && !g_hash_table_contains(codes, GUINT_TO_POINTER(c)))
      g_hash_table_insert(codes, GUINT_TO_POINTER(c), g_memdup2(code, sizeof *code));
    if (twig->branch != GD_LINE_NONE)
      add_codes(net, twig->branch, code, codes);
    code->n--;
  }
}

/* Classes that tell a whole character which is no letter and no digit. */
static guint8 *find_silent(const GdLineNet *net)
{
  guint8 *silent = g_new0(guint8, net->n_classes + 1);
  for (guint k = 0; k < net->n_classes; k++) {
    const GdLineTwig *twig = gd_line_codes_find(net->codes, GD_LINE_ROOT, k);
    if (twig == NULL || twig->branch != GD_LINE_NONE || twig->letter == GD_LINE_NONE)
      continue;
    const char *letter = net->letters[twig->letter];
    silent[k] = !g_unichar_isalnum(g_utf8_get_char(letter));
  }
  silent[net->nothing] = 1;
  return silent;
}

static void add_state(Spelling *spelling, guint code, guint letter)
{
  spelling->states[spelling->n_states++] = (State){(guint16)code, (guint8)letter};
}

/* Step 1. NULL if a letter has no code, or there are too few. */
static Spelling *spelling_new(GHashTable *codes, const GdFolded *folded)
{
  Spelling *s = g_new0(Spelling, 1);
  s->states = g_new(State, MOST_STATES);
  add_state(s, SILENCE, 0);
  gboolean known = TRUE;
  for (guint i = 0; i < folded->length && known; i++) {
    if (!g_unichar_isalnum(folded->chars[i]))
      continue;
    const GdLineCode *code = g_hash_table_lookup(codes, GUINT_TO_POINTER(folded->chars[i]));
    known = code != NULL;
    for (guint k = 0; known && k < code->n; k++) {
      add_state(s, code->classes[k], s->n_letters);
      add_state(s, SILENCE, s->n_letters);
    }
    s->letters[s->n_letters++] = folded->chars[i];
  }
  s->text = g_ucs4_to_utf8(folded->chars, folded->length, NULL, NULL, NULL);
  s->states = g_renew(State, s->states, s->n_states);
  if (known && s->n_letters >= FEWEST && s->text != NULL)
    return s;
  spelling_free(s);
  return NULL;
}

/* A label as it is, without its number, without what is in brackets. */
static void add_label(GdLineKnown *known, GHashTable *codes, const char *label)
{
  const GdFolded full = gd_folded_take(label), plain = gd_folded_unnumbered(&full);
  const GdFolded bare = gd_folded_unbracketed(&plain);
  const GdFolded *ways[] = {&full, &plain, &bare};
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    Spelling *spelling = spelling_new(codes, ways[i]);
    if (spelling == NULL)
      continue;
    spelling->plain = bare;
    if (g_hash_table_contains(known->texts, spelling->text)) {
      spelling_free(spelling);
      continue;
    }
    g_hash_table_add(known->texts, spelling->text);
    g_ptr_array_add(known->spellings, spelling);
  }
}

GdLineKnown *gd_line_known_new(const GdLineNet *net, const GPtrArray *labels)
{
  GdLineKnown *known = g_new0(GdLineKnown, 1);
  g_autoptr(GHashTable) codes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  GdLineCode code = {0};
  known->net = net;
  known->spellings = g_ptr_array_new_with_free_func(spelling_free);
  known->texts = g_hash_table_new(g_str_hash, g_str_equal);
  known->silent = find_silent(net);
  add_codes(net, GD_LINE_ROOT, &code, codes);
  for (guint i = 0; i < labels->len; i++)
    add_label(known, codes, labels->pdata[i]);
  return known;
}

void gd_line_known_free(GdLineKnown *known)
{
  if (known == NULL)
    return;
  g_hash_table_unref(known->texts);
  g_ptr_array_unref(known->spellings);
  g_free(known->silent);
  g_free(known);
}

gboolean gd_line_known_has(const GdLineKnown *known, const char *text)
{
  g_autofree char *folded = gd_fold(text);
  return g_hash_table_contains(known->texts, folded);
}

static void losses_clear(Losses *losses)
{
  g_free(losses->loss);
  g_free(losses->silence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Losses, losses_clear)

/* Step 2, of one column. */
static void lose(const GdLineKnown *known, const float *p, float *loss, float *silence)
{
  const guint n = known->net->n_classes;
  float quiet = 0, top = 0;
  for (guint k = 0; k < n; k++) {
    quiet += known->silent[k] ? p[k] : 0;
    top = MAX(top, p[k]);
  }
  const float most = logf(MAX(MAX(top, quiet), LEAST_P));
  *silence = most - logf(MAX(quiet, LEAST_P));
  for (guint k = 0; k < n; k++)
    loss[k] = most - logf(MAX(p[k], LEAST_P));
}

/* Step 2. No columns if there are too many, or if a line has none: then a part is not known. */
static Losses losses_of(const GdLineKnown *known, const GdLineColumns *lines, guint n)
{
  Losses losses = {.n_classes = known->net->n_classes};
  guint columns = 0, at = 0;
  for (guint i = 0; i < n; i++) {
    if (lines[i].n == 0 || lines[i].n > MOST_COLUMNS - columns)
      return losses;
    columns += lines[i].n;
  }
  losses.n = columns;
  losses.loss = g_new(float, columns *(gsize)losses.n_classes + 1);
  losses.silence = g_new(float, (gsize)columns + 1);
  for (guint i = 0; i < n; i++)
    for (guint t = 0; t < lines[i].n; t++, at++)
      lose(known, lines[i].p + (gsize)t * losses.n_classes,
           losses.loss + (gsize)at * losses.n_classes, &losses.silence[at]);
  return losses;
}

static float loss_at(const Losses *losses, guint t, const State *state)
{
  return state->class == SILENCE ? losses->silence[t]
                                 : losses->loss[(gsize)t * losses->n_classes + state->class];
}

/* From how many states before state j a way may come: between two classes that differ silence may
 * be left out. */
static guint reach_of(const Spelling *s, guint j)
{
  const State *states = s->states;
  return j < 2 || states[j].class == SILENCE || states[j].class == states[j - 2].class ? MIN(j, 1U)
                                                                                       : 2;
}

/* Step 3: the loss of a label, FAR once it is more than `limit`. steps: NULL, or for each column
 * and state, set to how many states before it the way comes from. */
static float walk(const Losses *losses, const Spelling *s, float limit, guint8 *steps)
{
  float rows[2][MOST_STATES];
  for (guint j = 0; j < MOST_STATES; j++)
    rows[0][j] = rows[1][j] = FAR;
  for (guint t = 0; t < losses->n; t++) {
    const float *before = rows[(t + 1) % 2];
    float *now = rows[t % 2], least = FAR;
    for (guint j = 0; j < s->n_states; j++) {
      guint step = 0;
      float best = t == 0 && j < 2 ? 0 : before[j];
      for (guint k = 1; t > 0 && k <= reach_of(s, j); k++)
        if (before[j - k] < best) {
          best = before[j - k];
          step = k;
        }
      now[j] = best + loss_at(losses, t, &s->states[j]);
      least = MIN(least, now[j]);
      if (steps != NULL)
        steps[(gsize)t * s->n_states + j] = (guint8)step;
    }
    if (least > limit)
      return FAR;
  }
  const float *end = rows[(losses->n + 1) % 2] + s->n_states - 2; /* silence or none behind it */
  return MIN(end[0], end[1]);
}

/* The loss of each letter on the best way, with the columns behind it; of those before the first
 * one as that of a letter more. */
static void lose_by_letter(const Losses *losses, const Spelling *s, float *by_letter)
{
  g_autofree guint8 *steps = g_new(guint8, (gsize)losses->n * s->n_states);
  const float loss = walk(losses, s, FAR, steps);
  /* which of the two last states it ends in: the way back from the other one loses more */
  for (guint last = 1; last <= 2; last++) {
    float sum = 0;
    guint j = s->n_states - last;
    memset(by_letter, 0, (s->n_letters + 1) * sizeof *by_letter);
    for (guint t = losses->n; t-- > 0;) {
      const float here = loss_at(losses, t, &s->states[j]);
      by_letter[j > 0 ? s->states[j].letter : s->n_letters] += here;
      sum += here;
      j -= steps[(gsize)t * s->n_states + j];
    }
    if (sum <= loss + 1e-3F * (1 + loss))
      return;
  }
}

/* Whether another letter in its place would make it another label, or its numbers worth another
 * amount: 万 千 百 亿. */
static gboolean is_weighty(gunichar c)
{
  static const gunichar powers[] = {0x4E07, 0x5343, 0x767E, 0x4EBF};
  for (guint i = 0; i < G_N_ELEMENTS(powers); i++)
    if (c == powers[i])
      return TRUE;
  return gd_label_turns(c) || gd_label_is_numeral(c);
}

/* Every letter is there, as far as the print tells, and none before the first one: it might turn
 * the meaning. */
static gboolean is_there(const Losses *losses, const Spelling *s)
{
  float by_letter[GD_FOLDED_MAX + 1];
  guint doubted = 0;
  lose_by_letter(losses, s, by_letter);
  for (guint i = 0; i < s->n_letters; i++) {
    if (by_letter[i] > (is_weighty(s->letters[i]) ? MOST_OF_WEIGHTY : MOST_OF_ANY))
      return FALSE;
    doubted += by_letter[i] > MOST_OF_MANY;
  }
  return doubted <= DOUBTED_SHARE * s->n_letters && by_letter[s->n_letters] <= MOST_OF_WEIGHTY;
}

static float most_of(const Spelling *s)
{
  return (s->n_letters < SHORT ? MOST_LOSS_SHORT : MOST_LOSS) * (float)s->n_letters;
}

static gboolean is_as_long(const Spelling *s, guint letters)
{
  const double differs = fabs((double)s->n_letters - letters);
  return differs <= fmax(MISREAD_LEAST, MISREAD_SHARE * s->n_letters);
}

const char *gd_line_known_find(const GdLineKnown *known, const GdLineColumns *lines, guint n,
                               guint letters)
{
  g_auto(Losses) losses = losses_of(known, lines, n);
  const Spelling *best = NULL;
  float least = FAR;
  g_autofree float *loss = g_new(float, known->spellings->len + 1);
  for (guint i = 0; i < known->spellings->len && losses.n > 0; i++) {
    const Spelling *s = known->spellings->pdata[i];
    loss[i] = is_as_long(s, letters) ? walk(&losses, s, most_of(s) + CLEARLY, NULL) : FAR;
    if (loss[i] >= least)
      continue;
    least = loss[i];
    best = s;
  }
  if (best == NULL || least > most_of(best) || !is_there(&losses, best))
    return NULL;
  for (guint i = 0; i < known->spellings->len; i++) {
    const Spelling *other = known->spellings->pdata[i];
    if (loss[i] < least + CLEARLY && !gd_folded_equal(&best->plain, &other->plain))
      return NULL;
  }
  return best->text;
}
