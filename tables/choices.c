/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Readers that agree: their text has the calibrated probability of both, other texts share
 *    most of the rest.
 * 2. Readers that differ: the surer one's text has its calibrated probability, the other's
 *    half of the rest, their other texts a part of it.
 * 3. A cell without a trace of ink that may have had pale ink had a mark for none rather than a
 *    number.
 * 4. A number that the reader of text saw counts as a third voice.
 * 5. Points are the smallest ink there is. Of digits without one, amounts of two decimals are
 *    another text: 002 was 0.02, 7035 may have been 70.35. Of leaves that count whole things it is
 *    none.
 */
#include "tables/choices.h"
#include "tables/scan_text.h"

#include <string.h>

#define MARK "-"
#define DIGITS "0123456789"

/* Of the probability that readers of one mind are wrong: the share of other texts that they
 * considered. */
#define OTHERS_OF_AGREEING 0.7
/* Of the probability that the surer reader is wrong: the share of the other reader's text, and
 * that of further texts. */
#define SECOND_OF_DIFFERING 0.5
#define OTHERS_OF_DIFFERING 0.25
/* Of the probability that a cell without ink is not empty: the share of a mark for none, whose one
 * thin stroke pales as a whole. A number that was lost stays far likelier than what GD_PROOF_MARGIN
 * rules out, so that nothing is settled against it. */
#define MARKS_OF_EMPTY 0.95
/* Probability of being empty from which on nothing was seen at all (ocr/ gives 0.8 where pale ink
 * may have left no trace, 0.5 where something was seen). */
#define NO_TRACE 0.75
/* What the reader of text counts for among three, if it has read plain digits. */
#define TEXT_READER_SHARE 0.25

/* Of the probability of digits of which something says that their point was lost: the share of the
 * amount with it. A few are what they are, beside a speck. */
#define LOST_SEEN 0.8
/* Of the probability that a reading of digits is wrong where nothing says so, the same. */
#define LOST_UNSEEN 0.1

static void add(GPtrArray *list, const char *text, double probability)
{
  for (guint i = 0; i < list->len; i++) {
    GdAlternative *known = g_ptr_array_index(list, i);
    if (!g_str_equal(known->text, text))
      continue;
    known->probability += probability;
    return;
  }
  g_ptr_array_add(list, gd_alternative_new(text, probability));
}

/* The other texts of both readers, as likely to each other as each reader says. */
static void add_others(GPtrArray *list, const GdCellReading *reading, double share)
{
  for (int r = 0; r < GD_READERS; r++) {
    const GPtrArray *others = reading->by[r].others;
    double sum = 0;
    for (guint i = 0; others != NULL && i < others->len; i++)
      sum += ((const GdCellChoice *)g_ptr_array_index(others, i))->probability;
    for (guint i = 0; others != NULL && i < others->len && sum > 0; i++) {
      const GdCellChoice *other = g_ptr_array_index(others, i);
      add(list, other->text, share / GD_READERS * other->probability / sum);
    }
  }
}

static void add_second(GPtrArray *list, const GdCellReading *reading, double share)
{
  for (int r = 0; r < GD_READERS; r++)
    if (reading->by[r].text[0] != '\0' && !g_str_equal(reading->by[r].text, reading->text)) {
      add(list, reading->by[r].text, share);
      return;
    }
}

/* The digits that the reader of text saw in the cell; NULL if it saw none, or more. Lent. */
static const char *digits_of(const GdReadAnswer *label)
{
  if (label == NULL || label->words == NULL || label->words->len != 1)
    return NULL;
  const char *text = ((const GdWord *)g_ptr_array_index(label->words, 0))->text;
  return g_ascii_isdigit(*text) && text[strspn(text, DIGITS ".,")] == '\0' ? text : NULL;
}

static void add_text_reader(GPtrArray *list, const char *digits)
{
  for (guint i = 0; i < list->len; i++)
    ((GdAlternative *)g_ptr_array_index(list, i))->probability *= 1 - TEXT_READER_SHARE;
  add(list, digits, TEXT_READER_SHARE);
}

