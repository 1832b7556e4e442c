/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/label.h"

#include <stdlib.h>
#include <string.h>

/* Costs of leaving out a number or a note, as shares of distance: small, but
 * enough that a label which agrees in them as well comes first. */
#define UNNUMBERED_COST 0.02
#define BARE_COST 0.04
/* Numerals in brackets are a number, not a note (第（一）项), unless they are as
 * many as a year has; with the brackets, in characters. */
#define NOTE_CHARS 6

/* Bits set, by sums of ever wider fields: what the compiler calls without the processor's own
 * instruction is three times as slow, and this is where texts spend their time. */
static guint count_bits(guint64 x)
{
  x -= (x >> 1) & G_GUINT64_CONSTANT(0x5555555555555555);
  x = (x & G_GUINT64_CONSTANT(0x3333333333333333)) +
      ((x >> 2) & G_GUINT64_CONSTANT(0x3333333333333333));
  x = (x + (x >> 4)) & G_GUINT64_CONSTANT(0x0F0F0F0F0F0F0F0F);
  return (guint)((x * G_GUINT64_CONSTANT(0x0101010101010101)) >> 56);
}

/* What may be part of a number in front of a label: gd_label_is_numeral(), and 〇 零 百. */
static gboolean may_be_number(gunichar c)
{
  return gd_label_is_numeral(c) || c == 0x3007 || c == 0x96F6 || c == 0x767E;
}

static guint count_words(const GdFolded *text)
{
  guint n = 0;
  for (guint i = 0; i < text->length; i++)
    n += !gd_label_is_numeral(text->chars[i]);
  return n;
}

static guint64 bit_of(gunichar c)
{
  return G_GUINT64_CONSTANT(1) << ((c * 2654435761u) >> 26);
}

static GdShape shape(const GdFolded *text)
{
  GdShape out = {.text = *text};
  guint depth = 0;
  for (guint i = 0; i < text->length; i++) {
    gunichar c = text->chars[i];
    out.bag |= bit_of(c);
    if (c == '(')
      depth++;
    else if (c == ')' && depth-- == 0)
      out.unbalanced = TRUE;
    else if (depth == 0 && g_unichar_isalpha(c) && !may_be_number(c))
      out.core |= bit_of(c);
    depth = out.unbalanced ? 0 : depth;
  }
  out.unbalanced |= depth > 0;
  out.core = out.unbalanced ? 0 : out.core;
  return out;
}

GdLabelText gd_label_text_of_shape(const GdShape *full)
{
  GdLabelText out = {.full = *full};
  GdFolded plain = gd_folded_unnumbered(&full->text);
  out.plain = plain.length < full->text.length ? shape(&plain) : *full;
  out.bare = out.plain;
  if ((full->bag & (bit_of('(') | bit_of(')'))) == 0)
    return out;
  GdFolded bare = gd_folded_unbracketed(&out.plain.text);
  gboolean has_note = bare.length > 0 && bare.length < out.plain.text.length &&
                      (count_words(&bare) < count_words(&out.plain.text) ||
                       bare.length + NOTE_CHARS <= out.plain.text.length);
  if (has_note)
    out.bare = shape(&bare);
  return out;
}

GdLabelText gd_label_text_of(const GdFolded *folded)
{
  GdShape full = shape(folded);
  return gd_label_text_of_shape(&full);
}

GdLabelText gd_label_text(const char *utf8)
{
  GdFolded folded = gd_folded(utf8);
  return gd_label_text_of(&folded);
}

GdShape gd_shape_join(const GdShape *a, const GdShape *b)
{
  GdShape joined;
  joined.bag = a->bag | b->bag;
  joined.unbalanced = a->unbalanced || b->unbalanced;
  joined.core = joined.unbalanced ? 0 : a->core | b->core;
  guint more = MIN(b->text.length, GD_FOLDED_MAX - a->text.length);
  joined.text.length = a->text.length + more;
  memcpy(joined.text.chars, a->text.chars, a->text.length * sizeof a->text.chars[0]);
  memcpy(joined.text.chars + a->text.length, b->text.chars, more * sizeof b->text.chars[0]);
  if (more < b->text.length) /* it is cut */
    return shape(&joined.text);
  return joined;
}

