/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * labels [SEED [LINES]]: draws lines of labels from a seed that nothing was trained on, and prints
 * for each level of wear how the net of labels and chi_sim read them: labels of the forms; the
 * same with one character misprinted for a like one, and with one that the net does not
 * know; random characters. A stranger's label that is surely read as the form's is the worst. What
 * neither reads as a label of a form is held against all of them (line_known.h).
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "models/form.h"
#include "models/text.h"
#include "models/training/label_text.h"
#include "models/training/sample.h"
#include "ocr/chi_reader.h"
#include "ocr/label_net.h"
#include "ocr/label_reader.h"

/* What is asked for where no seed and number is given. */
#define SEED 7101
#define LINES 200

/* Characters of a line, at most. */
#define LONGEST 16

typedef enum { KIND_LABEL, KIND_MISPRINT, KIND_STRANGER, KIND_RANDOM, KINDS } Kind;

static const char *const kind_names[KINDS] = {"label", "misprint", "stranger", "random"};

/* Characters and what is printed or taken for them. */
static const char *const alike[][2] = {
    {"本", "上"}, {"予", "不"}, {"未", "末"}, {"日", "曰"}, {"人", "入"}, {"予", "子"},
    {"公", "分"}, {"开", "升"}, {"件", "仵"}, {"结", "洁"}, {"上", "土"}, {"不", "下"},
    {"理", "埋"}, {"年", "午"}, {"申", "甲"}, {"己", "已"}, {"政", "攻"}, {"信", "倍"},
    {"持", "待"}, {"果", "杲"}, {"正", "止"}, {"转", "传"}, {"新", "斯"}, {"请", "清"},
    {"计", "汁"}, {"行", "衍"}, {"诉", "拆"}, {"讼", "颂"}, {"其", "某"}, {"他", "池"},
    {"审", "宙"}, {"法", "洼"}, {"律", "津"}, {"部", "陪"}, {"门", "问"}, {"收", "牧"}};

typedef struct {
  guint lines, parted;               /* drawn; found as one line */
  guint sure, wrong, known;          /* the net: sure; of these wrong; taken for the form's label */
  guint right, tess_right, together; /* the net, chi_sim, chi_sim where the net is not sure */
  guint tess_known;
  guint held, taken; /* told rightly when held against all labels; a stranger's taken for one */
} Count;

typedef struct {
  GdNet *net;
  GdChiReader *chi;
  GPtrArray *faces, *labels; /* of char* */
  GdLabelLetters *letters;
  gint64 net_time, tess_time; /* microseconds */
} Bench;

/* The forms' labels: what JSON has behind "label". */
static GPtrArray *read_labels(char **files)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GRegex) regex = g_regex_new("\"label\": \"([^\"]+)\"", 0, 0, NULL);
  for (; *files != NULL; files++) {
    g_autofree char *content = NULL;
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_file_get_contents(*files, &content, NULL, NULL))
      continue;
    for (g_regex_match(regex, content, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
      g_autofree char *label = g_match_info_fetch(match, 1);
      g_ptr_array_add(labels, g_utf8_substring(label, 0, MIN(LONGEST, g_utf8_strlen(label, -1))));
    }
  }
  return labels;
}

/* text with the character at place replaced. Caller frees. */
static char *replaced(const char *text, glong place, gunichar by)
{
  g_autofree gunichar *characters = g_utf8_to_ucs4_fast(text, -1, NULL);
  characters[place] = by;
  return g_ucs4_to_utf8(characters, -1, NULL, NULL, NULL);
}

/* NULL if no character of the label has a like one. */
static char *misprinted(TsRng *rng, const char *label)
{
  const guint first = (guint)ts_rng_int(rng, 0, G_N_ELEMENTS(alike) - 1);
  for (guint i = 0; i < G_N_ELEMENTS(alike); i++) {
    const char *const *pair = alike[(first + i) % G_N_ELEMENTS(alike)];
    const char *at = strstr(label, pair[0]);
    if (at != NULL)
      return replaced(label, g_utf8_pointer_to_offset(label, at), g_utf8_get_char(pair[1]));
  }
  return NULL;
}

