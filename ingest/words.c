/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps:
 *  1. Each glyph is put into the frame of its own line of writing: u along the
 *     line, v across it. Lines of writing are horizontal, vertical, upside down
 *     or bottom-up; what is slanted was marked hidden before.
 *  2. In the order of u, each glyph is joined to the nearest word that ends just
 *     before it at the same height, is as visible as it is, and is not parted
 *     from it by a ruling. Open words are found by their height in buckets, so
 *     that the work grows with the number of glyphs alone.
 *           ┌──┐┌──┐      ┌──┐
 *     v  ── │ 1││ 2│      │ 7│      gap < GAP x size: one word "12";
 *           └──┘└──┘ gap  └──┘      "7" opens a new one
 *     A space is not part of any word; it moves no end, so what follows it is a
 *     gap away. Digits on both sides of a space never join, however narrow it is.
 *  3. A glyph drawn twice (same characters, nearly the same place) counts once.
 *     Two glyphs that are not the same and lie on each other clash: neither can be
 *     believed.
 *     So does a digit with a hidden character beside it: clipped or covered in part,
 *     a number is another one.
 *  4. word_text.c writes words down and sorts them.
 */
#include "ingest/words.h"

#include "ingest/joined.h"
#include "models/limits.h"

#include <string.h>

/* Font sizes. Wider gaps divide words. Letters are kerned by less than 0.2,
 * digits of one number stand 0 to 0.1 apart, CJK lines are justified by up to
 * 0.15; a space is 0.25 wide or more. */
#define GAP 0.22

/* A glyph's size is taken to be no more than so many times its width, for gaps:
 * digits are half an em wide, and the size that a file names may be anything. */
#define SLENDER 2.2

/* Font sizes. Characters overlap by kerning, oblique faces and punctuation that is
 * moved together (、 and 。 have half an em of white), not by more. */
#define OVERLAP 0.5

/* Share of the smaller glyph's height at which two glyphs are on one line: a
 * raised 2 in 7² overlaps the 7 by half. */
#define SAME_LINE 0.45

/* Font sizes. Fake bold draws a glyph again, moved by less than this. */
#define TWICE 0.12

/* Share of the smaller of two glyphs that lies on the other where they clash; CJK
 * punctuation that is moved together shares half. */
#define CLASH 0.65

/* The same along the line for two digits, which are never kerned. */
#define DIGITS_CLASH 0.2

/* Glyphs before and after, in the order of u, among which the visible twin of a hidden
 * one is sought: a row of each of two columns, and some. */
#define TWINS_SEEN 100

/* Degrees: more is a watermark. And share of a digit's width that the hidden character
 * beside it may lie on it. */
#define LOST_SLANT 7.0
#define LOST_OVERLAP 0.3

/* Points. Height of a bucket of open words, and how many are looked at. */
#define BUCKET 4.0
#define BUCKETS_SEEN 24

/* Open words that one bucket remembers; more at one height have ended long
 * before, or lie on top of each other. */
#define BUCKET_WORDS 6

/* Degrees. Steps of the four frames. */
#define QUARTER 90.0

typedef struct {
  GdJoined *words[BUCKET_WORDS]; /* a ring, newest at next - 1 */
  guint next;
} Bucket;

static void word_free(GdJoined *word)
{
  g_array_unref(word->glyphs);
  g_free(word);
}

static GdPlaced place(const GdGlyph *glyph)
{
  GdBox b = glyph->box;
  guint frame = (guint)((int)floor(glyph->angle / QUARTER + 0.5) & 3);
  switch (frame) {
  case 1: /* downwards */
    return (GdPlaced){glyph, b.y0, b.y1, -b.x1, -b.x0, frame, FALSE};
  case 2:
    return (GdPlaced){glyph, -b.x1, -b.x0, -b.y1, -b.y0, frame, FALSE};
  case 3: /* upwards */
    return (GdPlaced){glyph, -b.y1, -b.y0, b.x0, b.x1, frame, FALSE};
  default:
    return (GdPlaced){glyph, b.x0, b.x1, b.y0, b.y1, 0, FALSE};
  }
}

