/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "params.h"

#include <string.h>

#include "models/error.h"
#include "rng.h"

/* A range is "low..high" (points unless it says so); otherwise choices with
 * weights, "name:weight name:weight". */
typedef struct {
  const char *name;
  const char *domain;
  const char *help;
} Param;

static const Param list[] = {
    {"reports", "1:96 2:3 3:1", "reports in the file"},
    /* what is printed */
    {"edition", "any:100", "the form; or one by --form"},
    {"mixed", "no:94 yes:6", "tables of two editions in one report"},
    {"option", "first:65 second:35", "which option of alternative rows, where there is a choice"},
    {"zeros", "digit:62 blank:14 dash:6 emdash:4 slash:3 none-word:2 mixed:9", "how 0 is printed"},
    {"zero_share", "0.02..0.42", "share of zeros among the parts (0..1)"},
    {"digits", "ascii:88 full:12", "full-width digits"},
    {"thousands", "no:84 yes:13 full:3", "thousands separators; full: full-width comma"},
    {"plus", "yes:70 no:30", "+ before positive changes"},
    {"minus", "ascii:70 full:15 math:15", "the minus sign: - － −"},
    {"cell_units", "no:78 some:16 all:6", "units behind the numbers"},
    {"cell_notes", "no:84 some:16", "notes behind the numbers"},
    {"blank_totals", "no:96 one:3 all:1", "totals left blank though their parts are not 0"},
    {"wrong_totals", "0:80 1:14 2:6", "totals printed wrong"},
    {"unknown_row", "no:90 yes:10", "a row that the form does not know"},
    /* labels */
    {"headings", "first:60 any:40", "titles above the tables"},
    {"variants", "no:75 yes:25", "other wordings that the form lists"},
    {"misprints", "0:76 1:10 2:8 3:6", "labels with characters dropped or changed"},
    {"spaced", "no:78 some:14 numbers:8", "blanks inside labels; numbers: behind the numbering"},
    {"brackets", "own:60 half:20 shell:6 mixed:14", "brackets in labels"},
    {"numbering", "own:68 comma:12 bracket:8 space:7 full:5", "1. 1、 （1） 1. blank １．"},
    {"quotes", "own:70 straight:20 corner:10", "quotes in labels"},
    {"label_notes", "no:84 some:16", "notes behind labels"},
    {"label_year", "no:90 yes:10", "the year in brackets inside labels of the form 本年…"},
    {"head_damage", "no:94 cut:4 missing:2", "one column head cut or missing"},
    {"unit_column", "yes:92 no:8", "the column of units beside the labels, where the form has one"},
    {"unit_above", "first:45 second:30 none:25",
     "the unit above the table: one that the form lists"},
    {"column_numbers", "no:55 yes:45",
     "a row that numbers the columns, where the form may have one"},
    {"turned", "no:50 yes:50",
     "rows and columns exchanged, where the form says that some print so"},
    /* page */
    {"page", "a4:80 a4-landscape:5 a3-landscape:5 letter:5 odd:5", "page size"},
    {"margin_x", "48..92", "left and right margin"},
    {"margin_y", "54..100", "top and bottom margin"},
    {"rotate", "0:88 90:4 180:3 270:5", "/Rotate of the pages; displayed they are upright"},
    {"crop", "no:90 yes:10", "a crop box inside a larger media box"},
    {"background", "no:93 picture:7", "a picture under the text"},
    {"page_number", "hyphen:28 dash:28 none:16 chinese:14 plain:14", "-4- / — 4 — / 第4页 / 4"},
    {"page_number_place", "centre:70 outer:30", "where page numbers stand"},
    {"running_head", "no:88 yes:12", "a running head on every page"},
    {"twice", "no:88 heads:7 all:5", "text drawn twice (bold by double strike)"},
    {"text", "text:100 outlines:0 image:0 covered:0", "forced only: pages without a text layer"},
    {"tounicode", "right:100 missing:0 wrong:0 digits:0 private:0",
     "forced only: damaged ToUnicode"},
    /* table */
    {"face", "song:50 hei:26 kai:24", "face of the tables"},
    {"head_face", "same:70 hei:30", "face of table heads"},
    {"latin", "own:45 serif:30 sans:18 mono:7", "face of digits and Latin letters"},
    {"size", "7..12", "size of table text"},
    {"number_size", "-1..2.5", "size of numbers, difference to size"},
    {"lines",
     "grid:34 rects:11 filled:13 double:7 dashed:6 gaps:7 horizontal:6 vertical:2 none:4 open:6 "
     "three:4",
     "how the table is ruled"},
    {"line_width", "0.25..1.5", "width of rulings"},
    {"line_colour", "black:84 grey:8 blue:4 brown:4", "colour of rulings"},
    {"shade", "no:58 headings:18 heads:14 both:10", "shaded bands"},
    {"shade_colour", "blue:40 grey:40 yellow:20", "their colour"},
    {"pad_x", "2..5", "space beside the text of a cell"},
    {"pad_y", "0.8..8", "space above and below the text of a cell"},
    {"table_width", "0.86..1.06", "table to text width (factor)"},
    {"label_share", "0.32..0.48", "share of the labels in the table's width"},
    {"align", "centre:60 left:20 right:20", "numbers across"},
    {"label_align", "left:75 centre:25", "labels across"},
    {"valign", "middle:74 top:20 bottom:6", "text in its row"},
    {"group_label", "chars:46 vertical:18 horizontal:36", "labels beside many rows"},
    {"wrap", "char:70 word:30", "line breaks in labels: anywhere, or by East Asian rules"},
    {"cramped", "no:97 yes:3", "ruled columns too narrow for their numbers"},
    /* page breaks */
    {"break", "free:26 row:24 keep:10 inside:14 label:14 head:12", "where pages break"},
    {"break_table", "longest:60 any:40", "the table that a forced break cuts"},
    {"repeat_head", "no:62 yes:38", "head repeated behind a page break"},
    {"cut_label", "split:50 first:30 second:20", "label cut by a page break: its text"},
    {"cut_values", "first:60 second:40", "row cut by a page break: its numbers"},
    {"cut_rule", "yes:78 no:22", "a ruling at the page break"},
    /* around it */
    {"prose_face", "song:40 kai:40 hei:20", "face of the prose"},
    {"prose_size", "10.5..16", "size of the prose"},
    {"prose_leading", "1.3..2", "line height to size (factor)"},
    {"prose_length", "2..14", "paragraphs before the tables"},
    {"title", "agency-one:45 agency-two:35 plain:20", "title with the agency on one or two lines"},
    {"red_head", "no:55 centred:22 signer:23", "red head with document number, signer"},
    {"urgency", "no:93 yes:7", "urgency above the red head"},
    {"number_brackets", "right:82 square:8 black:5 round:5", "brackets of the document number"},
    {"index_block", "no:76 lines:12 grid:12", "block with index number"},
    {"addressee", "no:75 yes:25", "addressee above the prose"},
    {"openness", "no:85 yes:15", "（此件公开发布）"},
    {"signature", "both:74 date:8 none:18", "agency and date below the text"},
    {"date_style", "digits:74 chinese:26", "dates in digits or in Chinese numerals"},
    {"imprint", "no:52 yes:48", "copied to, printed by, printed on"},
    {"stated", "no:100 agree:0 differ:0 some:0",
     "forced only: prose that states numbers of the tables, rightly, wrongly, or some of each"},
};