static gunichar stranger(const Bench *b, TsRng *rng)
{
  const GArray *all = b->letters->strangers;
  return g_array_index(all, gunichar, (guint)ts_rng_int(rng, 0, all->len - 1));
}

static char *random_text(const Bench *b, TsRng *rng)
{
  GString *text = g_string_new(NULL);
  for (gint64 n = ts_rng_int(rng, 2, 12); n > 0; n--)
    g_string_append_unichar(text, stranger(b, rng));
  return g_string_free(text, FALSE);
}

/* What is printed where a form has label; NULL if nothing of the kind can be. */
static char *printed(const Bench *b, TsRng *rng, Kind kind, const char *label)
{
  if (kind == KIND_MISPRINT)
    return misprinted(rng, label);
  if (kind == KIND_STRANGER)
    return replaced(label, (glong)ts_rng_int(rng, 0, g_utf8_strlen(label, -1) - 1),
                    stranger(b, rng));
  return kind == KIND_RANDOM ? random_text(b, rng) : g_strdup(label);
}

static gboolean same(const char *read, const char *truth)
{
  g_autofree char *a = gd_fold(read), *b = gd_fold(truth);
  return g_str_equal(a, b);
}

static char *net_text(const GArray *symbols)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *s = &g_array_index(symbols, GdLabelSymbol, i);
    g_string_append(text, s->text[0] != '\0' ? s->text : "?");
  }
  return g_string_free(text, FALSE);
}

static char *tess_text(const GArray *symbols)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < symbols->len; i++)
    g_string_append(text, g_array_index(symbols, GdTessSymbol, i).text);
  return g_string_free(text, FALSE);
}

/* What the line is when it is held against the labels: told by the whole of one, or by one without
 * its number. */
static void hold(Bench *b, Count *count, const GdLineColumns *columns, const char *read,
                 const char *truth)
{
  const char *known = gd_chi_reader_known(b->chi, columns, 1, read);
  if (known == NULL)
    return;
  const GdFolded whole = gd_folded(truth), plain = gd_folded_unnumbered(&whole);
  const GdFolded bare = gd_folded_unbracketed(&plain), told = gd_folded_take(known);
  const gboolean right = gd_folded_equal(&told, &whole) || gd_folded_equal(&told, &plain) ||
                         gd_folded_equal(&told, &bare);
  count->held += right;
  count->taken += !right;
  if (!right && g_getenv("GUIDANG_BENCH_SHOW") != NULL)
    g_print("  taken: %s | %s | %s\n", truth, read, known);
}

static void judge(Bench *b, Count *count, const GdLabelLine *line, const char *truth,
                  const char *label)
{
  const gint64 start = g_get_monotonic_time();
  g_autoptr(GArray) symbols = gd_label_read(b->net, line);
  const gint64 between = g_get_monotonic_time();
  g_autoptr(GArray) others = NULL;
  g_auto(GdLineColumns) columns = {0};
  if (!gd_chi_reader_lines(b->chi, &line->pix, 1, &others, &columns, NULL))
    g_error("chi_sim is not installed");
  b->net_time += between - start;
  b->tess_time += g_get_monotonic_time() - between;
  g_autofree char *net = net_text(symbols), *tess = tess_text(others);
  const gboolean sure = gd_label_is_sure(symbols), right = same(net, truth);
  const gboolean tess_right = same(tess, truth), differs = !same(label, truth);
  if (!sure)
    hold(b, count, &columns, tess, truth);
  count->sure += sure;
  count->wrong += sure && !right;
  count->known += sure && differs && same(net, label);
  count->right += right;
  count->tess_right += tess_right;
  count->tess_known += differs && same(tess, label);
  count->together += sure ? right : tess_right;
  if (g_getenv("GUIDANG_BENCH_SHOW") != NULL && (!right || !sure))
    g_print("  %s%s | %s | %s\n", sure ? "! " : "", truth, net, tess);
}