GdLabelText gd_label_text_join(const GdLabelText *a, const GdLabelText *b)
{
  GdShape joined = gd_shape_join(&a->full, &b->full);
  return gd_label_text_of_shape(&joined);
}

static double shape_distance(const GdShape *a, const GdShape *b, double worst)
{
  guint longer = MAX(a->text.length, b->text.length);
  guint shorter = MIN(a->text.length, b->text.length);
  if (shorter == 0)
    return 1;
  guint lower_bound = MAX(count_bits(a->bag & ~b->bag), count_bits(b->bag & ~a->bag));
  lower_bound = MAX(lower_bound, longer - shorter);
  if (lower_bound > worst * longer)
    return 1;
  return (double)gd_folded_distance(&a->text, &b->text) / longer;
}

/* Whether the two are farther from each other than worst in every shape: the characters that all
 * shapes of one have, and no shape of the other. */
static gboolean is_far(guint64 least, const GdShape *other, guint longest, double worst)
{
  return count_bits(least & ~other->bag) > worst * longest;
}

double gd_label_distance(const GdLabelText *a, const GdLabelText *b, double worst)
{
  guint longest = MAX(a->full.text.length, b->full.text.length);
  if (is_far(a->bare.bag, &b->full, longest, worst) ||
      is_far(b->bare.bag, &a->full, longest, worst))
    return 1;
  double best = shape_distance(&a->full, &b->full, worst);
  if (best == 0)
    return 0;
  if (a->plain.text.length < a->full.text.length || b->plain.text.length < b->full.text.length)
    best = fmin(best, shape_distance(&a->plain, &b->plain, worst) + UNNUMBERED_COST);
  if (a->bare.text.length < a->plain.text.length || b->bare.text.length < b->plain.text.length)
    best = fmin(best, shape_distance(&a->bare, &b->bare, worst) + BARE_COST);
  return best > worst ? 1 : best;
}

gboolean gd_label_is_start(const GdLabelText *piece, const GdLabelText *whole)
{
  const GdFolded *p = &piece->full.text, *w = &whole->full.text;
  if (p->length < 2 || p->length > w->length)
    return FALSE;
  for (guint i = 0; i < p->length; i++)
    if (p->chars[i] != w->chars[i])
      return FALSE;
  return TRUE;
}

gboolean gd_label_is_piece(const GdLabelText *piece, const GdLabelText *whole)
{
  return piece->full.text.length >= 2 && gd_folded_contains(&whole->full.text, &piece->full.text);
}

/* Labels of fewer letters and digits share them with others. Of so few, all must be there. */
#define SHUFFLED_CHARS 4
/* Share of characters that may differ, and what the other order counts. */
#define SHUFFLED_WORST 0.08
#define SHUFFLED_COST 0.15
/* Bits of the bags that stops and brackets may account for. */
#define STOP_BITS 4

static int compare_chars(gconstpointer a, gconstpointer b)
{
  gunichar x = *(const gunichar *)a, y = *(const gunichar *)b;
  return (x > y) - (x < y);
}

/* Letters and digits of a text, in order of their codes. */
static GdFolded sorted_letters(const GdFolded *text)
{
  GdFolded out = {.length = 0};
  for (guint i = 0; i < text->length; i++)
    if (g_unichar_isalnum(text->chars[i]))
      out.chars[out.length++] = text->chars[i];
  qsort(out.chars, out.length, sizeof out.chars[0], compare_chars);
  return out;
}

GdLabelMatcher *gd_label_matcher_new(const GdFormLabel *label)
{
  GdLabelMatcher *matcher = g_new0(GdLabelMatcher, 1);
  matcher->label = label;
  matcher->variants = g_array_new(FALSE, FALSE, sizeof(GdLabelText));
  matcher->letters = g_array_new(FALSE, FALSE, sizeof(GdFolded));
  for (guint i = 0; i < label->folded->len; i++) {
    GdLabelText text = gd_label_text_of(&g_array_index(label->folded, GdFolded, i));
    GdFolded letters = sorted_letters(&text.full.text);
    g_array_append_val(matcher->variants, text);
    g_array_append_val(matcher->letters, letters);
  }
  return matcher;
}

