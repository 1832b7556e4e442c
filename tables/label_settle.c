/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each label with rivals and each label of a form, by dynamic programming over both: how many
 * letters are the same, how many a reader considered, how many differ. The nearest label of a form
 * is taken if
 *
 *   - no other label of the same table is nearly as near;
 *   - at least as many letters were read outright as are put right;
 *   - few differ all the same.
 *
 * Figures are never put right: rows differ by nothing else. A character that turns the meaning
 * (label.h) is only if one of the readers read the form's outright.
 */
#include "tables/label_settle.h"

#include "models/text.h"

/* What a letter that a reader considered costs, and one that differs, is missing or too much. */
#define RIVAL 1
#define DIFFERS 4
/* The second nearest label costs that much more: one letter that nobody considered. */
#define CLEARLY DIFFERS
/* Of the letters, so many may differ still: what the matcher takes for certain (placing.h). */
#define STILL_DIFFERS 0.25
/* Letters from which a label can be told by them. */
#define FEWEST 2

/* Letters that another reader considers of one character, its own reading first. */
#define RIVALS 6

typedef struct {
  GdFolded text;
  gunichar rivals[GD_FOLDED_MAX][RIVALS]; /* 0 behind the last */
} Read;

/* What a label of a form makes of a reading. */
typedef struct {
  const GdLabelMatcher *matcher;
  const GdFolded *label; /* the variant; NULL: none is near */
  guint price;
  guint same, settled;
  GdFolded text; /* the reading, put right */
} Match;

/* What stands for a letter that folds to more characters than one, or to none: it keeps its place
 * in the order, since the first one is what the reader read. */
#define NO_LETTER 0xFFFD

/* The only character that a letter folds to. */
static gunichar folded_letter(const char *letter)
{
  char one[8] = "";
  g_utf8_strncpy(one, letter, 1);
  g_autofree char *folded = gd_fold(one);
  return g_utf8_strlen(folded, -1) == 1 ? g_utf8_get_char(folded) : NO_LETTER;
}

static void add_rivals(Read *read, guint at, const char *rivals)
{
  guint n = 0;
  for (const char *p = rivals; p != NULL && *p != '\0' && n < RIVALS; p = g_utf8_next_char(p))
    read->rivals[at][n++] = folded_letter(p);
}

/* FALSE if the text folds otherwise as a whole than letter by letter, or is too long. */
static gboolean fold_cell(const GdCell *cell, Read *read)
{
  const GdFolded whole = gd_folded(cell->text);
  guint i = 0;
  for (const char *p = cell->text; *p != '\0'; p = g_utf8_next_char(p), i++) {
    char one[8] = "";
    g_utf8_strncpy(one, p, 1);
    const GdFolded folded = gd_folded(one);
    if (read->text.length + folded.length > GD_FOLDED_MAX)
      return FALSE;
    if (folded.length == 1 && i < cell->rivals->len)
      add_rivals(read, read->text.length, cell->rivals->pdata[i]);
    for (guint k = 0; k < folded.length; k++)
      read->text.chars[read->text.length++] = folded.chars[k];
  }
  return gd_folded_equal(&whole, &read->text);
}

static gboolean may_settle(const Read *read, guint at, gunichar c)
{
  const gunichar was = read->text.chars[at];
  if (!g_unichar_isalpha(c) || gd_label_is_numeral(c) || gd_label_is_numeral(was))
    return FALSE;
  const guint most = gd_label_turns(c) || gd_label_turns(was) ? 1 : RIVALS;
  for (guint r = 0; r < most && read->rivals[at][r] != 0; r++)
    if (read->rivals[at][r] == c)
      return TRUE;
  return FALSE;
}

/* Prices of all beginnings of a reading and a label. */
typedef struct {
  guint16 price[GD_FOLDED_MAX + 1][GD_FOLDED_MAX + 1];
} Table;

static guint pair_price(const Read *read, guint i, const GdFolded *label, guint k)
{
  if (read->text.chars[i] == label->chars[k])
    return 0;
  return may_settle(read, i, label->chars[k]) ? RIVAL : DIFFERS;
}

static void fill(Table *t, const Read *read, const GdFolded *label)
{
  for (guint i = 0; i <= read->text.length; i++)
    for (guint k = 0; k <= label->length; k++) {
      guint best = DIFFERS * MAX(i, k);
      if (i > 0 && k > 0) {
        const guint gap = DIFFERS + MIN(t->price[i - 1][k], t->price[i][k - 1]);
        best = MIN(t->price[i - 1][k - 1] + pair_price(read, i - 1, label, k - 1), gap);
      }
      t->price[i][k] = (guint16)best;
    }
}

