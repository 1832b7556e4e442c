/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ocr/line_known on columns that are made up: a letter has some columns, in most of which the
 * network takes it for another one.
 */
#include <string.h>

#include "models/text.h"
#include "ocr/line_known.h"

/* Letters of the network, with two classes each, so that some share the first one; the first is the
 * space. */
static const char *const letters[] = {" ",  "本", "上", "年", "收", "到", "申", "请", "数", "量",
                                      "转", "结", "总", "计", "一", "二", "万", "元", "、"};
#define N_LETTERS G_N_ELEMENTS(letters)
#define FIRST_CLASSES 5
#define NOTHING 0
#define CLASSES (1 + FIRST_CLASSES + N_LETTERS)

/* Columns of a letter: of its first class, of its second one, of nothing. */
#define COLUMNS 3

static const char *const labels[] = {"一、本年收到申请数量",
                                     "二、上年结转申请数量",
                                     "总计",
                                     "收到万元",
                                     "转结申请",
                                     "上转结申请",
                                     NULL};

typedef struct {
  GdLineNet net;
  GdLineKnown *known;
} Fixture;

static guint first_class(guint letter)
{
  return 1 + letter % FIRST_CLASSES;
}

static guint second_class(guint letter)
{
  return 1 + FIRST_CLASSES + letter;
}

static GdLineCodes *codes_new(void)
{
  GdLineCode codes[N_LETTERS + 1] = {0};
  for (guint i = 0; i < N_LETTERS; i++) {
    const gboolean whole = i == 0 || i + 1 == N_LETTERS; /* a space and a mark have one class */
    codes[i] = (GdLineCode){.n = whole ? 1 : 2, .letter = i};
    codes[i].classes[0] = (guint16)(whole ? second_class(i) : first_class(i));
    codes[i].classes[1] = (guint16)second_class(i);
  }
  codes[N_LETTERS] = (GdLineCode){.n = 1, .classes = {NOTHING}, .letter = GD_LINE_NONE};
  return gd_line_codes_new(codes, N_LETTERS + 1);
}

static void set_up(Fixture *f, gconstpointer data)
{
  (void)data;
  f->net = (GdLineNet){.n_classes = CLASSES,
                       .nothing = NOTHING,
                       .n_letters = N_LETTERS,
                       .letters = (char **)letters,
                       .codes = codes_new()};
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; labels[i] != NULL; i++)
    g_ptr_array_add(all, gd_fold(labels[i]));
  f->known = gd_line_known_new(&f->net, all);
}

static void tear_down(Fixture *f, gconstpointer data)
{
  (void)data;
  gd_line_known_free(f->known);
  gd_line_codes_free(f->net.codes);
}

static guint letter_of(const char *at)
{
  for (guint i = 0; i < N_LETTERS; i++)
    if (g_utf8_get_char(letters[i]) == g_utf8_get_char(at))
      return i;
  g_assert_not_reached();
}

/* A column in which `printed` has the likelihood p and `taken` the rest. */
static void set_column(GdLineColumns *columns, guint at, guint printed, guint taken, float p)
{
  float *column = columns->p + (gsize)at * CLASSES;
  column[taken] += 1 - p;
  column[printed] += p;
}

/* The columns of a text; each letter is taken for the one of `taken` in its place, but for p. */
static GdLineColumns columns_of(const char *text, const char *taken, float p)
{
  const guint n = (guint)g_utf8_strlen(text, -1);
  GdLineColumns columns = {.n = n * COLUMNS, .n_classes = CLASSES, .pixels = 1};
  columns.p = g_new0(float, (gsize)columns.n *CLASSES);
  for (guint i = 0; i < n; i++) {
    const guint letter = letter_of(g_utf8_offset_to_pointer(text, i));
    const guint other = letter_of(g_utf8_offset_to_pointer(taken, i));
    set_column(&columns, i * COLUMNS, first_class(letter), first_class(other), p);
    set_column(&columns, i * COLUMNS + 1, second_class(letter), second_class(other), p);
    set_column(&columns, i * COLUMNS + 2, NOTHING, NOTHING, 1);
  }
  return columns;
}

static const char *find(const Fixture *f, const char *text, const char *taken, float p)
{
  g_auto(GdLineColumns) columns = columns_of(text, taken, p);
  return gd_line_known_find(f->known, &columns, 1, (guint)g_utf8_strlen(text, -1));
}

static void expect(const Fixture *f, const char *text, const char *taken, float p,
                   const char *label)
{
  g_autofree char *folded = label != NULL ? gd_fold(label) : NULL;
  g_assert_cmpstr(find(f, text, taken, p), ==, folded);
}