struct TsParams {
  char *values[G_N_ELEMENTS(list)];
};

static guint find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    if (g_str_equal(list[i].name, name))
      return i;
  return G_MAXUINT;
}

static gboolean range_of(const char *domain, double *low, double *high)
{
  const char *dots = strstr(domain, "..");
  if (dots == NULL)
    return FALSE;
  *low = g_ascii_strtod(domain, NULL);
  *high = g_ascii_strtod(dots + 2, NULL);
  return TRUE;
}

/* The choice that the point (0..sum of weights) falls on; or, by name, whether it exists. */
static char *draw_choice(const char *domain, TsRng *rng)
{
  g_auto(GStrv) choices = g_strsplit(domain, " ", -1);
  gint64 sum = 0;
  for (guint i = 0; choices[i] != NULL; i++)
    sum += g_ascii_strtoll(strchr(choices[i], ':') + 1, NULL, 10);
  gint64 point = ts_rng_int(rng, 0, sum - 1);
  for (guint i = 0; choices[i] != NULL; i++) {
    char *colon = strchr(choices[i], ':');
    point -= g_ascii_strtoll(colon + 1, NULL, 10);
    if (point < 0)
      return g_strndup(choices[i], (gsize)(colon - choices[i]));
  }
  g_assert_not_reached();
}

static gboolean accepts(const char *domain, const char *value)
{
  double low, high;
  if (range_of(domain, &low, &high)) {
    char *end;
    g_ascii_strtod(value, &end);
    return end != value && *end == '\0';
  }
  g_auto(GStrv) choices = g_strsplit(domain, " ", -1);
  for (guint i = 0; choices[i] != NULL; i++) {
    *strchr(choices[i], ':') = '\0';
    if (g_str_equal(choices[i], value))
      return TRUE;
  }
  return FALSE;
}

static char *draw(const Param *param, guint64 seed)
{
  g_autofree char *stream = g_strconcat("layout ", param->name, NULL);
  TsRng rng = ts_rng(seed, stream);
  double low, high;
  if (!range_of(param->domain, &low, &high))
    return draw_choice(param->domain, &rng);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(text, sizeof text, "%.2f", ts_rng_real(&rng, low, high));
  return g_strdup(text);
}

TsParams *ts_params_new(guint64 seed, GHashTable *forced, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;
  if (forced != NULL) {
    g_hash_table_iter_init(&iter, forced);
    while (g_hash_table_iter_next(&iter, &name, &value)) {
      guint i = find(name);
      if (i == G_MAXUINT || !accepts(list[i].domain, value)) {
        g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--set %s=%s: %s", (char *)name, (char *)value,
                    i == G_MAXUINT ? "no such parameter" : list[i].domain);
        return NULL;
      }
    }
  }
  TsParams *params = g_new0(TsParams, 1);
  for (guint i = 0; i < G_N_ELEMENTS(list); i++) {
    const char *given = forced != NULL ? g_hash_table_lookup(forced, list[i].name) : NULL;
    params->values[i] = given != NULL ? g_strdup(given) : draw(&list[i], seed);
  }
  return params;
}

void ts_params_free(TsParams *params)
{
  if (params == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    g_free(params->values[i]);
  g_free(params);
}

const char *ts_param(const TsParams *params, const char *name)
{
  guint i = find(name);
  g_assert(i != G_MAXUINT);
  return params->values[i];
}

gboolean ts_param_is(const TsParams *params, const char *name, const char *value)
{
  return g_str_equal(ts_param(params, name), value);
}

double ts_param_real(const TsParams *params, const char *name)
{
  return g_ascii_strtod(ts_param(params, name), NULL);
}

void ts_params_write(const TsParams *params, JsonBuilder *json)
{
  for (guint i = 0; i < G_N_ELEMENTS(list); i++) {
    json_builder_set_member_name(json, list[i].name);
    json_builder_add_string_value(json, params->values[i]);
  }
}

void ts_params_help(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    g_print("  %-18s %s\n  %-18s   %s\n", list[i].name, list[i].help, "", list[i].domain);
}
