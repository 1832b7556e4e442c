/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Alignment by edit distance (Needleman and Wunsch, J. Mol. Biol. 48, 1970), as in label_rivals.c:
 * boxes do not tell which symbols belong together, those of Tesseract are off by a character.
 */
#include "ocr/line_agree.h"

#include "models/text.h"

#include <string.h>

/* No partner. */
#define NONE G_MAXUINT

typedef struct {
  const GArray *signs, *others;
  guint8 distance[GD_LINE_SIGNS + 1][GD_LINE_SIGNS + 1]; /* of what comes before */
  guint partner[GD_LINE_SIGNS];                          /* of each sign: its place in others */
} Alignment;

static const GdLineSign *sign_at(const GArray *signs, guint i)
{
  return &g_array_index(signs, GdLineSign, i);
}

/* Characters that a reader does not know are like none. */
static gboolean same(const GdLineSign *a, const GdLineSign *b)
{
  return a->text[0] != '\0' && gd_same_character(a->text, b->text);
}

static guint price(const Alignment *a, guint i, guint k)
{
  return !same(sign_at(a->signs, i), sign_at(a->others, k));
}

static void fill(Alignment *a)
{
  for (guint i = 0; i <= a->signs->len; i++)
    for (guint k = 0; k <= a->others->len; k++) {
      guint best = MAX(i, k);
      if (i > 0 && k > 0)
        best = MIN(a->distance[i - 1][k - 1] + price(a, i - 1, k - 1),
                   1U + MIN(a->distance[i - 1][k], a->distance[i][k - 1]));
      a->distance[i][k] = (guint8)best;
    }
}

static void find_partners(Alignment *a)
{
  for (guint i = 0; i < a->signs->len; i++)
    a->partner[i] = NONE;
  for (guint i = a->signs->len, k = a->others->len; i > 0 && k > 0;) {
    if (a->distance[i][k] == a->distance[i - 1][k - 1] + price(a, i - 1, k - 1)) {
      i--;
      k--;
      a->partner[i] = k;
    } else if (a->distance[i][k] == a->distance[i - 1][k] + 1U) {
      i--;
    } else {
      k--;
    }
  }
}

/* Whether the sign and its partner stand between neighbours that are partners, too. */
static gboolean in_place(const Alignment *a, guint i)
{
  const guint k = a->partner[i];
  const gboolean before = i == 0 ? k == 0 : k > 0 && a->partner[i - 1] == k - 1;
  const gboolean behind =
      i + 1 == a->signs->len ? k + 1 == a->others->len : a->partner[i + 1] == k + 1;
  return before && behind;
}

void gd_line_agree(const GArray *signs, const GArray *other, double least, guint8 *flags)
{
  if (signs->len > GD_LINE_SIGNS || other->len > GD_LINE_SIGNS) {
    memset(flags, 0, signs->len);
    return;
  }
  g_autofree Alignment *a = g_new(Alignment, 1);
  a->signs = signs;
  a->others = other;
  fill(a);
  find_partners(a);
  for (guint i = 0; i < signs->len; i++) {
    const guint k = a->partner[i];
    if (k == NONE || price(a, i, k) > 0 || !in_place(a, i) ||
        (double)sign_at(other, k)->confidence < least)
      flags[i] = 0;
  }
}
