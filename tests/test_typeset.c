/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The typesetter's own promises: the same seed gives the same bytes; its values satisfy the form's
 * relations unless a file says which are broken; at least half of them are not 0; rows differ.
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "cli_support.h"
#include "models/form.h"

#define FIRST_SEED 600 /* the seeds that all tests below look at */
#define SEEDS 40

typedef struct {
  GdFormSet *forms;
} Fixture;

/* One line of a truth file. */
typedef struct {
  guint document;
  char *table, *row, *column, *value, *kind;
} Truth;

static void set_up(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = gd_data_dir(&error);
  g_assert_no_error(error);
  g_autofree char *forms = g_build_filename(folder, "forms", NULL);
  f->forms = gd_form_set_load((const char *const[]){forms, NULL}, &error);
  g_assert_no_error(error);
}

static void tear_down(Fixture *f, gconstpointer data)
{
  gd_form_set_free(f->forms);
}

static void typeset(const char *arguments)
{
  g_autofree char *command = g_strdup_printf("%s %s", TYPESET, arguments);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  expect_status(run, 0);
}

static char *read_part(const char *folder, guint seed, const char *suffix)
{
  g_autofree char *path = g_strdup_printf("%s/%u.%s", folder, seed, suffix);
  return read_text(path);
}

static void free_truth(gpointer data)
{
  Truth *truth = data;
  g_free(truth->table);
  g_free(truth->row);
  g_free(truth->column);
  g_free(truth->value);
  g_free(truth->kind);
  g_free(truth);
}

static GPtrArray *read_truth(const char *folder, guint seed)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(free_truth);
  g_autofree char *text = read_part(folder, seed, "truth.csv");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpstr(lines[0], ==, "document,table,row,column,value,kind");
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, 6);
    Truth *truth = g_new0(Truth, 1);
    truth->document = (guint)g_ascii_strtoull(cells[0], NULL, 10);
    truth->table = g_strdup(cells[1]);
    truth->row = g_strdup(cells[2]);
    truth->column = g_strdup(cells[3]);
    truth->value = g_strdup(cells[4]);
    truth->kind = g_strdup(cells[5]);
    g_ptr_array_add(all, truth);
  }
  return all;
}

static JsonParser *read_json(const char *folder, guint seed, const char *suffix)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = read_part(folder, seed, suffix);
  JsonParser *parser = json_parser_new();
  json_parser_load_from_data(parser, text, -1, &error);
  g_assert_no_error(error);
  return parser;
}

static JsonArray *reports_of(JsonParser *parser)
{
  return json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)),
                                      "reports");
}

/* ---- same seed, same bytes -------------------------------------------------- */

static void test_same_bytes(void)
{
  static const char *const suffixes[] = {"pdf", "truth.csv", "cells.csv", "facts.json",
                                         "layout.json"};
  char *folder = enter_folder();
  typeset("--seed 601 --count 3 --out one");
  typeset("--seed 600 --count 4 --out two");
  for (guint seed = 601; seed < 604; seed++)
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
      g_autofree char *one_path = g_strdup_printf("one/%u.%s", seed, suffixes[i]);
      g_autofree char *two_path = g_strdup_printf("two/%u.%s", seed, suffixes[i]);
      g_autofree char *one = NULL, *two = NULL;
      gsize one_size, two_size;
      g_assert_true(g_file_get_contents(one_path, &one, &one_size, NULL));
      g_assert_true(g_file_get_contents(two_path, &two, &two_size, NULL));
      g_assert_cmpmem(one, one_size, two, two_size);
    }
  g_autofree char *first = read_part("two", 600, "truth.csv");
  g_autofree char *second = read_part("two", 601, "truth.csv");
  g_assert_cmpstr(first, !=, second);
  leave_folder(folder);
}

/* ---- relations -------------------------------------------------------------- */

static const GdForm *form_of(const Fixture *f, JsonObject *report, const char *table)
{
  JsonObject *forms = json_object_get_object_member(report, "forms");
  return gd_form_set_lookup(f->forms, json_object_get_string_member(forms, table));
}

static GdNumber number_of(const Truth *truth)
{
  GdNumber number = gd_number(0);
  g_assert_true(g_str_equal(truth->kind, "blank") == (*truth->value == '\0'));
  g_assert_true(*truth->value == '\0' || gd_number_parse(truth->value, &number));
  return number;
}

