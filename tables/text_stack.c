/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Words are put into lines; those that are headings, corner or groups are left out.
 *  2. For each column from the left: the first line in whose next words its label begins, going on
 *     in the next words of the lines below. Only what stands before all labels of a line may be
 *     passed over: pieces of the corner.
 *  3. Two neighbours must share a line: it says which of them stands left of the other.
 *
 *  Where that fails and the places of the words in their lines are known, it is tried once more by
 *  these (placed): the pieces of one label stand one below the other, though lines between them
 *  may have none, and neighbours that share no line must stand clearly beside each other.
 *
 *     结果  结果  其他结  尚未
 *                             总计                             →  结果维持 · 结果纠正 ·
 *                                   结果   结果   其他             其他结果 · 尚未审结 · 总计 · …
 *     维持  纠正    果    审结
 */
#include "tables/text_stack.h"

#include <string.h>

/* Lines of a head that are looked at: a wrapped label has up to ten. */
#define MOST_LINES 24
/* Places that are tried for the labels of one head: a sound one takes some fifty. */
#define MOST_TRIES 2000
/* Pieces of one label stand with their middles no farther apart, in halves of characters: what the
 * lines before them differ in letters narrower and wider than a cell. */
#define MOST_APART 7
/* Labels that share no line stand beside each other if their middles are so far apart, the same. */
#define BESIDE 4
/* Characters between the words of one label in a line, if they are not spaced out. */
#define MOST_GAP 1

typedef struct {
  guint next, end; /* words: the next that no label has taken, behind the last */
  gboolean begun;  /* a label has taken a word */
} Line;

typedef struct {
  GPtrArray *words; /* of const GdToken*, those left out apart. Owned */
  Line lines[MOST_LINES];
  guint n_lines;
  guint tries;       /* so far */
  guint first, last; /* lines of the label that was read last */
  guint32 taken;     /* the same: a bit for each line that it has words of */
  guint middle;      /* the same, of its first piece, in halves of characters */
  gboolean notes;    /* they may go on in further lines, where any word might be theirs */
  gboolean placed;   /* see above */
  gboolean spaced; /* letters of a label may stand far from each other in a line; else, where words
                      are placed, they are another's */
} Stack;

/* A label while it is read. */
typedef struct {
  const GdFolded *label;
  guint at;    /* characters found */
  guint depth; /* of brackets that are open */
} Reading;

static const GdFolded *text_of(const Stack *s, guint word)
{
  return &((const GdToken *)s->words->pdata[word])->label->full.text;
}

/* The middle of a word in its line, in halves of characters. */
static guint middle_of(const Stack *s, guint word)
{
  const GdToken *token = s->words->pdata[word];
  return 2 * token->at + (guint)g_utf8_strlen(token->text, -1);
}

/* Whether a word may be a piece of the label that is read. */
static gboolean is_below(const Stack *s, guint word)
{
  if (!s->placed)
    return TRUE;
  guint middle = middle_of(s, word);
  return MAX(middle, s->middle) - MIN(middle, s->middle) <= MOST_APART;
}

/* Goes on with a word; FALSE, and nothing is changed, if it does not fit. */
static gboolean take_word(Reading *reading, const GdFolded *word)
{
  Reading r = *reading;
  for (guint i = 0; i < word->length; i++) {
    gunichar c = word->chars[i];
    if (c == '(')
      r.depth++;
    else if (c == ')' && r.depth > 0)
      r.depth--;
    else if (r.depth == 0 && (r.at == r.label->length || r.label->chars[r.at++] != c))
      return FALSE;
  }
  *reading = r;
  return TRUE;
}

static gboolean is_complete(const Reading *reading)
{
  return reading->at == reading->label->length && reading->depth == 0;
}

/* Whether a word may go on in the line of the one before it. */
static gboolean may_go_on(const Stack *s, guint word)
{
  const GdToken *last = s->words->pdata[word - 1], *next = s->words->pdata[word];
  return !s->placed || s->spaced ||
         next->at <= last->at + (guint)g_utf8_strlen(last->text, -1) + MOST_GAP;
}

/* Takes what fits of a line, from a word on. FALSE if nothing does. A note that is still open, and
 * one behind the label, go on in the next line: what stands beside them is another label's. */
static gboolean take_line(const Stack *s, Line *line, guint word, Reading *reading)
{
  guint w = word;
  while (w < line->end &&
         (w == word || (reading->depth == 0 && !is_complete(reading) && may_go_on(s, w))) &&
         take_word(reading, text_of(s, w)))
    w++;
  if (w == word || (reading->depth > 0 && !s->notes))
    return FALSE;
  line->next = w;
  line->begun = TRUE;
  return TRUE;
}

/* Whether the next word of a line opens a note. */
static gboolean opens_note(const Stack *s, const Line *line)
{
  return line->next < line->end && text_of(s, line->next)->length > 0 &&
         text_of(s, line->next)->chars[0] == '(';
}

