/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Every rule of the field gives readings; each is normalised. What says that
 *    there is nothing (无) is dropped.
 * 2. Sure candidates come before others, those with a value before those without;
 *    of equals the one of the lowest rank is taken, then the first.
 * 3. It is `ok` if its rule, its finder and its normaliser are sure, it was read
 *    from a trusted text layer (or, of some fields, all of its characters were seen again in other
 *    pictures of them), and no candidate contradicts it: another value
 *    of the same rank, or, unless the field is ranked, any other sure reading, or
 *    one of a rule that checks. Text and metadata of an HTML page that say the same
 *    make each other certain.
 */
#include "fields/candidates.h"
#include "fields/meta.h"
#include "fields/normalise.h"
#include <string.h>

/* Confidence of a field that is not `ok`, at most: even odds. */
#define DOUBTFUL_CONFIDENCE 0.5

/* Lines and bytes of the opening: the introduction of a report and the start of
 * its first section. */
#define OPENING_LINES 40
#define OPENING_BYTES 8000

/* Bytes of a line of head or ending that rules look at, about 200 characters;
 * longer ones are prose. */
#define RULE_LINE_BYTES_MAX 600

/* Candidates of one field that are kept. */
#define CANDIDATES_MAX 40

/* Years by which a document may be younger than the year that it reports on, where it was read in a
 * picture: reports are due in January. */
#define YOUNGER_MOST 2

#define CHECK "header field"

typedef struct {
  const GdRule *rule;
  GdReading *reading;
  GdNormalised normalised;
} Candidate;

static void candidate_free(gpointer data)
{
  Candidate *candidate = data;
  gd_reading_free(candidate->reading);
  gd_normalised_clear(&candidate->normalised);
  g_free(candidate);
}

/* Takes ownership of reading; NULL is ignored. */
static void add_candidate(GPtrArray *all, const GdLayout *layout, const GdFieldRules *field,
                          const GdRule *rule, GdReading *reading)
{
  if (reading == NULL)
    return;
  Candidate *candidate = g_new0(Candidate, 1);
  candidate->rule = rule;
  candidate->reading = reading;
  candidate->normalised = gd_normalise(layout->patterns, field->normaliser, reading);
  if (candidate->normalised.nothing || all->len >= CANDIDATES_MAX)
    candidate_free(candidate);
  else
    g_ptr_array_add(all, candidate);
}

static void match_lines(GPtrArray *all, const GdLayout *layout, const GdFieldRules *field,
                        const GdRule *rule, guint first, guint last)
{
  for (guint i = first; i < last; i++) {
    const GdFieldLine *line = layout->lines->pdata[i];
    g_autoptr(GMatchInfo) match = NULL;
    if (strlen(line->text) <= RULE_LINE_BYTES_MAX &&
        gd_pattern_match(rule->pattern, line->text, &match))
      add_candidate(all, layout, field, rule, gd_reading_of_group(line, match, "value"));
  }
}

/* The first match in the opening, taken as one text. */
static void match_opening(GPtrArray *all, const GdLayout *layout, const GdFieldRules *field,
                          const GdRule *rule)
{
  guint last = layout->body;
  gsize bytes = 0;
  while (last < layout->lines->len && last < layout->body + OPENING_LINES && bytes < OPENING_BYTES)
    bytes += strlen(gd_layout_text(layout, last++));
  g_autofree char *text = gd_lines_joined(layout->lines, layout->body, last);
  g_autoptr(GMatchInfo) match = NULL;
  int start, end;
  if (!gd_pattern_match(rule->pattern, text, &match) ||
      !g_match_info_fetch_named_pos(match, "value", &start, &end) || end <= start)
    return;
  add_candidate(all, layout, field, rule,
                gd_reading_span(layout->lines, layout->body, last, (gsize)start, (gsize)end));
}

/* What the rule takes of the page's metadata. */
static void match_metas(GPtrArray *all, const GdLayout *layout, const GdFieldRules *field,
                        const GdRule *rule)
{
  for (guint i = 0; layout->metas != NULL && i < layout->metas->len; i++) {
    const GdMeta *meta = layout->metas->pdata[i];
    for (guint n = 0; n < rule->metas->len; n++)
      if (g_ascii_strcasecmp(rule->metas->pdata[n], meta->name) == 0)
        add_candidate(all, layout, field, rule,
                      gd_meta_reading(layout->patterns, meta->content, rule->take));
  }
}

static void apply_rule(GPtrArray *all, const GdLayout *layout, const GdFieldRules *field,
                       const GdRule *rule, const GPtrArray *labelled)
{
  if (rule->fact != GD_FACT_NONE) {
    const GPtrArray *facts = layout->facts[rule->fact];
    for (guint i = 0; i < facts->len; i++)
      add_candidate(all, layout, field, rule, gd_reading_copy(facts->pdata[i]));
  } else if (rule->labels != NULL) {
    for (guint i = 0; i < labelled->len; i++) {
      const GdLabelled *one = labelled->pdata[i];
      if (g_ptr_array_find_with_equal_func(rule->labels, one->label, g_str_equal, NULL))
        add_candidate(all, layout, field, rule, gd_reading_copy(one->reading));
    }
  } else if (rule->metas != NULL) {
    match_metas(all, layout, field, rule);
  } else if (rule->zone == GD_ZONE_OPENING) {
    match_opening(all, layout, field, rule);
  } else if (rule->zone == GD_ZONE_HEAD) {
    match_lines(all, layout, field, rule, 0, layout->body);
  } else {
    match_lines(all, layout, field, rule, layout->ending, layout->lines->len);
  }
}