/* Walks the cheapest way back, and puts right the letters on it. */
static void settle(const Table *t, const Read *read, Match *match)
{
  match->text = read->text;
  for (guint i = read->text.length, k = match->label->length; i > 0 && k > 0;) {
    const guint price = pair_price(read, i - 1, match->label, k - 1);
    if (t->price[i][k] == t->price[i - 1][k - 1] + price) {
      match->same += price == 0;
      match->settled += price == RIVAL;
      if (price == RIVAL)
        match->text.chars[i - 1] = match->label->chars[k - 1];
      i--;
      k--;
    } else if (t->price[i][k] == t->price[i - 1][k] + DIFFERS) {
      i--;
    } else {
      k--;
    }
  }
}

/* The price of one label; G_MAXUINT if it is much longer or shorter. */
static guint weigh(Table *table, const Read *read, const GdFolded *label)
{
  const guint longer = MAX(read->text.length, label->length),
              shorter = MIN(read->text.length, label->length);
  if (shorter < FEWEST || longer - shorter > STILL_DIFFERS * longer)
    return G_MAXUINT;
  fill(table, read, label);
  return table->price[read->text.length][label->length];
}

/* The cheapest of the variants of a label, with and without its number. */
static Match weigh_label(Table *table, const Read *read, const GdLabelMatcher *matcher)
{
  Match best = {.matcher = matcher, .price = G_MAXUINT};
  for (guint v = 0; v < matcher->variants->len; v++) {
    const GdLabelText *variant = &g_array_index(matcher->variants, GdLabelText, v);
    const GdFolded *texts[] = {&variant->full.text, &variant->plain.text};
    const gboolean numbered = texts[0]->length > texts[1]->length;
    for (guint i = 0; i < (numbered ? 2U : 1U); i++) {
      const guint price = weigh(table, read, texts[i]);
      if (price >= best.price)
        continue;
      best.label = texts[i];
      best.price = price;
    }
  }
  return best;
}

/* The nearest label of all plans; second receives the price of the next one in the same table. */
static Match nearest(Table *table, const Read *read, const GPtrArray *plans, guint *second)
{
  Match best = {.price = G_MAXUINT};
  *second = G_MAXUINT;
  for (guint p = 0; p < plans->len; p++) {
    const GPtrArray *matchers = ((const GdPlan *)plans->pdata[p])->matchers;
    guint before = G_MAXUINT;
    gboolean here = FALSE;
    for (guint m = 0; m < matchers->len; m++) {
      const Match match = weigh_label(table, read, matchers->pdata[m]);
      if (match.price < best.price) {
        before = here ? best.price : before;
        best = match;
        here = TRUE;
      } else {
        before = MIN(before, match.price);
      }
    }
    *second = here ? before : *second;
  }
  return best;
}

/* The picture showed which label it is, when the forms' labels were held against it. */
static void take_known(GdToken *token)
{
  const GdFolded known = gd_folded_take(token->cell->known);
  *token->label = gd_label_text_of(&known);
}

static void settle_token(GdToken *token, const GPtrArray *plans)
{
  Read read = {.text = {.length = 0}};
  if (!fold_cell(token->cell, &read))
    return;
  guint second;
  Table table;
  Match match = nearest(&table, &read, plans, &second);
  if (match.label == NULL || (second != G_MAXUINT && second < match.price + CLEARLY))
    return;
  fill(&table, &read, match.label);
  settle(&table, &read, &match);
  if (match.settled == 0 || match.settled > match.same)
    return;
  const guint longer = MAX(read.text.length, match.label->length);
  if ((double)(match.price - RIVAL * match.settled) > STILL_DIFFERS * DIFFERS * longer)
    return;
  *token->label = gd_label_text_of(&match.text);
}

void gd_stream_settle_labels(GdStream *stream, const GPtrArray *plans)
{
  for (guint u = 0; u < stream->units->len; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    for (guint t = 0; t < unit->tokens->len; t++) {
      GdToken *token = &g_array_index(unit->tokens, GdToken, t);
      if (token->label == NULL || token->cell == NULL)
        continue;
      if (token->cell->known != NULL)
        take_known(token);
      else if (token->cell->rivals != NULL)
        settle_token(token, plans);
    }
  }
}
