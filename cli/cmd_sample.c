/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `guidang sample OUT --rate 5% --seed N`: a random sample of the cells that guidang calls
 * certain (ok, blank), for an acceptance check, without replacement.
 *
 * 1. Count the N certain cells of all documents; n = N * rate, rounded up.
 * 2. Draw by selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm
 *    S): cell after cell in output order, each taken with probability (still wanted) / (still
 *    to come). The generator is GLib's Mersenne Twister, so a seed gives the same sample
 *    everywhere.
 * 3. If none of the n is wrong, the most errors D that the N can hold with 95 % confidence:
 *    the largest D for which a clean sample has a chance of 5 % or more, by the
 *    hypergeometric distribution: C(N - D, n) / C(N, n) >= 0.05.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/people.h"
#include "cli/people_export.h"
#include "export/file.h"
#include "export/review_page.h"
#include "models/error.h"

/* Confidence of the bound: usual in acceptance checks. */
#define CONFIDENCE 0.95

/* Cells on one sheet: at 7 KB each a page of 35 MB that a browser still opens. */
#define GD_CAP_SAMPLE_CELLS 5000

typedef struct {
  GdPeople *people;
  GRand *random;
  GdSampleFacts facts;
  guint64 to_come, wanted; /* cells not passed yet; of the sample, not drawn yet */
  GdFile *sheet;
  char *part; /* path of the file that a worker writes the cells of one document into */
} Sample;

static gboolean is_certain(const GdValue *value)
{
  return value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK;
}

/* "5%" or "0.05" as a share above 0 and at most 1. */
static gboolean parse_rate(const char *text, double *rate, GError **error)
{
  char *end = NULL;
  *rate = text != NULL ? g_ascii_strtod(text, &end) : 0;
  if (text != NULL && end != text && g_str_equal(end, "%"))
    *rate /= 100;
  else if (text == NULL || end == text || *end != '\0')
    *rate = 0;
  if (*rate > 0 && *rate <= 1)
    return TRUE;
  if (text == NULL)
    g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, "--rate takes a share like 5% or 0.05");
  else
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--rate takes a share like 5%% or 0.05, not %s",
                text);
  return FALSE;
}

static gboolean parse_seed(const char *text, guint64 *seed, GError **error)
{
  if (text != NULL && g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32, seed, NULL))
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--seed takes a whole number from 0 to %u",
              G_MAXUINT32);
  return FALSE;
}

/* ln of the chance that n cells drawn from N with D wrong ones are all right. */
static double log_clean(double cells, double wrong, double n)
{
  return lgamma(cells - wrong + 1) - lgamma(cells - wrong - n + 1) - lgamma(cells + 1) +
         lgamma(cells - n + 1);
}

/* The chance falls as D grows: found by halving. */
static guint64 most_wrong(guint64 cells, guint64 n)
{
  guint64 low = 0, high = cells - n;
  while (low < high) {
    guint64 middle = high - (high - low) / 2;
    if (log_clean((double)cells, (double)middle, (double)n) >= log(1 - CONFIDENCE))
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/* Uniform from 0 to bound - 1, without the bias of a remainder. */
static guint64 draw(GRand *random, guint64 bound)
{
  guint64 limit = G_MAXUINT64 - G_MAXUINT64 % bound, number;
  do
    number = (guint64)g_rand_int(random) << 32 | g_rand_int(random);
  while (number >= limit);
  return number % bound;
}

/* Counts the cells of all documents that can be read. */
static gboolean count(Sample *sample, const GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr(GdDocument) document =
        gd_people_load(sample->people, g_ptr_array_index(ids, i), NULL, error);
    if (document == NULL)
      return FALSE;
    sample->facts.cells += document->values->len;
    for (guint k = 0; k < document->values->len; k++)
      sample->facts.certain += is_certain(g_ptr_array_index(document->values, k));
  }
  return TRUE;
}

/* Runs in a worker: the cells of a document, of which it has drawn those left in values. */
static gboolean write_part(const GdDocument *document, const GdExportOptions *options,
                           gpointer data, GError **error)
{
  const Sample *sample = data;
  g_autoptr(GString) html = g_string_new(NULL);
  guint64 first = sample->facts.sampled - sample->wanted - document->values->len + 1;
  gd_sample_page_add(html, document, document->values, first, options->cut, options->cut_data);
  g_remove(sample->part);
  return gd_file_save(sample->part, html->str, html->len, NULL, error);
}

/* Draws from one document and puts its cells on the sheet. */
static gboolean add_document(Sample *sample, const char *id, GError **error)
{
  g_autoptr(GdDocument) document = gd_people_load(sample->people, id, NULL, error);
  if (document == NULL)
    return FALSE;
  g_autoptr(GPtrArray) drawn = g_ptr_array_new_with_free_func((GDestroyNotify)gd_value_free);
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = g_ptr_array_index(document->values, i);
    if (!is_certain(value) || draw(sample->random, sample->to_come--) >= sample->wanted)
      continue;
    sample->wanted--;
    g_ptr_array_add(drawn, value);
    document->values->pdata[i] = NULL;
  }
  if (drawn->len == 0)
    return TRUE;
  GPtrArray *others = document->values;
  document->values = g_ptr_array_ref(drawn);
  gboolean good = gd_people_work(document, &sample->people->export, write_part, sample, error);
  g_autofree char *bytes = NULL;
  gsize length;
  good = good && gd_file_load(sample->part, G_MAXINT32, &bytes, &length, error) &&
         gd_file_write(sample->sheet, bytes, length, error);
  g_ptr_array_unref(others);
  return good;
}