static gboolean is_sure(const Candidate *candidate)
{
  return !candidate->rule->doubtful && candidate->reading->certain && candidate->reading->trusted &&
         candidate->normalised.certain && candidate->normalised.value != NULL;
}

/* How good a candidate is; lower is better. Rules of doubt come last, whatever was found. */
static guint badness(const Candidate *candidate)
{
  guint unsure = is_sure(candidate) ? 0 : candidate->normalised.value != NULL ? 1 : 2;
  return unsure * 1000 + candidate->rule->rank;
}

static const Candidate *choose(const GPtrArray *all)
{
  const Candidate *best = all->pdata[0];
  for (guint i = 1; i < all->len; i++)
    if (badness(all->pdata[i]) < badness(best))
      best = all->pdata[i];
  return best;
}

/* The first candidate that speaks against best, NULL if none does. */
static const Candidate *contradiction(const GPtrArray *all, const Candidate *best, gboolean ranked)
{
  for (guint i = 0; i < all->len; i++) {
    const Candidate *other = all->pdata[i];
    gboolean counts = other->rule->rank == best->rule->rank ||
                      (!ranked && (is_sure(other) || other->rule->check));
    if (other != best && counts && other->normalised.value != NULL &&
        g_strcmp0(other->normalised.value, best->normalised.value) != 0)
      return other;
  }
  return NULL;
}

/* Whether text and metadata say the same, so that both are certain. */
static gboolean is_supported(const GPtrArray *all, const Candidate *best)
{
  if (!best->reading->trusted || !best->normalised.certain || best->normalised.value == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Candidate *other = all->pdata[i];
    if ((other->rule->metas == NULL) != (best->rule->metas == NULL) && other->reading->trusted &&
        g_strcmp0(other->normalised.value, best->normalised.value) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether a reading that is sure where nothing differs stands unopposed. */
static gboolean is_unopposed(const GPtrArray *all, const Candidate *best)
{
  if (!best->rule->alone || !best->reading->trusted || !best->reading->certain ||
      !best->normalised.certain || best->normalised.value == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Candidate *other = all->pdata[i];
    if (g_strcmp0(other->normalised.value, best->normalised.value) != 0)
      return FALSE;
  }
  return TRUE;
}

/* The first year of 1900 to 2099 in a value; 0: none. */
static guint year_in(const char *value)
{
  for (const char *p = value; p != NULL && *p != '\0'; p++) {
    const guint year = g_ascii_isdigit(*p) ? gd_year_parse(p, NULL) : 0;
    if (year > 0)
      return year;
  }
  return 0;
}

/* Whether a value that was read in a picture, and names a year, names one in which no report on the
 * document's year is written. */
static gboolean is_out_of_time(const GdDocument *document, const GdLayout *layout,
                               const GdFieldRules *field, const char *value)
{
  guint reported = 0;
  if (field->normaliser != GD_NORMALISE_DATE && field->normaliser != GD_NORMALISE_DOCUMENT_NUMBER)
    return FALSE;
  for (guint i = 0; i < layout->patterns->fields->len && reported == 0; i++) {
    const GdFieldRules *other = layout->patterns->fields->pdata[i];
    const GdField *found = gd_document_field(document, other->name);
    if (other->normaliser == GD_NORMALISE_YEAR && found != NULL)
      reported = year_in(found->value);
  }
  const guint year = year_in(value);
  return reported > 0 && year > 0 && (year < reported || year > reported + YOUNGER_MOST);
}

static void add_finding(GdDocument *document, const GdFieldRules *field, const Candidate *about,
                        GdSeverity severity, const char *what)
{
  GdFinding *finding = gd_finding_new(severity, CHECK, about->reading->page, "%s \"%s\": %s",
                                      field->name, about->reading->raw, what);
  finding->found = g_strdup(about->reading->raw);
  finding->expected = g_strdup(about->normalised.value);
  g_ptr_array_add(document->findings, finding);
}

void gd_field_settle(GdDocument *document, const GdFieldRules *field, const GdLayout *layout,
                     const GPtrArray *labelled)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(candidate_free);
  for (guint i = 0; i < field->rules->len; i++)
    apply_rule(all, layout, field, field->rules->pdata[i], labelled);
  if (all->len == 0)
    return;
  const Candidate *best = choose(all);
  const Candidate *against = contradiction(all, best, field->ranked);
  const GdReading *reading = best->reading;
  const gboolean believed =
      !reading->pictured ||
      (field->seen && !is_out_of_time(document, layout, field, best->normalised.value));
  const gboolean ok = against == NULL && believed &&
                      (is_sure(best) || is_supported(all, best) || is_unopposed(all, best));
  GdField *result = gd_field_new(field->name, reading->raw, best->normalised.value,
                                 ok ? GD_STATUS_OK : GD_STATUS_DOUBTFUL);
  result->confidence = ok ? reading->confidence : MIN(reading->confidence, DOUBTFUL_CONFIDENCE);
  result->page = reading->page;
  result->box = reading->box;
  g_ptr_array_add(document->fields, result);
  if (best->normalised.note != NULL)
    add_finding(document, field, best, GD_SEVERITY_WARNING, best->normalised.note);
  if (against != NULL) {
    g_autofree char *what = g_strdup_printf("the document also says \"%s\"", against->reading->raw);
    add_finding(document, field, best, GD_SEVERITY_WARNING, what);
  }
}
