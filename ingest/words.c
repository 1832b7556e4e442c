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
 *     gap away.
 *  3. A glyph drawn twice (same characters, nearly the same place) counts once.
 *  4. Words are written down in NFC, flagged, and sorted by line.
 */
#include "ingest/words.h"

#include "models/limits.h"

#include <string.h>

/* Font sizes. Wider gaps divide words. Letters are kerned by less than 0.2,
 * digits of one number stand 0 to 0.1 apart, CJK lines are justified by up to
 * 0.15; a space is 0.25 wide or more. */
#define GAP 0.22

/* Font sizes. Characters overlap by kerning, oblique faces and punctuation that is
 * moved together (、 and 。 have half an em of white), not by more. */
#define OVERLAP 0.5

/* Share of the smaller glyph's height at which two glyphs are on one line: a
 * raised 2 in 7² overlaps the 7 by half. */
#define SAME_LINE 0.45

/* Font sizes. Fake bold draws a glyph again, moved by less than this. */
#define TWICE 0.12

/* Points. Height of a bucket of open words, and how many are looked at. */
#define BUCKET 4.0
#define BUCKETS_SEEN 24

/* Open words that one bucket remembers; more at one height have ended long
 * before, or lie on top of each other. */
#define BUCKET_WORDS 6

/* Digits of one number differ in size or height by less than this share. */
#define UNEVEN 0.15

/* Degrees. Steps of the four frames. */
#define QUARTER 90.0

typedef struct {
  const GdGlyph *glyph;
  double u0, u1, v0, v1; /* in the frame of its line */
  guint frame;           /* quarter turns clockwise */
} Placed;

typedef struct {
  GArray *glyphs; /* of const Placed* */
  double u1;      /* where it ends */
  double v0, v1;  /* of its last glyph of full height */
  double size;    /* of its largest glyph */
  guint frame;
  gboolean hidden;
} Word;

typedef struct {
  Word *words[BUCKET_WORDS]; /* a ring, newest at next - 1 */
  guint next;
} Bucket;

static void word_free(Word *word)
{
  g_array_unref(word->glyphs);
  g_free(word);
}

static Placed place(const GdGlyph *glyph)
{
  GdBox b = glyph->box;
  guint frame = (guint)((int)floor(glyph->angle / QUARTER + 0.5) & 3);
  switch (frame) {
  case 1: /* downwards */
    return (Placed){glyph, b.y0, b.y1, -b.x1, -b.x0, frame};
  case 2:
    return (Placed){glyph, -b.x1, -b.x0, -b.y1, -b.y0, frame};
  case 3: /* upwards */
    return (Placed){glyph, -b.y1, -b.y0, b.x0, b.x1, frame};
  default:
    return (Placed){glyph, b.x0, b.x1, b.y0, b.y1, 0};
  }
}

static int by_start(gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;
  if (p->frame != q->frame)
    return (int)p->frame - (int)q->frame;
  if (p->u0 != q->u0)
    return p->u0 < q->u0 ? -1 : 1;
  return p->glyph->order < q->glyph->order ? -1 : 1;
}

static gboolean is_space(const GdGlyph *glyph)
{
  for (guint i = 0; i < glyph->n_chars; i++)
    if (!g_unichar_isspace(glyph->chars[i]) && glyph->chars[i] != 0x200B &&
        glyph->chars[i] != 0xFEFF)
      return FALSE;
  return glyph->n_chars > 0;
}

/* Whether a ruling across the line of writing stands between two glyphs. */
static gboolean parted(const GArray *rulings, const Placed *left, const Placed *right)
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

static const Placed *last_of(const Word *word)
{
  return g_array_index(word->glyphs, const Placed *, word->glyphs->len - 1);
}

static gboolean same_text(const GdGlyph *a, const GdGlyph *b)
{
  return a->n_chars == b->n_chars &&
         memcmp(a->chars, b->chars, a->n_chars * sizeof a->chars[0]) == 0 &&
         (a->n_chars > 0 || a->code == b->code);
}