/* No letter is read, each is told all the same. */
static void test_unreadable(Fixture *f, gconstpointer data)
{
  (void)data;
  expect(f, "年收到申请数量", "总总总总总总总", 0.2F, NULL); /* 本 is not there at all */
  expect(f, "本年收到申请数量", "本总总总总总总总", 0.2F, "本年收到申请数量");
  expect(f, "一本年收到申请数量", "一总年总到申总数量", 0.2F, "一、本年收到申请数量");
  expect(f, "二上年结转申请数量", "二上总总总总总总总", 0.2F, "二、上年结转申请数量");
  expect(f, "本年收到申请数量", "本总总总总总总总", 1e-6F, NULL);
}

/* One letter of a word that is none of the forms' is not there. */
static void test_strange(Fixture *f, gconstpointer data)
{
  (void)data;
  expect(f, "收到申请", "收到申请", 1, NULL);
  expect(f, "到收量数请申年本", "到收量数请申年本", 1, NULL);
  expect(f, "总量", "总量", 1, NULL);
}

/* A letter that turns the meaning must be seen better than others. */
static void test_turning(Fixture *f, gconstpointer data)
{
  (void)data;
  expect(f, "本年收到申请数量", "本年收到总请数量", 0.05F, "本年收到申请数量");
  expect(f, "本年收到申请数量", "上年收到申请数量", 0.05F, NULL);
  expect(f, "本年收到申请数量", "上年收到申请数量", 0.3F, "本年收到申请数量");
}

/* A label that is another one's end is not taken for it where what turns the meaning may be lost.
 */
static void test_end_of_another(Fixture *f, gconstpointer data)
{
  (void)data;
  g_auto(GdLineColumns) columns = columns_of("上转结申请", "上转结申请", 1);
  for (guint t = 0; t < 2; t++) { /* both of the first letter are nearly lost */
    memset(columns.p + (gsize)t * CLASSES, 0, CLASSES * sizeof(float));
    const guint seen = t == 0 ? first_class(letter_of("上")) : second_class(letter_of("上"));
    set_column(&columns, t, seen, NOTHING, 0.05F);
  }
  g_assert_null(gd_line_known_find(f->known, &columns, 1, 5));
  expect(f, "上转结申请", "上转结申请", 1, "上转结申请");
}

/* A letter that no label has, in front of one: it may turn the meaning. */
static void test_in_front(Fixture *f, gconstpointer data)
{
  (void)data;
  g_auto(GdLineColumns) columns = columns_of("结转结申请", "结转结申请", 1);
  for (guint t = 0; t < 2; t++) {
    memset(columns.p + (gsize)t * CLASSES, 0, CLASSES * sizeof(float));
    const guint seen = t == 0 ? first_class(letter_of("结")) : second_class(letter_of("结"));
    set_column(&columns, t, seen, NOTHING, 0.92F); /* silence loses 2.4 in each */
  }
  g_assert_null(gd_line_known_find(f->known, &columns, 1, 5));
  expect(f, "转结申请", "转结申请", 1, "转结申请");
}

/* So must one that makes an amount another one. */
static void test_powers(Fixture *f, gconstpointer data)
{
  (void)data;
  expect(f, "收到万元", "收到总元", 0.05F, NULL);
  expect(f, "收到万元", "收总万元", 0.05F, "收到万元");
}

/* Short labels fit sooner, so they may lose less. */
static void test_short(Fixture *f, gconstpointer data)
{
  (void)data;
  expect(f, "总计", "总量", 0.3F, "总计");
  expect(f, "总计", "到量", 0.2F, NULL);
}

/* A label that goes on in a second line; none if one of the lines is not known. */
static void test_lines(Fixture *f, gconstpointer data)
{
  (void)data;
  GdLineColumns lines[] = {
      columns_of("上年结转", "总年结转", 0.3F), columns_of("申请数量", "申请总量", 0.3F), {0}};
  g_autofree char *folded = gd_fold("上年结转申请数量");
  g_assert_cmpstr(gd_line_known_find(f->known, lines, 2, 8), ==, folded);
  g_assert_null(gd_line_known_find(f->known, lines, 3, 8));
  g_assert_null(gd_line_known_find(f->known, lines, 0, 8));
  g_assert_null(gd_line_known_find(f->known, lines, 2, 20)); /* far more letters were seen */
  gd_line_columns_clear(&lines[0]);
  gd_line_columns_clear(&lines[1]);
}

static void test_has(Fixture *f, gconstpointer data)
{
  (void)data;
  g_assert_true(gd_line_known_has(f->known, "一、本年收到申请数量"));
  g_assert_true(gd_line_known_has(f->known, "本年收到申请数量"));
  g_assert_false(gd_line_known_has(f->known, "本年收到申请"));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(path, test) g_test_add(path, Fixture, NULL, set_up, test, tear_down)
  ADD("/line-known/unreadable", test_unreadable);
  ADD("/line-known/strange", test_strange);
  ADD("/line-known/turning", test_turning);
  ADD("/line-known/powers", test_powers);
  ADD("/line-known/end-of-another", test_end_of_another);
  ADD("/line-known/in-front", test_in_front);
  ADD("/line-known/short", test_short);
  ADD("/line-known/lines", test_lines);
  ADD("/line-known/has", test_has);
  return g_test_run();
}
