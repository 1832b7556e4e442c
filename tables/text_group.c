/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. A word that a group's label begins with begins a chain.
 *  2. The chain goes on with the next word behind or below it that the label goes on with. What
 *     stands elsewhere, and what does not fit, is another label's, and passed over.
 *  3. A chain that comes to the end of the label makes all of its words pieces.
 */
#include "tables/text_group.h"

#include "tables/stream.h"

/* Units that the pieces of one label stand among: a group of ten rows, each of some ten words. */
#define MOST_UNITS 200
/* Pieces of one label: it has no more characters. */
#define MOST_PIECES 24
/* Characters by which a piece may stand beside the one above. */
#define ASIDE 1
/* Characters between two pieces in one line. */
#define MOST_GAP 2

typedef struct {
  const GdStream *stream;
  const GdFolded *label;
  guint at;                 /* characters of the label found */
  guint units[MOST_PIECES]; /* the pieces */
  guint n;
  guint left, right; /* what the pieces of the last line cover of it */
} Chain;

static const GdToken *word_at(const GdStream *stream, guint u)
{
  const GdUnit *unit = stream->units->pdata[u];
  const GdToken *token =
      unit->boxless && !unit->furniture && unit->tokens->len > 0 ? gd_unit_token(unit, 0) : NULL;
  return token != NULL && token->kind == GD_TOKEN_LABEL && token->label != NULL &&
                 token->at != GD_NO_PLACE
             ? token
             : NULL;
}

/* Takes a word if the label goes on with it; stops of its number may be left out. */
static gboolean takes(Chain *chain, guint u, const GdToken *word)
{
  const GdFolded *text = &word->label->full.text, *label = chain->label;
  guint at = chain->at;
  for (guint i = 0; i < text->length; i++, at++) {
    while (at < label->length && label->chars[at] != text->chars[i] &&
           g_unichar_ispunct(label->chars[at]))
      at++;
    if (at == label->length || label->chars[at] != text->chars[i])
      return FALSE;
  }
  if (text->length == 0 || chain->n == MOST_PIECES)
    return FALSE;
  guint end = word->at + (guint)g_utf8_strlen(word->text, -1);
  const GdToken *last = chain->n > 0 ? word_at(chain->stream, chain->units[chain->n - 1]) : NULL;
  gboolean beside = last != NULL && last->line == word->line;
  chain->left = beside ? MIN(chain->left, word->at) : word->at;
  chain->right = end;
  chain->at = at;
  chain->units[chain->n++] = u;
  return TRUE;
}

/* Whether a word stands where the chain may go on: behind its last piece, or below. */
static gboolean follows(const Chain *chain, guint u, const GdToken *word)
{
  guint last = chain->units[chain->n - 1];
  if (word_at(chain->stream, last)->line == word->line)
    return u == last + 1 && word->at <= chain->right + MOST_GAP;
  guint end = word->at + (guint)g_utf8_strlen(word->text, -1);
  return word->at < chain->right + ASIDE && end + ASIDE > chain->left;
}

/* Marks the pieces of a label that begins at unit u. */
static void mark_chain(const GdStream *stream, const GdFolded *label, guint u, gboolean *pieces)
{
  const GdToken *first = word_at(stream, u);
  const GdFolded *text = first != NULL ? &first->label->full.text : NULL;
  if (text == NULL || text->length == 0 || text->length >= label->length ||
      text->chars[0] != label->chars[0])
    return;
  Chain chain = {.stream = stream, .label = label};
  if (!takes(&chain, u, first))
    return;
  guint end = MIN(u + MOST_UNITS, stream->units->len);
  for (guint v = u + 1; v < end && chain.at < label->length; v++) {
    const GdToken *word = word_at(stream, v);
    if (word != NULL && follows(&chain, v, word))
      takes(&chain, v, word);
  }
  for (guint i = 0; i < chain.n && chain.at == label->length; i++)
    pieces[chain.units[i]] = TRUE;
}

gboolean *gd_text_group_pieces(const GdPlan *plan, const GdStream *stream)
{
  gboolean *pieces = g_new0(gboolean, stream->units->len + 1);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* groups of several rows */
  for (guint i = 0; i < plan->items->len; i++) {
    const GdItem *item = &g_array_index(plan->items, GdItem, i);
    for (guint l = 1; l < item->labels->len && item->kind == GD_ITEM_ROW; l++) {
      const GdLabelMatcher *group = item->labels->pdata[l];
      if (group->label->own_row || !g_hash_table_add(seen, (gpointer)group))
        continue;
      for (guint v = 0; v < group->variants->len; v++)
        for (guint u = 0; u < stream->units->len; u++)
          mark_chain(stream, &g_array_index(group->variants, GdLabelText, v).full.text, u, pieces);
    }
  }
  return pieces;
}