/* Step 3: whether the glyph repeats one of the word's last two. */
static gboolean is_repeated(const Word *word, const Placed *glyph)
{
  for (guint i = word->glyphs->len; i > 0 && i + 2 > word->glyphs->len; i--) {
    const Placed *p = g_array_index(word->glyphs, const Placed *, i - 1);
    if (p->glyph->hidden == glyph->glyph->hidden && same_text(p->glyph, glyph->glyph) &&
        fabs(p->u0 - glyph->u0) < TWICE * glyph->glyph->size &&
        fabs(p->v0 - glyph->v0) < TWICE * glyph->glyph->size)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_mark(const GdGlyph *glyph)
{
  return glyph->n_chars > 0 && g_unichar_ismark(glyph->chars[0]);
}

/* Whether the glyph continues the word, by geometry alone. */
static gboolean continues(const Word *word, const Placed *glyph)
{
  double height = fmin(word->v1 - word->v0, glyph->v1 - glyph->v0);
  double size = fmin(word->size, glyph->glyph->size);
  double gap = glyph->u0 - word->u1;
  if (word->frame != glyph->frame || word->hidden != glyph->glyph->hidden)
    return FALSE;
  if (gd_overlap(word->v0, word->v1, glyph->v0, glyph->v1) < SAME_LINE * height)
    return FALSE;
  if (is_mark(glyph->glyph))
    return gap <= GAP * size && gap > -1.5 * word->size;
  return gap <= GAP * size && gap >= -OVERLAP * size;
}

typedef struct {
  const GdPdfPage *record;
  const GArray *rulings;
  GHashTable *buckets; /* height in BUCKETs → Bucket */
  GPtrArray *words;    /* of Word */
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
static Word *find_word(Joiner *joiner, const Placed *glyph, gboolean *repeated)
{
  Word *best = NULL;
  int middle = bucket_key(glyph->v0, glyph->v1);
  int reach = MIN((int)(glyph->glyph->size / BUCKET) + 1, BUCKETS_SEEN / 2);
  for (int key = middle - reach; key <= middle + reach; key++) {
    Bucket *bucket = bucket_at(joiner, key, FALSE);
    for (guint i = 0; bucket != NULL && i < BUCKET_WORDS; i++) {
      Word *word = bucket->words[i];
      if (word == NULL)
        continue;
      if (word->frame == glyph->frame && is_repeated(word, glyph)) {
        *repeated = TRUE;
        return word;
      }
      if (continues(word, glyph) && (best == NULL || word->u1 > best->u1))
        best = word;
    }
  }
  if (best != NULL && parted(joiner->rulings, last_of(best), glyph))
    return NULL;
  return best;
}

static void open_word(Joiner *joiner, const Placed *glyph)
{
  Word *word = g_new0(Word, 1);
  word->glyphs = g_array_new(FALSE, FALSE, sizeof(const Placed *));
  g_array_append_val(word->glyphs, glyph);
  word->u1 = glyph->u1;
  word->v0 = glyph->v0;
  word->v1 = glyph->v1;
  word->size = glyph->glyph->size;
  word->frame = glyph->frame;
  word->hidden = glyph->glyph->hidden;
  g_ptr_array_add(joiner->words, word);
  Bucket *bucket = bucket_at(joiner, bucket_key(glyph->v0, glyph->v1), TRUE);
  bucket->words[bucket->next++ % BUCKET_WORDS] = word;
}

static void add_to_word(Word *word, const Placed *glyph)
{
  g_array_append_val(word->glyphs, glyph);
  word->u1 = fmax(word->u1, glyph->u1);
  word->size = fmax(word->size, glyph->glyph->size);
}

/* Steps 2 and 3. */
static void join(Joiner *joiner, GArray *placed)
{
  for (guint i = 0; i < placed->len; i++) {
    const Placed *glyph = &g_array_index(placed, Placed, i);
    gboolean repeated = FALSE;
    Word *word = find_word(joiner, glyph, &repeated);
    if (repeated)
      continue;
    if (word != NULL && word->glyphs->len < GD_CAP_CELL_CHARS)
      add_to_word(word, glyph);
    else
      open_word(joiner, glyph);
  }
}

/* Whether the digits of a word differ clearly in size or height (7², 12①): a
 * reader of the text alone would take them for one number. */
static gboolean is_uneven(const Word *word)
{
  const Placed *first = NULL;
  for (guint i = 0; i < word->glyphs->len; i++) {
    const Placed *p = g_array_index(word->glyphs, const Placed *, i);
    if (p->glyph->n_chars == 0 || !(g_unichar_isdigit(p->glyph->chars[0]) ||
                                    g_unichar_type(p->glyph->chars[0]) == G_UNICODE_OTHER_NUMBER))
      continue;
    if (first == NULL) {
      first = p;
      continue;
    }
    double size = fmax(first->glyph->size, p->glyph->size);
    if (fabs(p->glyph->size - first->glyph->size) > UNEVEN * size ||
        fabs((p->v0 + p->v1) - (first->v0 + first->v1)) / 2 > UNEVEN * size ||
        g_unichar_isdigit(p->glyph->chars[0]) != g_unichar_isdigit(first->glyph->chars[0]))
      return TRUE;
  }
  return FALSE;
}

/* Step 4. */
static GdWord *write_word(const Word *word)
{
  g_autoptr(GString) text = g_string_new(NULL);
  GdBox box = GD_BOX_NONE;
  gboolean unreadable = FALSE;
  for (guint i = 0; i < word->glyphs->len; i++) {
    const GdGlyph *glyph = g_array_index(word->glyphs, const Placed *, i)->glyph;
    box = gd_box_union(box, glyph->box);
    unreadable = unreadable || glyph->unreadable || glyph->n_chars == 0;
    if (glyph->n_chars == 0)
      g_string_append_unichar(text, 0xFFFD);
    for (guint k = 0; k < glyph->n_chars; k++) {
      guint32 c = glyph->chars[k];
      g_string_append_unichar(text, c >= 0x20 && g_unichar_validate(c) ? c : 0xFFFD);
    }
  }
  g_autofree char *nfc = g_utf8_normalize(text->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GdWord *out = gd_word_new(box, nfc != NULL ? nfc : "\xEF\xBF\xBD",
                            word->hidden ? GD_SOURCE_HIDDEN : GD_SOURCE_TEXT_LAYER);
  out->size = word->size;
  out->unreadable = unreadable;
  out->uneven = is_uneven(word);
  return out;
}

static int by_height(gconstpointer a, gconstpointer b)
{
  const GdWord *p = *(GdWord *const *)a, *q = *(GdWord *const *)b;
  GdPoint c = gd_box_centre(p->box), d = gd_box_centre(q->box);
  if (c.y != d.y)
    return c.y < d.y ? -1 : 1;
  return c.x < d.x ? -1 : c.x > d.x;
}

static int by_left(gconstpointer a, gconstpointer b)
{
  const GdWord *p = *(GdWord *const *)a, *q = *(GdWord *const *)b;
  if (p->box.x0 != q->box.x0)
    return p->box.x0 < q->box.x0 ? -1 : 1;
  return p->box.y0 < q->box.y0 ? -1 : p->box.y0 > q->box.y0;
}

/* Words whose middles are within half a font size of the first's make a line. */
static void sort_words(GPtrArray *words)
{
  g_ptr_array_sort(words, by_height);
  for (guint i = 0; i < words->len;) {
    const GdWord *first = words->pdata[i];
    double limit = gd_box_centre(first->box).y + fmin(first->size, gd_box_height(first->box)) / 2;
    guint n = 1;
    while (i + n < words->len &&
           gd_box_centre(((const GdWord *)words->pdata[i + n])->box).y < limit)
      n++;
    qsort(words->pdata + i, n, sizeof words->pdata[0], by_left);
    i += n;
  }
}

void gd_words_build(const GdPdfPage *record, GdPage *page)
{
  g_autoptr(GArray) placed = g_array_sized_new(FALSE, FALSE, sizeof(Placed), record->glyphs->len);
  for (guint i = 0; i < record->glyphs->len; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    if (is_space(glyph))
      continue;
    Placed p = place(glyph);
    g_array_append_val(placed, p);
  }
  g_array_sort(placed, by_start);
  g_autoptr(GHashTable) buckets = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
  Joiner joiner = {record, page->rulings, buckets, words};
  join(&joiner, placed);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add(page->words, write_word(words->pdata[i]));
  sort_words(page->words);
}