static int by_start(gconstpointer a, gconstpointer b)
{
  const GdPlaced *p = a, *q = b;
  if (p->frame != q->frame)
    return (int)p->frame - (int)q->frame;
  if (p->u0 != q->u0)
    return p->u0 < q->u0 ? -1 : 1;
  return p->glyph->order < q->glyph->order ? -1 : 1;
}

/* A space that is not believed is no space: it may be a digit. */
static gboolean is_space(const GdGlyph *glyph)
{
  if (glyph->unreadable)
    return FALSE;
  for (guint i = 0; i < glyph->n_chars; i++)
    if (!g_unichar_isspace(glyph->chars[i]) && glyph->chars[i] != 0x200B &&
        glyph->chars[i] != 0xFEFF)
      return FALSE;
  return glyph->n_chars > 0;
}

/* Whether a ruling across the line of writing stands between two glyphs. */
static gboolean parted(const GArray *rulings, const GdPlaced *left, const GdPlaced *right)
{
  GdDirection across = left->frame % 2 == 0 ? GD_VERTICAL : GD_HORIZONTAL;
  GdPoint a = gd_box_centre(left->glyph->box), b = gd_box_centre(right->glyph->box);
  double low = across == GD_VERTICAL ? fmin(a.x, b.x) : fmin(a.y, b.y);
  double high = across == GD_VERTICAL ? fmax(a.x, b.x) : fmax(a.y, b.y);
  double height = across == GD_VERTICAL ? b.y : b.x;
  for (guint i = 0; i < rulings->len; i++) {
    const GdRuling *r = &g_array_index(rulings, GdRuling, i);
    if (r->direction == across && r->at > low && r->at < high && r->from <= height &&
        r->to >= height)
      return TRUE;
  }
  return FALSE;
}

static const GdPlaced *last_of(const GdJoined *word)
{
  return gd_joined_glyph(word, word->glyphs->len - 1);
}

static gboolean same_text(const GdGlyph *a, const GdGlyph *b)
{
  return a->n_chars == b->n_chars &&
         memcmp(a->chars, b->chars, a->n_chars * sizeof a->chars[0]) == 0 &&
         (a->n_chars > 0 || a->code == b->code);
}

/* Step 3: whether the glyph repeats one of the word's last two. */
static gboolean is_repeated(const GdJoined *word, const GdPlaced *glyph)
{
  for (guint i = word->glyphs->len; i > 0 && i + 2 > word->glyphs->len; i--) {
    const GdPlaced *p = gd_joined_glyph(word, i - 1);
    if (p->glyph->hidden == glyph->glyph->hidden && same_text(p->glyph, glyph->glyph) &&
        fabs(p->u0 - glyph->u0) < TWICE * glyph->glyph->size &&
        fabs(p->v0 - glyph->v0) < TWICE * glyph->glyph->size)
      return TRUE;
  }
  return FALSE;
}

/* Whether a glyph may lie on others: spaces, and underscores to write on. */
static gboolean is_line(const GdGlyph *glyph)
{
  return glyph->n_chars > 0 &&
         (is_space(glyph) || glyph->chars[0] == '_' || glyph->chars[0] == 0xFF3F);
}

static gboolean is_mark(const GdGlyph *glyph)
{
  return glyph->n_chars > 0 && g_unichar_ismark(glyph->chars[0]);
}

static gboolean is_digit(const GdGlyph *glyph)
{
  return glyph->n_chars > 0 && g_unichar_isdigit(glyph->chars[glyph->n_chars - 1]);
}

/* Step 3: marks the glyph and what of the word's end it lies on. */
static void find_clash(const GdJoined *word, GdPlaced *glyph)
{
  for (guint i = word->glyphs->len; i > 0 && i + 2 > word->glyphs->len; i--) {
    GdPlaced *p = gd_joined_glyph(word, i - 1);
    double width = fmin(p->u1 - p->u0, glyph->u1 - glyph->u0);
    double height = fmin(p->v1 - p->v0, glyph->v1 - glyph->v0);
    if (is_mark(p->glyph) || is_mark(glyph->glyph) || is_line(p->glyph) || is_line(glyph->glyph) ||
        word->hidden || glyph->glyph->hidden || word->frame != glyph->frame)
      continue;
    double least = is_digit(p->glyph) && is_digit(glyph->glyph) ? DIGITS_CLASH : CLASH;
    if (gd_overlap(p->u0, p->u1, glyph->u0, glyph->u1) >= least * width &&
        gd_overlap(p->v0, p->v1, glyph->v0, glyph->v1) >= CLASH * height)
      p->clash = glyph->clash = TRUE;
  }
}