/* The text with a point that no reader has read: no likelier by that, see gd_choices_of_amount().
 */
static void add_pointed(GPtrArray *list, const char *text)
{
  add(list, text, 0);
  for (guint i = 0; i < list->len; i++) {
    GdAlternative *known = g_ptr_array_index(list, i);
    if (!g_str_equal(known->text, text))
      continue;
    known->pointed = TRUE;
  }
}

static int likelier_first(gconstpointer a, gconstpointer b)
{
  const GdAlternative *x = *(GdAlternative *const *)a, *y = *(GdAlternative *const *)b;
  if (x->probability != y->probability)
    return x->probability < y->probability ? 1 : -1;
  return g_strcmp0(x->text, y->text);
}

GPtrArray *gd_choices_of_reading(const GdCellReading *reading, const GdReadAnswer *label)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
  double wrong = 1 - reading->probability;
  if (reading->kind != GD_CELL_UNREADABLE || reading->text[0] != '\0')
    add(list, reading->text, reading->probability);
  if (reading->kind == GD_CELL_BLANK && reading->probability >= NO_TRACE)
    add(list, MARK, wrong * MARKS_OF_EMPTY);
  if (reading->agree) {
    add_others(list, reading, wrong * OTHERS_OF_AGREEING);
  } else {
    add_second(list, reading, wrong * SECOND_OF_DIFFERING);
    add_others(list, reading, wrong * OTHERS_OF_DIFFERING);
  }
  if (reading->pointed != NULL)
    add_pointed(list, reading->pointed);
  const char *digits = digits_of(label);
  if (digits != NULL)
    add_text_reader(list, digits);
  g_ptr_array_sort(list, likelier_first);
  return list;
}

/* Step 5: the text with a point, if it has digits and none. Caller owns. */
static char *with_point(const char *text)
{
  const gsize digits = strspn(text, DIGITS);
  if (digits <= GD_AMOUNT_DECIMALS || text[0] == '0' || strpbrk(text + digits, DIGITS ".,") != NULL)
    return NULL;
  const gsize whole = digits - GD_AMOUNT_DECIMALS;
  return g_strdup_printf("%.*s.%s", (int)whole, text, text + whole);
}

/* Takes a share of the probability of a text in the list. */
static double take(GPtrArray *list, const char *text, double share)
{
  for (guint i = 0; i < list->len; i++) {
    GdAlternative *known = g_ptr_array_index(list, i);
    if (!g_str_equal(known->text, text))
      continue;
    const double taken = share * known->probability;
    known->probability -= taken;
    return taken;
  }
  return 0;
}

GPtrArray *gd_choices_of_amount(const GPtrArray *choices, const char *raw, const char *pointed)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
  for (guint i = 0; i < choices->len; i++) {
    const GdAlternative *choice = g_ptr_array_index(choices, i);
    add(list, choice->text, choice->probability);
  }
  const GdAlternative *first = list->len > 0 ? g_ptr_array_index(list, 0) : NULL;
  g_autofree char *unseen = first != NULL ? with_point(first->text) : NULL;
  if (pointed != NULL)
    add(list, pointed, take(list, raw, LOST_SEEN));
  else if (unseen != NULL)
    add(list, unseen, LOST_UNSEEN * (1 - first->probability));
  g_ptr_array_sort(list, likelier_first);
  return list;
}

/* Whether a text has as many digits as the number, and at least half of them in their places. */
static gboolean is_like(const char *text, const char *number)
{
  guint n = 0, same = 0;
  for (;; n++) {
    text += strcspn(text, DIGITS);
    number += strcspn(number, DIGITS);
    if (*text == '\0' || *number == '\0')
      break;
    same += *text++ == *number++;
  }
  return *text == *number && n > 0 && 2 * same >= n;
}

gboolean gd_choices_have_like(const GPtrArray *choices, const char *number)
{
  for (guint i = 0; i < choices->len; i++)
    if (is_like(((const GdAlternative *)g_ptr_array_index(choices, i))->text, number))
      return TRUE;
  return FALSE;
}