static Count run(Bench *b, guint64 seed, GdWear wear, Kind kind, guint lines)
{
  Count count = {0};
  for (guint i = 0; i < lines; i++) {
    TsRng rng = ts_rng(ts_rng_child(seed, i + 1), kind_names[kind]);
    const char *label =
        g_ptr_array_index(b->labels, (guint)ts_rng_int(&rng, 0, b->labels->len - 1));
    g_autofree char *text = printed(b, &rng, kind, label);
    if (text == NULL)
      continue;
    count.lines++;
    g_autoptr(GdSample) sample = gd_sample_new(&rng, b->faces, text, wear);
    g_autoptr(GArray) found = gd_label_lines_find(sample->pix, sample->dpi);
    if (found == NULL || found->len != 1)
      continue;
    count.parted++;
    judge(b, &count, &g_array_index(found, GdLabelLine, 0), text, label);
  }
  return count;
}

static char **form_files(const char *data)
{
  static const char *const forms[] = {"disclosure-report-2019.json", "disclosure-report-2021.json",
                                      "disclosure-statistics-2014.json",
                                      "three-public-expenses.json", NULL};
  static const char *const others[] = {"fields/disclosure-report.json",
                                       "fields/official-document.json", "training/labels-more.txt",
                                       NULL};
  g_autoptr(GStrvBuilder) files = g_strv_builder_new();
  for (guint i = 0; forms[i] != NULL; i++) {
    g_autofree char *path = g_build_filename(data, "forms", forms[i], NULL);
    g_strv_builder_add(files, path);
  }
  for (guint i = 0; others[i] != NULL; i++) {
    g_autofree char *path = g_build_filename(data, others[i], NULL);
    g_strv_builder_add(files, path);
  }
  return g_strv_builder_end(files);
}

static gboolean load(Bench *b, GError **error)
{
  g_autofree char *data = gd_data_dir(error);
  if (data == NULL)
    return FALSE;
  g_auto(GStrv) files = form_files(data);
  g_autofree char *net = g_build_filename(data, "tessdata", "gd_labels.net", NULL);
  b->labels = read_labels(files);
  b->letters = gd_label_letters_new(files, error);
  b->faces = b->letters != NULL ? gd_sample_faces_named("faces-labels.txt", error) : NULL;
  b->net = b->faces != NULL ? gd_label_net_load(net, error) : NULL;
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < b->labels->len; i++)
    g_ptr_array_add(folded, gd_fold(b->labels->pdata[i]));
  b->chi = gd_chi_reader_new(folded);
  return b->net != NULL;
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  const guint64 seed = argc > 1 ? g_ascii_strtoull(argv[1], NULL, 10) : SEED;
  const guint lines = argc > 2 ? (guint)g_ascii_strtoull(argv[2], NULL, 10) : LINES;
  g_autoptr(GError) error = NULL;
  Bench b = {0};
  if (!load(&b, &error)) {
    g_printerr("labels: %s\n", error->message);
    return EXIT_FAILURE;
  }
  guint all = 0;
  g_print("level    kind      lines  as one |  net   sure  wrong  known | chi_sim  known | both | "
          "held  taken\n");
  for (int wear = 0; wear < GD_WEAR_LEVELS; wear++)
    for (int kind = 0; kind < KINDS; kind++) {
      const Count c = run(&b, seed, (GdWear)wear, (Kind)kind, lines);
      g_print("%-8s %-9s %5u %7u | %4u %6u %6u %6u | %7u %6u | %4u | %4u %6u\n",
              gd_wear_name((GdWear)wear), kind_names[kind], c.lines, c.parted, c.right, c.sure,
              c.wrong, c.known, c.tess_right, c.tess_known, c.together, c.held, c.taken);
      all += c.parted;
    }
  g_print("%.2f ms a line by the net, %.2f by chi_sim\n", (double)b.net_time / 1e3 / MAX(1, all),
          (double)b.tess_time / 1e3 / MAX(1, all));
  g_free(b.net);
  gd_chi_reader_free(b.chi);
  g_ptr_array_unref(b.faces);
  g_ptr_array_unref(b.labels);
  gd_label_letters_free(b.letters);
  return EXIT_SUCCESS;
}