/* Whether the glyph stands where it continues the word. */
static gboolean follows(const GdJoined *word, const GdPlaced *glyph)
{
  double height = fmin(word->v1 - word->v0, glyph->v1 - glyph->v0);
  double width = fmax(word->width, glyph->u1 - glyph->u0);
  double size = fmin(fmin(word->size, glyph->glyph->size), SLENDER * width);
  double gap = glyph->u0 - word->u1;
  if (word->frame != glyph->frame)
    return FALSE;
  if (gd_overlap(word->v0, word->v1, glyph->v0, glyph->v1) < SAME_LINE * height)
    return FALSE;
  if (glyph->u0 >= word->space && is_digit(glyph->glyph) && is_digit(last_of(word)->glyph))
    return FALSE;
  if (is_mark(glyph->glyph))
    return gap <= GAP * size && gap > -1.5 * word->size;
  return gap <= GAP * size && gap >= -OVERLAP * size;
}

/* Whether a glyph that is seen lies on one that is not: a shadow, or OCR beneath text.
 * Their neighbours in the order of u are looked at. */
static gboolean has_twin(const GArray *placed, const GdPlaced *hidden)
{
  guint at = (guint)(hidden - (const GdPlaced *)(const void *)placed->data);
  guint from = at > TWINS_SEEN ? at - TWINS_SEEN : 0, to = MIN(at + TWINS_SEEN, placed->len);
  for (guint i = from; i < to; i++) {
    const GdPlaced *p = &g_array_index(placed, GdPlaced, i);
    double width = hidden->u1 - hidden->u0, height = hidden->v1 - hidden->v0;
    if (!p->glyph->hidden && !is_space(p->glyph) && p->frame == hidden->frame &&
        gd_overlap(p->u0, p->u1, hidden->u0, hidden->u1) >= width / 2 &&
        gd_overlap(p->v0, p->v1, hidden->v0, hidden->v1) >= height / 2)
      return TRUE;
  }
  return FALSE;
}

/* Step 3: a digit that is seen, and beside it one that is not, are what is left of a
 * number: marks the word's end and the glyph. */
static void find_lost(const GArray *placed, const GdJoined *word, GdPlaced *glyph)
{
  GdPlaced *last = gd_joined_glyph(word, word->glyphs->len - 1);
  GdPlaced *seen = word->hidden ? glyph : last, *lost = word->hidden ? last : glyph;
  if (word->hidden == glyph->glyph->hidden || !is_digit(seen->glyph) || is_space(lost->glyph))
    return;
  double slant = fabs(remainder(lost->glyph->angle, QUARTER));
  double gap = glyph->u0 - last->u1;
  gboolean aside = gap >= -LOST_OVERLAP * (seen->u1 - seen->u0); /* not beneath */
  if (aside && slant <= LOST_SLANT && follows(word, glyph) && !has_twin(placed, lost))
    seen->clash = TRUE;
}

typedef struct {
  const GdPdfPage *record;
  const GArray *placed;
  const GArray *rulings;
  GHashTable *buckets; /* height in BUCKETs → Bucket */
  GPtrArray *words;    /* of GdJoined */
} Joiner;

static Bucket *bucket_at(Joiner *joiner, int key, gboolean make)
{
  Bucket *bucket = g_hash_table_lookup(joiner->buckets, GINT_TO_POINTER(key));
  if (bucket == NULL && make) {
    bucket = g_new0(Bucket, 1);
    g_hash_table_insert(joiner->buckets, GINT_TO_POINTER(key), bucket);
  }
  return bucket;
}

