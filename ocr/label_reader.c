/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Pieces of ink between columns of paper. One wider than a character (touching print) is cut
 *    in its valleys, where there is least ink.
 * 2. Dynamic programming: a character is one piece or several neighbours that are no wider than a
 *    character together. Its score is the log probability of its likeliest class, weighed by
 *    its width, so that ways with few and with many characters compare.
 *
 *       亻 也 |机 关       亻+也 is 他: likelier than a junk and 也
 *
 * Method: over-segmentation and search, as in glyph_reader.c.
 */
#include "ocr/label_reader.h"

#include <math.h>
#include <string.h>

#include "ocr/label_net.h"

/* Pieces of a line; those of one character: 川, 心 and worn print have up to five. */
#define PIECES 200
#define PARTS 6

/* Widths in heights of a character: the widest one of several pieces; touching characters;
 * what is cut from them at least; the widest gap within a character. */
#define WIDEST 1.22
#define TOUCHING 1.15
#define SLICE 0.16
#define INNER_GAP 0.45

/* Darkness of a column that is still paper, in full pixels, by the height of a character. */
#define PAPER 0.009

/* The least that a character weighs: marks are narrow, and as telling. */
#define LEAST_WEIGHT 0.35

/* Log probability lost for each character, and for a piece that is left out: a base, and by its
 * ink, in areas of a character. */
#define PRICE 0.15F
#define SKIP_LEAST 1.2F
#define SKIP_PRICE 60.0F

/* The ink of a speck, in areas of a character: a third of that of a point. What is left out and
 * has more is told as a character that is not known. */
#define SPECK 0.003F

/* The least probability of a letter that is told as a rival: below, one of shapes alike is as
 * likely as one of none. */
#define RIVAL_LEAST 0.002F

/* A line is sure if each of its characters has this probability (marks: that; one for another
 * makes no other label), and their mean that: less sure ones are mostly right too, but chi_sim
 * is right more often then. Not calibrated: bench/labels shows what is let through. */
#define SURE_LEAST 0.6
#define SURE_MARK 0.45
#define SURE_MEAN 0.8
/* Each symbol of a number. Of 214 numbers on scans of all levels of which that is true (development
 * seeds), chi_sim read the same digits in 200, and many commas as points; where it read others
 * and the print was looked up, the net was right. */
#define SURE_DIGIT 0.9

typedef struct {
  int x0, x1; /* columns, x1 beyond */
  float ink;  /* in areas of a character */
} Piece;

typedef struct {
  float score;
  short from;  /* first piece of the last character */
  short class; /* -1 for what is left out */
  float log_p;
  GdLabelBody body;
} Way;

typedef struct {
  const GdNet *net;
  guint letters;
  GdLabelInk ink;
  float *columns; /* ink of each, full pixels. Owned */
  guint n;
  gboolean too_many; /* pieces: none of the line is read */
  Piece pieces[PIECES];
  Way ways[PIECES + 1]; /* the best to the end of so many pieces */
  GdNetUnits units;
} Search;

static void measure_columns(Search *s)
{
  s->columns = g_new0(float, s->ink.width);
  for (int y = 0; y < s->ink.height; y++) {
    const guint8 *row = s->ink.v + (gsize)y * (gsize)s->ink.width;
    for (int x = 0; x < s->ink.width; x++)
      s->columns[x] += row[x] >= 64 ? (float)row[x] / 255 : 0;
  }
}

static void add_piece(Search *s, int x0, int x1)
{
  if (x1 <= x0 || s->too_many)
    return;
  if (s->n == PIECES) {
    s->too_many = TRUE;
    return;
  }
  Piece *piece = &s->pieces[s->n++];
  *piece = (Piece){x0, x1, 0};
  for (int x = x0; x < x1; x++)
    piece->ink += s->columns[x];
  piece->ink /= (float)(s->ink.character * s->ink.character);
}

/* The column of least ink in x0..x1-1, those in the middle first. */
static int valley(const Search *s, int x0, int x1)
{
  int best = (x0 + x1) / 2;
  for (int i = 0; i < x1 - x0; i++) {
    const int x = (x0 + x1) / 2 + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
    if (x >= x0 && x < x1 && s->columns[x] < s->columns[best])
      best = x;
  }
  return best;
}

/* Touching characters: cut in the valley of each slice. */
static void add_slices(Search *s, int x0, int x1)
{
  const int slice = MAX(3, (int)(2 * SLICE * s->ink.character));
  int from = x0;
  for (int x = x0 + slice / 2; x + slice < x1; x += slice) {
    const int cut = valley(s, x, x + slice);
    add_piece(s, from, cut);
    from = cut;
  }
  add_piece(s, from, x1);
}

static void find_pieces(Search *s)
{
  for (int x = 0; x < s->ink.width; x++) {
    int end = x;
    while (end < s->ink.width && s->columns[end] > PAPER * s->ink.character)
      end++;
    if (end - x > TOUCHING * s->ink.character)
      add_slices(s, x, end);
    else
      add_piece(s, x, end);
    x = end;
  }
}

/* The likeliest class that is a character, and its log probability. */
static guint likeliest(const Search *s, float *log_p)
{
  const float *p = s->units.layer[GD_NET_LAYERS - 1];
  guint best = 0;
  for (guint k = 1; k <= GD_LABEL_OTHER(s->letters); k++)
    best = p[k] > p[best] ? k : best;
  *log_p = p[best];
  return best;
}

static void keep(Way *way, Way candidate)
{
  if (candidate.score > way->score)
    *way = candidate;
}