static const Truth *find_truth(const GPtrArray *all, guint document, const char *table,
                               const char *row, const char *column)
{
  for (guint i = 0; i < all->len; i++) {
    const Truth *truth = all->pdata[i];
    if (truth->document == document && g_str_equal(truth->table, table) &&
        g_str_equal(truth->row, row) && g_str_equal(truth->column, column))
      return truth;
  }
  return NULL;
}

/* Left minus right of a relation over the truth; FALSE if it has no place in this report. */
static gboolean difference_of(const GdForm *form, const GdEquation *equation, const GPtrArray *all,
                              guint document, GdNumber *out)
{
  gboolean sides[2] = {FALSE, FALSE};
  *out = gd_number(0);
  for (guint i = 0; i < equation->terms->len; i++) {
    GdTerm term = g_array_index(equation->terms, GdTerm, i);
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, term.leaf);
    const GdFormTable *table = form->tables->pdata[leaf->table];
    const Truth *truth = find_truth(all, document, table->id, leaf->row->id, leaf->column->id);
    if (term.year != 0)
      return FALSE;
    if (truth == NULL)
      continue;
    sides[term.sign > 0] = TRUE;
    g_assert_true(gd_number_add(*out, number_of(truth), term.sign, out));
  }
  return sides[0] && sides[1];
}

static gboolean declared_broken(JsonObject *report, const GdEquation *equation, const char *table)
{
  JsonArray *broken = json_object_get_array_member(report, "broken_relations");
  for (guint i = 0; i < json_array_get_length(broken); i++) {
    JsonObject *one = json_array_get_object_element(broken, i);
    const char *key = equation->by_row ? "row" : "column";
    if (g_str_equal(json_object_get_string_member(one, "relation"), equation->id) &&
        g_str_equal(json_object_get_string_member(one, "table"), table) &&
        json_object_has_member(one, key) &&
        g_str_equal(json_object_get_string_member(one, key), equation->line->id))
      return TRUE;
  }
  return FALSE;
}

/* Checks every relation of a report; returns how many hold. */
static guint check_relations(const Fixture *f, JsonObject *report, const GPtrArray *all,
                             guint document, JsonObject *layout)
{
  guint held = 0, broken = 0;
  JsonObject *forms = json_object_get_object_member(report, "forms");
  g_autoptr(GList) tables = json_object_get_members(forms);
  for (GList *t = tables; t != NULL; t = t->next) {
    const GdForm *form = form_of(f, report, t->data);
    for (guint e = 0; e < form->equations->len; e++) {
      const GdEquation *equation = form->equations->pdata[e];
      const GdFormTable *table = form->tables->pdata[equation->table];
      GdNumber difference;
      if (!g_str_equal(table->id, t->data) ||
          !difference_of(form, equation, all, document, &difference))
        continue;
      g_assert_true(gd_number_is_zero(difference) == !declared_broken(report, equation, table->id));
      held += gd_number_is_zero(difference);
      broken += !gd_number_is_zero(difference);
    }
  }
  guint wrong = json_array_get_length(json_object_get_array_member(report, "wrong_totals"));
  gboolean blanks = !g_str_equal(json_object_get_string_member(layout, "blank_totals"), "no");
  if (wrong > 0)
    g_assert_cmpuint(broken, >, 0);
  else if (!blanks)
    g_assert_cmpuint(broken, ==, 0);
  return held;
}

static void check_wrong_totals(JsonObject *report, const GPtrArray *all, guint document)
{
  JsonArray *wrong = json_object_get_array_member(report, "wrong_totals");
  for (guint i = 0; i < json_array_get_length(wrong); i++) {
    JsonObject *one = json_array_get_object_element(wrong, i);
    const Truth *truth = find_truth(all, document, json_object_get_string_member(one, "table"),
                                    json_object_get_string_member(one, "row"),
                                    json_object_get_string_member(one, "column"));
    g_assert_nonnull(truth);
    g_assert_cmpstr(truth->value, ==, json_object_get_string_member(one, "printed"));
    g_assert_cmpstr(truth->value, !=, json_object_get_string_member(one, "right"));
  }
}