static int bucket_key(double v0, double v1)
{
  return (int)floor((v0 + v1) / 2 / BUCKET);
}

/* The open word nearest before the glyph. */
static GdJoined *find_word(Joiner *joiner, GdPlaced *glyph, gboolean *repeated)
{
  GdJoined *best = NULL;
  int middle = bucket_key(glyph->v0, glyph->v1);
  int reach = MIN((int)(glyph->glyph->size / BUCKET) + 1, BUCKETS_SEEN / 2);
  for (int key = middle - reach; key <= middle + reach; key++) {
    Bucket *bucket = bucket_at(joiner, key, FALSE);
    for (guint i = 0; bucket != NULL && i < BUCKET_WORDS; i++) {
      GdJoined *word = bucket->words[i];
      if (word == NULL)
        continue;
      if (word->frame == glyph->frame && is_repeated(word, glyph)) {
        *repeated = TRUE;
        return word;
      }
      find_clash(word, glyph);
      find_lost(joiner->placed, word, glyph);
      if (word->hidden == glyph->glyph->hidden && follows(word, glyph) &&
          (best == NULL || word->u1 > best->u1))
        best = word;
    }
  }
  if (best != NULL && parted(joiner->rulings, last_of(best), glyph)) {
    GdPlaced *last = gd_joined_glyph(best, best->glyphs->len - 1);
    if (is_digit(last->glyph) && is_digit(glyph->glyph))
      last->clash = glyph->clash = TRUE; /* one number, and a ruling cuts it */
    return NULL;
  }
  return best;
}

static void open_word(Joiner *joiner, GdPlaced *glyph)
{
  GdJoined *word = g_new0(GdJoined, 1);
  word->glyphs = g_array_new(FALSE, FALSE, sizeof(GdPlaced *));
  g_array_append_val(word->glyphs, glyph);
  word->u1 = glyph->u1;
  word->v0 = glyph->v0;
  word->v1 = glyph->v1;
  word->size = glyph->glyph->size;
  word->width = glyph->u1 - glyph->u0;
  word->space = G_MAXDOUBLE;
  word->frame = glyph->frame;
  word->hidden = glyph->glyph->hidden;
  g_ptr_array_add(joiner->words, word);
  Bucket *bucket = bucket_at(joiner, bucket_key(glyph->v0, glyph->v1), TRUE);
  bucket->words[bucket->next++ % BUCKET_WORDS] = word;
}

static void add_to_word(GdJoined *word, GdPlaced *glyph)
{
  g_array_append_val(word->glyphs, glyph);
  word->u1 = fmax(word->u1, glyph->u1);
  word->space = G_MAXDOUBLE;
  word->size = fmax(word->size, glyph->glyph->size);
  word->width = glyph->u1 - glyph->u0;
}

/* Steps 2 and 3. */
static void join(Joiner *joiner, GArray *placed)
{
  for (guint i = 0; i < placed->len; i++) {
    GdPlaced *glyph = &g_array_index(placed, GdPlaced, i);
    gboolean repeated = FALSE;
    GdJoined *word = find_word(joiner, glyph, &repeated);
    if (is_space(glyph->glyph) && word != NULL)
      word->space = (glyph->u0 + glyph->u1) / 2;
    if (is_space(glyph->glyph) || repeated)
      continue;
    if (word != NULL && word->glyphs->len < GD_CAP_CELL_CHARS)
      add_to_word(word, glyph);
    else
      open_word(joiner, glyph);
  }
}

void gd_words_build(const GdPdfPage *record, GdPage *page)
{
  g_autoptr(GArray) placed = g_array_sized_new(FALSE, FALSE, sizeof(GdPlaced), record->glyphs->len);
  for (guint i = 0; i < record->glyphs->len; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    GdPlaced p = place(glyph);
    g_array_append_val(placed, p);
  }
  g_array_sort(placed, by_start);
  g_autoptr(GHashTable) buckets = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
  Joiner joiner = {record, placed, page->rulings, buckets, words};
  join(&joiner, placed);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add(page->words, gd_joined_write(words->pdata[i]));
  gd_words_sort(page->words);
}