/* The character of pieces from..to-1. */
static void try_character(Search *s, guint from, guint to)
{
  const double unit = s->ink.character;
  Way way = {.from = (short)from};
  const int x0 = MAX(0, s->pieces[from].x0 - 1), x1 = MIN(s->ink.width, s->pieces[to - 1].x1 + 1);
  if (!gd_label_body(&s->ink, x0, x1, &way.body))
    return;
  float inputs[GD_LABEL_INPUTS];
  gd_label_patch(&s->ink, &way.body, inputs);
  gd_net_run(s->net, inputs, &s->units);
  way.class = (short)likeliest(s, &way.log_p);
  const double width = (s->pieces[to - 1].x1 - s->pieces[from].x0) / unit;
  way.score = s->ways[from].score + (float)MAX(LEAST_WEIGHT, width) * way.log_p - PRICE;
  keep(&s->ways[to], way);
}

static gboolean may_join(const Search *s, guint from, guint to)
{
  const Piece *first = &s->pieces[from], *last = &s->pieces[to - 1];
  if (to - from == 1)
    return TRUE;
  return to - from <= PARTS && last->x1 - first->x0 <= WIDEST * s->ink.character &&
         s->pieces[from + 1].x0 - first->x1 <= INNER_GAP * s->ink.character;
}

static void search(Search *s)
{
  s->ways[0] = (Way){0};
  for (guint to = 1; to <= s->n; to++) {
    const float skip = SKIP_LEAST + SKIP_PRICE * s->pieces[to - 1].ink;
    s->ways[to] =
        (Way){.score = s->ways[to - 1].score - skip, .from = (short)(to - 1), .class = -1};
    for (guint from = to; from-- > 0 && may_join(s, from, to);)
      try_character(s, from, to);
  }
}

static const char *letter_at(const Search *s, guint class)
{
  return g_utf8_offset_to_pointer(s->net->letters, class);
}

/* The likeliest letters of a character besides that of its way. */
static void add_rivals(Search *s, const Way *way, GdLabelSymbol *symbol)
{
  float inputs[GD_LABEL_INPUTS];
  gd_label_patch(&s->ink, &way->body, inputs);
  gd_net_run(s->net, inputs, &s->units);
  float *log_p = s->units.layer[GD_NET_LAYERS - 1];
  log_p[way->class] = -INFINITY;
  for (guint n = 0, bytes = 0; n < GD_LABEL_RIVALS; n++) {
    guint best = 0;
    for (guint k = 1; k < s->letters; k++)
      best = log_p[k] > log_p[best] ? k : best;
    if (log_p[best] < logf(RIVAL_LEAST))
      return;
    log_p[best] = -INFINITY;
    const char *letter = letter_at(s, best);
    const guint size = (guint)(g_utf8_next_char(letter) - letter);
    memcpy(symbol->rivals + bytes, letter, size);
    bytes += size;
  }
}

static GArray *conclude(Search *s, gboolean rivals)
{
  GArray *symbols = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  for (guint at = s->n; at > 0; at = (guint)s->ways[at].from) {
    const Way *way = &s->ways[at];
    if (way->class < 0 && s->pieces[at - 1].ink < SPECK)
      continue;
    GdLabelSymbol symbol = {.x0 = way->body.x0,
                            .y0 = way->body.y0,
                            .x1 = way->body.x1,
                            .y1 = way->body.y1,
                            .probability = way->class >= 0 ? expf(way->log_p) : 0};
    if (way->class >= 0 && (guint)way->class < s->letters)
      g_utf8_strncpy(symbol.text, letter_at(s, (guint)way->class), 1);
    if (rivals && way->class >= 0)
      add_rivals(s, way, &symbol);
    g_array_prepend_val(symbols, symbol);
  }
  return symbols;
}

GArray *gd_label_read(const GdNet *net, const GdLabelLine *line)
{
  g_autofree Search *s = g_new0(Search, 1);
  s->net = net;
  s->letters = (guint)g_utf8_strlen(net->letters, -1);
  s->ink = gd_label_ink(line);
  measure_columns(s);
  find_pieces(s);
  if (s->too_many)
    s->n = 0;
  search(s);
  GArray *symbols = conclude(s, FALSE);
  if (!gd_label_is_sure(symbols)) {
    g_array_unref(symbols);
    symbols = conclude(s, TRUE);
  }
  gd_label_ink_clear(&s->ink);
  g_free(s->columns);
  return symbols;
}

gboolean gd_label_is_sure(const GArray *symbols)
{
  double sum = 0;
  gboolean han = FALSE;
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *s = &g_array_index(symbols, GdLabelSymbol, i);
    const gboolean mark = g_unichar_ispunct(g_utf8_get_char(s->text));
    if (s->text[0] == '\0' || s->probability < (mark ? SURE_MARK : SURE_LEAST))
      return FALSE;
    sum += s->probability;
    han |= g_unichar_get_script(g_utf8_get_char(s->text)) == G_UNICODE_SCRIPT_HAN;
  }
  return han && sum >= SURE_MEAN * symbols->len;
}

gboolean gd_label_is_number(const GArray *symbols)
{
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *s = &g_array_index(symbols, GdLabelSymbol, i);
    const gboolean comma = i > 0 && g_str_equal(s->text, GD_LABEL_COMMA);
    if ((!comma && !g_ascii_isdigit(s->text[0])) || s->probability < SURE_DIGIT)
      return FALSE;
  }
  return symbols->len > 0;
}