void gd_label_matcher_free(GdLabelMatcher *matcher)
{
  if (matcher == NULL)
    return;
  g_array_unref(matcher->variants);
  g_array_unref(matcher->letters);
  g_free(matcher);
}

gboolean gd_label_may_match(const GdLabelMatcher *matcher, const GdShape *text, double worst)
{
  for (guint i = 0; i < matcher->variants->len; i++) {
    const GdLabelText *variant = &g_array_index(matcher->variants, GdLabelText, i);
    guint longest = MAX(variant->full.text.length, text->text.length);
    if (!is_far(variant->bare.bag, text, longest, worst) &&
        !is_far(text->core, &variant->full, longest, worst))
      return TRUE;
  }
  return FALSE;
}

double gd_label_match(const GdLabelMatcher *matcher, const GdLabelText *text, double worst)
{
  double best = 1;
  for (guint i = 0; i < matcher->variants->len && best > 0; i++)
    best = fmin(best, gd_label_distance(&g_array_index(matcher->variants, GdLabelText, i), text,
                                        fmin(worst, best)));
  return best;
}

/* Letters that either text has and the other has not, as a share of the longer one's. */
static double letters_distance(const GdFolded *x, const GdFolded *y)
{
  guint longer = MAX(x->length, y->length), least = MIN(x->length, y->length), shared = 0;
  if (least < SHUFFLED_CHARS || longer - least > SHUFFLED_WORST * longer)
    return 1;
  for (guint i = 0, j = 0; i < x->length && j < y->length;) {
    shared += x->chars[i] == y->chars[j];
    gboolean next_x = x->chars[i] <= y->chars[j], next_y = y->chars[j] <= x->chars[i];
    i += next_x;
    j += next_y;
  }
  return (double)(longer - shared) / longer;
}

gboolean gd_label_holds(const GdLabelMatcher *matcher, const GdFolded *text)
{
  for (guint v = 0; v < matcher->variants->len; v++)
    if (gd_folded_contains(&g_array_index(matcher->variants, GdLabelText, v).full.text, text))
      return TRUE;
  return FALSE;
}

double gd_label_match_shuffled(const GdLabelMatcher *matcher, const GdShape *text)
{
  double best = 1;
  GdFolded letters;
  gboolean sorted = FALSE;
  for (guint i = 0; i < matcher->variants->len; i++) {
    const GdShape *form = &g_array_index(matcher->variants, GdLabelText, i).full;
    guint most = MAX(form->text.length, text->text.length);
    if (count_bits(form->bag ^ text->bag) > STOP_BITS + 2 * SHUFFLED_WORST * most)
      continue;
    if (!sorted)
      letters = sorted_letters(&text->text);
    sorted = TRUE;
    best = fmin(best, letters_distance(&g_array_index(matcher->letters, GdFolded, i), &letters));
  }
  return best <= SHUFFLED_WORST ? best + SHUFFLED_COST : 1;
}

static guint count_of(const GdFolded *text, gunichar c)
{
  guint n = 0;
  for (guint i = 0; i < text->length; i++)
    n += text->chars[i] == c;
  return n;
}

gboolean gd_label_same_sense(const GdLabelText *form, const GdLabelText *printed)
{
  const GdFolded *text = &printed->bare.text;
  for (guint i = 0; i < text->length; i++)
    if (gd_label_turns(text->chars[i]) &&
        count_of(text, text->chars[i]) > count_of(&form->full.text, text->chars[i]))
      return FALSE;
  return TRUE;
}

gboolean gd_label_matches_sense(const GdLabelMatcher *matcher, const GdLabelText *text)
{
  for (guint i = 0; i < matcher->variants->len; i++)
    if (gd_label_same_sense(&g_array_index(matcher->variants, GdLabelText, i), text))
      return TRUE;
  return FALSE;
}