static gboolean write_text(GdFile *file, GString *text, GError **error)
{
  g_autoptr(GString) owned = text;
  return gd_file_write(file, owned->str, owned->len, error);
}

/* Writes the sheet to path. */
static gboolean write_sheet(Sample *sample, const GPtrArray *ids, const char *path, GError **error)
{
  g_autoptr(GdScratch) scratch = gd_scratch_new(sample->people->options->out, error);
  if (scratch == NULL)
    return FALSE;
  g_autofree char *from = g_build_filename(scratch->path, "sample", NULL);
  g_autofree char *part = g_build_filename(scratch->path, "part", NULL);
  g_autoptr(GdFile) sheet = gd_file_create(from, error);
  if (sheet == NULL)
    return FALSE;
  sample->sheet = sheet;
  sample->part = part;
  GString *head = g_string_new(NULL), *end = g_string_new(NULL);
  gd_sample_page_head(head, &sample->facts);
  gd_sample_page_end(end);
  gboolean good = write_text(sheet, head, error);
  for (guint i = 0; i < ids->len && good; i++)
    good = add_document(sample, g_ptr_array_index(ids, i), error);
  if (!good) {
    g_string_free(end, TRUE);
    return FALSE;
  }
  return write_text(sheet, end, error) && gd_file_close(sheet, NULL, error) &&
         gd_file_rename(from, path, error);
}

static gboolean run(Sample *sample, double rate, GError **error)
{
  GdPeople *people = sample->people;
  GdSampleFacts *facts = &sample->facts;
  g_autoptr(GPtrArray) records = gd_index_sorted(people->index);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add(ids, ((GdRecord *)g_ptr_array_index(records, i))->id);
  if (!count(sample, ids, error))
    return FALSE;
  facts->sampled = (guint64)ceil((double)facts->certain * rate);
  facts->sampled = MIN(facts->sampled, facts->certain);
  if (facts->certain == 0 || facts->sampled > GD_CAP_SAMPLE_CELLS) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                facts->certain == 0 ? "%s: no cell is certain, there is nothing to sample"
                                    : "%s: more cells than GD_CAP_SAMPLE_CELLS: lower --rate",
                people->options->out);
    return FALSE;
  }
  facts->at_most = most_wrong(facts->certain, facts->sampled);
  sample->to_come = facts->certain;
  sample->wanted = facts->sampled;
  g_autofree char *name = g_strdup_printf("sample-%" G_GUINT64_FORMAT ".html", facts->seed);
  g_autofree char *path = g_build_filename(people->options->out, name, NULL);
  if (!write_sheet(sample, ids, path, error))
    return FALSE;
  gd_people_say(people, GD_TEXT_SAMPLED, path, (guint)facts->sampled, (guint)facts->certain);
  gd_people_say(people, GD_TEXT_BOUND, (guint)facts->at_most,
                100.0 * (double)facts->at_most / (double)facts->certain);
  return TRUE;
}

int gd_cmd_sample(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL, *rate_text = NULL, *seed_text = NULL;
  const GOptionEntry more[] = {
      {"rate", 0, 0, G_OPTION_ARG_FILENAME, &rate_text, "share of the certain cells", "5%"},
      {"seed", 0, 0, G_OPTION_ARG_FILENAME, &seed_text, "the same seed draws the same cells", "N"},
      {0},
  };
  g_autoptr(GdPeopleOptions) options = gd_people_options_parse(
      argv, NULL,
      "Writes OUT/sample-N.html: a random sample of the cells that are ok or blank, pictures\n"
      "beside numbers, and tells what it proves if all of them are right.",
      more, &help, &error);
  if (options == NULL)
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  if (help != NULL) {
    fputs(help, stdout);
    return GD_EXIT_OK;
  }
  double rate;
  Sample sample = {.facts = {.confidence = CONFIDENCE, .rate = rate_text}};
  if (!parse_rate(rate_text, &rate, &error) || !parse_seed(seed_text, &sample.facts.seed, &error))
    return gd_people_fail(argv[0], options->lang, error);
  g_autoptr(GdPeople) people = gd_people_open(options, &error);
  if (people == NULL)
    return gd_people_fail(argv[0], options->lang, error);
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)sample.facts.seed);
  sample.people = people;
  sample.random = random;
  return run(&sample, rate, &error) ? GD_EXIT_OK : gd_people_fail(argv[0], options->lang, error);
}
