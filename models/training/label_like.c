/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/training/label_like.h"

#include <math.h>
#include <string.h>

#include "models/training/sample.h"
#include "ocr/label_patch.h"

/* Strangers of each letter that are taken. */
#define NEAREST 4

/* Times that a character is drawn until it stands alone, without remains of rulings; no wider than
 * this, in heights. */
#define DRAWS 8
#define WIDEST 1.2

/* Inputs of the picture of a character. */
typedef struct {
  gunichar character;
  gboolean drawn;
  float inputs[GD_LABEL_INPUTS];
} Picture;

/* FALSE if the cell as it was drawn has no line of one character. */
static gboolean draw_once(Picture *picture, const GPtrArray *faces, guint64 seed)
{
  char text[7] = {0};
  g_unichar_to_utf8(picture->character, text);
  TsRng rng = ts_rng(seed, "like");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, text, GD_WEAR_CLEAN);
  g_autoptr(GArray) lines = gd_label_lines_find(sample->pix, sample->dpi);
  if (lines == NULL || lines->len != 1)
    return FALSE;
  g_auto(GdLabelInk) ink = gd_label_ink(&g_array_index(lines, GdLabelLine, 0));
  GdLabelBody body;
  if (!gd_label_body(&ink, 0, ink.width, &body) || body.x1 - body.x0 > WIDEST * ink.character)
    return FALSE;
  gd_label_patch(&ink, &body, picture->inputs);
  return TRUE;
}

static Picture *draw_all(const GArray *characters, const GPtrArray *faces)
{
  Picture *pictures = g_new0(Picture, characters->len);
  for (guint i = 0; i < characters->len; i++) {
    pictures[i].character = g_array_index(characters, gunichar, i);
    for (guint64 seed = 1; !pictures[i].drawn && seed <= DRAWS; seed++)
      pictures[i].drawn = draw_once(&pictures[i], faces, seed);
  }
  return pictures;
}

static float distance(const Picture *a, const Picture *b)
{
  float sum = 0;
  for (guint i = 0; i < GD_LABEL_INPUTS - GD_LABEL_FACTS; i++)
    sum += (a->inputs[i] - b->inputs[i]) * (a->inputs[i] - b->inputs[i]);
  return sum;
}

static void add_nearest(GArray *like, const Picture *letter, const Picture *others, guint n)
{
  float least[NEAREST];
  gunichar which[NEAREST] = {0};
  for (guint i = 0; i < NEAREST; i++)
    least[i] = INFINITY;
  for (guint i = 0; letter->drawn && i < n; i++) {
    const float d = others[i].drawn ? distance(letter, &others[i]) : INFINITY;
    guint at = NEAREST;
    while (at > 0 && d < least[at - 1])
      at--;
    if (at == NEAREST)
      continue;
    memmove(least + at + 1, least + at, (NEAREST - 1 - at) * sizeof least[0]);
    memmove(which + at + 1, which + at, (NEAREST - 1 - at) * sizeof which[0]);
    least[at] = d;
    which[at] = others[i].character;
  }
  for (guint i = 0; i < NEAREST && which[i] != 0; i++)
    g_array_append_val(like, which[i]);
}

void gd_label_find_like(GdLabelLetters *letters, const GPtrArray *faces)
{
  g_autoptr(GPtrArray) first = g_ptr_array_new();
  g_ptr_array_add(first, g_ptr_array_index(faces, 0));
  g_autofree Picture *known = draw_all(letters->han, first);
  g_autofree Picture *others = draw_all(letters->strangers, first);
  for (guint i = 0; i < letters->han->len; i++)
    add_nearest(letters->like, &known[i], others, letters->strangers->len);
}