/* Step 2 for one way to begin: at a word of a line. */
static gboolean read_label(Stack *s, guint from, guint word, const GdFolded *label)
{
  Line before[MOST_LINES];
  memcpy(before, s->lines, sizeof before);
  Reading reading = {.label = label};
  s->middle = s->placed ? middle_of(s, word) : 0;
  gboolean more = take_line(s, &s->lines[from], word, &reading);
  s->first = s->last = from;
  s->taken = 1U << from;
  const gboolean goes_on = more && s->placed;
  for (guint l = from + 1; (more || goes_on) && l < s->n_lines; l++) {
    Line *line = &s->lines[l];
    if (is_complete(&reading) && !(s->notes && opens_note(s, line)))
      break;
    guint last = line->begun ? MIN(line->next + 1, line->end) : line->end;
    more = FALSE;
    for (guint w = line->next; w < last && !more; w++)
      more = is_below(s, w) && take_line(s, line, w, &reading);
    s->last = more ? l : s->last;
    s->taken |= more ? 1U << l : 0;
  }
  if (reading.at == label->length && (s->notes || reading.depth == 0))
    return TRUE; /* a bracket that closes nowhere may be a speck that was left out */
  memcpy(s->lines, before, sizeof before);
  return FALSE;
}

static gboolean find_from(Stack *s, const GPtrArray *columns, guint c);

/* What was read of a label: where it stands. */
typedef struct {
  guint first, last, middle;
  guint32 taken;
} Extent;

/* Whether the label that was read last may stand right of the one before it. */
static gboolean is_right_of(const Stack *s, const Extent *before)
{
  if (s->placed)
    return (s->taken & before->taken) != 0 || s->middle >= before->middle + BESIDE;
  return s->first <= before->last && s->last >= before->first;
}

/* The label of column c as the column's from a word on, and all labels behind it. */
static gboolean find_at(Stack *s, const GPtrArray *columns, guint c, guint line, guint word)
{
  const GArray *variants = ((const GdLabelMatcher *)columns->pdata[c])->variants;
  Line before[MOST_LINES];
  const Extent left = {s->first, s->last, s->middle, s->taken};
  memcpy(before, s->lines, sizeof before);
  for (guint v = 0, n = s->placed ? 2 * variants->len : variants->len; v < n; v++) {
    s->spaced = v >= variants->len;
    if (read_label(s, line, word,
                   &g_array_index(variants, GdLabelText, v % variants->len).bare.text) &&
        (c == 0 || is_right_of(s, &left)) && find_from(s, columns, c + 1))
      return TRUE;
    memcpy(s->lines, before, sizeof before);
    s->first = left.first;
    s->last = left.last;
    s->middle = left.middle;
    s->taken = left.taken;
  }
  return FALSE;
}

/* Steps 2 and 3 for column c and those behind it, the fewest words passed over first. A label that
 * stands twice may be the other column's: then the next place is tried. */
static gboolean find_from(Stack *s, const GPtrArray *columns, guint c)
{
  gboolean more = TRUE;
  if (c == columns->len)
    return TRUE;
  for (guint passed = 0; more; passed++) {
    more = FALSE;
    for (guint l = 0; l < s->n_lines; l++) {
      const Line *line = &s->lines[l];
      if (line->next + passed >= line->end || (line->begun && passed > 0) || s->tries == MOST_TRIES)
        continue;
      more = TRUE;
      s->tries++;
      if (find_at(s, columns, c, l, line->next + passed))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean is_one_of(const GdLabelText *text, const GPtrArray *labels)
{
  for (guint i = 0; i < labels->len; i++)
    if (gd_label_match(labels->pdata[i], text, 0) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a word is a piece of one of the other labels, and of none of the columns'. */
static gboolean is_piece(const GdLabelText *word, const GPtrArray *others, const GPtrArray *columns)
{
  const GdFolded *text = &word->full.text;
  gboolean other = FALSE;
  for (guint i = 0; i < others->len && !other; i++)
    other = gd_label_holds(others->pdata[i], text);
  for (guint i = 0; i < columns->len && other; i++)
    other = !gd_label_holds(columns->pdata[i], text);
  return other;
}

/* Step 1. */
static void fill(Stack *s, const GPtrArray *words, const GPtrArray *columns,
                 const GPtrArray *others)
{
  guint number = 0; /* of the line */
  for (guint i = 0; i < words->len; i++) {
    const GdToken *token = words->pdata[i];
    if (is_one_of(token->label, others) || (s->placed && is_piece(token->label, others, columns)))
      continue;
    if (s->n_lines == 0 || token->line != number) {
      if (s->n_lines == MOST_LINES)
        return;
      s->lines[s->n_lines++] = (Line){.next = s->words->len};
    }
    number = token->line;
    g_ptr_array_add(s->words, (gpointer)token);
    s->lines[s->n_lines - 1].end = s->words->len;
  }
}

static gboolean has_all(const GPtrArray *words, const GPtrArray *columns, const GPtrArray *others,
                        Stack how)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  how.words = kept;
  fill(&how, words, columns, others);
  return columns->len > 0 && find_from(&how, columns, 0);
}

static gboolean are_placed(const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (((const GdToken *)words->pdata[i])->at == GD_NO_PLACE)
      return FALSE;
  return TRUE;
}

gboolean gd_text_stack_has_all(const GPtrArray *words, const GPtrArray *columns,
                               const GPtrArray *others)
{
  return has_all(words, columns, others, (Stack){.notes = TRUE}) ||
         (are_placed(words) &&
          has_all(words, columns, others, (Stack){.notes = TRUE, .placed = TRUE}));
}

gboolean gd_text_stack_stands_left(const GPtrArray *words, const GdLabelMatcher *a,
                                   const GdLabelMatcher *b, const GPtrArray *others)
{
  g_autoptr(GPtrArray) two = g_ptr_array_new();
  g_ptr_array_add(two, (gpointer)a);
  g_ptr_array_add(two, (gpointer)b);
  return has_all(words, two, others, (Stack){.notes = FALSE});
}
