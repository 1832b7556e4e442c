/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/line_codes.h"

#include <stdlib.h>

/* Twigs of a branch: they stand together, by class. */
typedef struct {
  guint first, n;
} Branch;

struct GdLineCodes {
  GArray *branches; /* of Branch */
  GArray *twigs;    /* of GdLineTwig */
  guint depth;
};

static int by_classes(const void *a, const void *b)
{
  const GdLineCode *p = a, *q = b;
  for (guint i = 0; i < MIN(p->n, q->n); i++)
    if (p->classes[i] != q->classes[i])
      return p->classes[i] < q->classes[i] ? -1 : 1;
  if (p->n != q->n)
    return p->n < q->n ? -1 : 1;
  return p->letter < q->letter ? -1 : p->letter > q->letter;
}

/* Adds the branch of codes from..to-1, which have the same first `depth` classes, and all have
 * more; its number. */
static guint add_branch(GdLineCodes *tree, const GdLineCode *codes, guint from, guint to,
                        guint depth)
{
  g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(GdLineTwig));
  const guint number = tree->branches->len;
  const Branch nothing = {0};
  g_array_append_val(tree->branches, nothing);
  for (guint i = from, end; i < to; i = end) {
    GdLineTwig twig = {codes[i].classes[depth], GD_LINE_NONE, GD_LINE_NONE};
    for (end = i; end < to && codes[end].classes[depth] == twig.class; end++)
      ;
    guint longer = i;
    for (; longer < end && codes[longer].n == depth + 1; longer++)
      twig.letter = MIN(twig.letter, codes[longer].letter);
    if (longer < end)
      twig.branch = add_branch(tree, codes, longer, end, depth + 1);
    g_array_append_val(own, twig);
  }
  g_array_index(tree->branches, Branch, number) = (Branch){tree->twigs->len, own->len};
  g_array_append_vals(tree->twigs, own->data, own->len);
  return number;
}

GdLineCodes *gd_line_codes_new(GdLineCode *codes, guint n)
{
  GdLineCodes *tree = g_new0(GdLineCodes, 1);
  tree->branches = g_array_new(FALSE, FALSE, sizeof(Branch));
  tree->twigs = g_array_new(FALSE, FALSE, sizeof(GdLineTwig));
  if (n > 0)
    qsort(codes, n, sizeof *codes, by_classes);
  guint empty = 0;
  while (empty < n && codes[empty].n == 0)
    empty++;
  for (guint i = 0; i < n; i++)
    tree->depth = MAX(tree->depth, codes[i].n);
  add_branch(tree, codes, empty, n, 0);
  return tree;
}

void gd_line_codes_free(GdLineCodes *codes)
{
  if (codes == NULL)
    return;
  g_array_unref(codes->branches);
  g_array_unref(codes->twigs);
  g_free(codes);
}

guint gd_line_codes_depth(const GdLineCodes *codes)
{
  return codes->depth;
}

const GdLineTwig *gd_line_codes_find(const GdLineCodes *codes, guint branch, guint class)
{
  const Branch *b = &g_array_index(codes->branches, Branch, branch);
  guint from = b->first, to = b->first + b->n;
  while (from < to) {
    const guint middle = from + (to - from) / 2;
    const GdLineTwig *twig = &g_array_index(codes->twigs, GdLineTwig, middle);
    if (twig->class == class)
      return twig;
    if (twig->class < class)
      from = middle + 1;
    else
      to = middle;
  }
  return NULL;
}