static void check_spread(const GPtrArray *all, guint document, JsonObject *layout)
{
  guint cells = 0, zeros = 0;
  g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < all->len; i++) {
    const Truth *truth = all->pdata[i];
    if (truth->document != document)
      continue;
    cells++;
    zeros += gd_number_is_zero(number_of(truth));
    char *key = g_strdup_printf("%s/%s", truth->table, truth->row);
    const char *before = g_hash_table_lookup(rows, key);
    char *after = g_strdup_printf("%s|%s", before != NULL ? before : truth->table, truth->value);
    g_hash_table_replace(rows, key, after);
  }
  if (!g_str_equal(json_object_get_string_member(layout, "blank_totals"), "no"))
    return;
  g_assert_cmpuint(2 * zeros, <=, cells);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer row;
  g_hash_table_iter_init(&iter, rows);
  while (g_hash_table_iter_next(&iter, NULL, &row))
    g_assert_true(g_hash_table_add(seen, row));
}

static void test_values(Fixture *f, gconstpointer data)
{
  char *folder = enter_folder();
  g_autofree char *arguments = g_strdup_printf("--seed %d --count %d --out o", FIRST_SEED, SEEDS);
  typeset(arguments);
  guint held = 0;
  for (guint seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    g_autoptr(GPtrArray) all = read_truth("o", seed);
    g_autoptr(JsonParser) facts = read_json("o", seed, "facts.json");
    g_autoptr(JsonParser) layout = read_json("o", seed, "layout.json");
    JsonArray *reports = reports_of(facts);
    g_assert_cmpuint(all->len, >, 0);
    for (guint r = 0; r < json_array_get_length(reports); r++) {
      JsonObject *report = json_array_get_object_element(reports, r);
      JsonObject *params = json_array_get_object_element(reports_of(layout), r);
      held += check_relations(f, report, all, r + 1, params);
      check_wrong_totals(report, all, r + 1);
      check_spread(all, r + 1, params);
    }
  }
  g_assert_cmpuint(held, >, SEEDS * 10);
  leave_folder(folder);
}

/* ---- what is forced ---------------------------------------------------------- */

static void test_forced(void)
{
  char *folder = enter_folder();
  typeset("--seed 700 --out plain");
  typeset("--seed 700 --out forced --set lines=none");
  g_autofree char *plain = read_part("plain", 700, "truth.csv");
  g_autofree char *forced = read_part("forced", 700, "truth.csv");
  g_assert_cmpstr(plain, ==, forced);
  g_autoptr(JsonParser) layout = read_json("forced", 700, "layout.json");
  JsonObject *report = json_array_get_object_element(reports_of(layout), 0);
  g_assert_cmpstr(json_object_get_string_member(report, "lines"), ==, "none");
  leave_folder(folder);
}

static void test_damaged(void)
{
  static const char *const damages[] = {"text=outlines",     "text=image",
                                        "text=covered",      "tounicode=wrong",
                                        "tounicode=missing", "tounicode=private"};
  char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autofree char *arguments =
        g_strdup_printf("--seed 710 --out d --set prose_length=1 --set %s", damages[i]);
    typeset(arguments);
    g_autoptr(GPtrArray) all = read_truth("d", 710);
    for (guint k = 0; k < all->len; k++)
      g_assert_cmpstr(((Truth *)all->pdata[k])->kind, ==, "lost");
  }
  leave_folder(folder);
}

static void expect_refused(const char *arguments, const char *message)
{
  g_autofree char *command = g_strdup_printf("%s %s", TYPESET, arguments);
  g_autoptr(Run) run = run_program(command);
  expect_status(run, 64);
  expect_in(run->err, message);
}

static void test_bad_usage(void)
{
  char *folder = enter_folder();
  expect_refused("--seed 1 --out o --set lines=zigzag", "lines=zigzag");
  expect_refused("--seed 1 --out o --set no_such=1", "no such parameter");
  expect_refused("--seed 1 --out o --form no-such-form", "no-such-form");
  expect_refused("--seed 1", "usage");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typeset/same-bytes", test_same_bytes);
  g_test_add("/typeset/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add_func("/typeset/forced", test_forced);
  g_test_add_func("/typeset/damaged", test_damaged);
  g_test_add_func("/typeset/bad-usage", test_bad_usage);
  return g_test_run();
}
