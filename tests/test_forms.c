/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form loader (models/form.h). Every tests/forms/NAME.json is a broken form,
 * and NAME.error the message that gd_form_load() must give, from the file's name
 * on (a pattern: * stands for anything). A new case is two files.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "models/error.h"
#include "models/form.h"
#include "models/limits.h"

static GdFormSet *load_known(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  const char *const folders[] = {folder, NULL};
  GdFormSet *set = gd_form_set_load(folders, &error);
  g_assert_no_error(error);
  return set;
}

static guint count_active(const GdForm *form, guint option)
{
  guint n = 0;
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    n += gd_form_line_active(leaf->row, &option) && gd_form_line_active(leaf->column, &option);
  }
  return n;
}

static const GdFormLeaf *find_leaf(const GdForm *form, const char *cell)
{
  g_auto(GStrv) ids = g_strsplit(cell, "/", 3);
  guint index = gd_form_find(form, ids[0], ids[1], ids[2]);
  g_assert_cmpuint(index, <, form->leaves->len);
  return &g_array_index(form->leaves, GdFormLeaf, index);
}

static void known_forms(void)
{
  g_autoptr(GdFormSet) set = load_known();
  const GdForm *f2019 = gd_form_set_lookup(set, "disclosure-report-2019");
  const GdForm *f2021 = gd_form_set_lookup(set, "disclosure-report-2021");
  g_assert_nonnull(f2019);
  g_assert_nonnull(f2021);
  g_assert_null(gd_form_set_lookup(set, "disclosure-report"));
  g_assert_cmpuint(f2019->n_options->len, ==, 0);
  g_assert_cmpuint(count_active(f2019, 0), ==, 198);
  g_assert_cmpuint(f2021->n_options->len, ==, 1);
  g_assert_cmpuint(g_array_index(f2021->n_options, guint, 0), ==, 2);
  g_assert_cmpuint(count_active(f2021, 0), ==, 200);
  g_assert_cmpuint(count_active(f2021, 1), ==, 186);
  g_assert_cmpstr(f2021->family, ==, "disclosure-report");
  g_assert_cmpuint(gd_form_find(f2021, "applications", "refused", "total"), ==, G_MAXUINT);
  g_assert_cmpuint(gd_form_find(f2021, "nothing", "new", "total"), ==, G_MAXUINT);
}

/* Groups with rows of their own, units beside the rows, blocks printed across with groups. */
static void further_forms(void)
{
  g_autoptr(GdFormSet) set = load_known();
  const GdForm *form = gd_form_set_lookup(set, "disclosure-statistics-2014");
  g_assert_nonnull(form);
  g_assert_true(form->draft);
  g_assert_cmpuint(count_active(form, 0), ==, 58);
  const GdFormBlock *block =
      ((const GdFormTable *)g_ptr_array_index(form->tables, 0))->blocks->pdata[0];
  g_assert_cmpuint(block->titles->len, ==, 7);
  const GdFormTitle *first = &g_array_index(block->titles, GdFormTitle, 0);
  g_assert_cmpstr(first->label->text, ==, "一、主动公开情况");
  g_assert_cmpuint(first->before, ==, 0);
  g_assert_cmpstr(block->unit_column->text, ==, "单位");
  const GdFormLeaf *own = find_leaf(form, "statistics/applications.received/number");
  const GdFormLeaf *below = find_leaf(form, "statistics/applications.received.fax/number");
  g_assert_true(own->row->label->own_row);
  g_assert_true(below->row->label->parent == own->row->label);
  g_assert_cmpstr(below->row->path, ==, "三、依申请公开情况 / （一）收到申请数 / 2.传真申请数");

  const GdForm *expenses = gd_form_set_lookup(set, "three-public-expenses");
  g_assert_nonnull(expenses);
  g_assert_cmpuint(count_active(expenses, 0), ==, 12);
  const GdFormTable *table = expenses->tables->pdata[0];
  g_assert_cmpuint(table->units_above->len, ==, 2);
  g_assert_cmpstr(g_array_index(table->units_above, GdUnitAbove, 0).unit, ==, "万元");
  const GdFormBlock *expenses_block = table->blocks->pdata[0];
  g_assert_true(expenses_block->column_numbers);
  const GdFormBlock *turned = expenses_block->turned;
  g_assert_nonnull(turned);
  g_assert_cmpuint(turned->rows->len, ==, 6);
  g_assert_cmpuint(turned->columns->len, ==, 2);
  for (guint r = 0; r < 2; r++)
    for (guint c = 0; c < 6; c++)
      g_assert_true(gd_form_leaf(expenses, expenses_block, r, c) ==
                    gd_form_leaf(expenses, turned, c, r));
}

static void leaves(void)
{
  g_autoptr(GdFormSet) set = load_known();
  const GdForm *form = gd_form_set_lookup(set, "disclosure-report-2021");
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    const GdFormTable *table = g_ptr_array_index(form->tables, leaf->table);
    const GdFormBlock *block = g_ptr_array_index(table->blocks, leaf->block);
    guint r = (i - block->first_leaf) / block->columns->len;
    guint c = (i - block->first_leaf) % block->columns->len;
    g_assert_cmpuint(leaf->index, ==, i);
    g_assert_true(gd_form_leaf(form, block, r, c) == leaf);
    g_assert_true(leaf->row == g_ptr_array_index(block->rows, r));
    g_assert_true(leaf->column == g_ptr_array_index(block->columns, c));
    g_assert_cmpuint(gd_form_find(form, table->id, leaf->row->id, leaf->column->id), ==, i);
    g_assert_nonnull(leaf->cell_units);
  }
  const GdFormLeaf *secret = find_leaf(form, "applications/refused.state_secret/business");
  g_assert_cmpstr(secret->row->path, ==, "三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密");
  g_assert_cmpstr(secret->column->path, ==, "申请人情况 / 法人或其他组织 / 商业企业");
  g_assert_cmpuint(secret->row->label->depth, ==, 2);
  g_assert_cmpstr(secret->row->label->parent->text, ==, "（三）不予公开");
  g_assert_cmpint(secret->type, ==, GD_TYPE_COUNT);
  const GdFormLeaf *fee = find_leaf(form, "disclosure/fee/amount");
  g_assert_cmpint(fee->type, ==, GD_TYPE_DECIMAL);
  g_assert_cmpstr(fee->unit, ==, "万元");
  g_assert_true(g_ptr_array_find_with_equal_func(fee->cell_units, "元", g_str_equal, NULL));
  const GdForm *old = gd_form_set_lookup(set, "disclosure-report-2019");
  g_assert_cmpint(find_leaf(old, "disclosure/fee/change")->type, ==, GD_TYPE_SIGNED);
  g_assert_null(find_leaf(old, "disclosure/procurement/amount")->unit);
}

static const GdEquation *find_equation(const GdForm *form, const char *id, const char *line)
{
  for (guint i = 0; i < form->equations->len; i++) {
    const GdEquation *equation = g_ptr_array_index(form->equations, i);
    if (g_str_equal(equation->id, id) && g_str_equal(equation->line->id, line))
      return equation;
  }
  g_error("no equation %s of %s", id, line);
}

/* An equation as text: "+t/r/c -t/r/c …", ' behind a cell of the year before. */
static char *write_equation(const GdForm *form, const GdEquation *equation)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, term->leaf);
    g_string_append_printf(out, "%s%c%s/%s%s", i > 0 ? " " : "", term->sign > 0 ? '+' : '-',
                           leaf->row->id, leaf->column->id, term->year < 0 ? "'" : "");
  }
  return g_string_free(out, FALSE);
}

static void equations(void)
{
  g_autoptr(GdFormSet) set = load_known();
  const GdForm *form = gd_form_set_lookup(set, "disclosure-report-2021");
  const GdEquation *equation = find_equation(form, "applications.balance", "business");
  g_autofree char *balance = write_equation(form, equation);
  g_assert_cmpstr(balance, ==,
                  "+new/business +carried_in/business -processed/business -carried_out/business");
  g_assert_cmpint(equation->severity, ==, GD_SEVERITY_ERROR);
  g_assert_false(equation->by_row);
  g_assert_false(equation->across);

  equation = find_equation(form, "disclosure.in_force", "regulations");
  g_autofree char *in_force = write_equation(form, equation);
  g_assert_cmpstr(in_force, ==,
                  "+regulations/in_force -regulations/made +regulations/repealed "
                  "-regulations/in_force'");
  g_assert_cmpint(equation->severity, ==, GD_SEVERITY_WARNING);
  g_assert_true(equation->by_row);
  g_assert_true(equation->across);

  /* processed, 2 + 8 + 3 + 5 results, and both options of 其他处理: 3 rows or 1 */
  equation = find_equation(form, "applications.processed", "total");
  g_assert_cmpuint(equation->terms->len, ==, 1 + 18 + 3 + 1);
  guint counted[2] = {0};
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdFormLine *row = g_array_index(form->leaves, GdFormLeaf, term->leaf).row;
    for (guint option = 0; option < 2; option++)
      counted[option] += gd_form_line_active(row, &option);
  }
  g_assert_cmpuint(counted[0], ==, 1 + 18 + 3);
  g_assert_cmpuint(counted[1], ==, 1 + 18 + 1);
}

static void broken_forms(void)
{
  g_autofree char *folder = g_build_filename(GUIDANG_TEST_DIR, "forms", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  guint cases = 0;
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    if (!g_str_has_suffix(name, ".json"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".json"));
    g_autofree char *expected_path = g_strconcat(stem, ".error", NULL);
    g_autofree char *expected = NULL;
    g_assert_true(g_file_get_contents(expected_path, &expected, NULL, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GdForm) form = gd_form_load(path, &error);
    if (form != NULL)
      g_error("%s: loaded, though it is broken", name);
    g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
    const char *message = error->message + strlen(folder) + 1;
    if (!g_pattern_match_simple(g_strchomp(expected), message))
      g_error("expected: %s\nfound: %s", expected, message);
    cases++;
  }
  g_assert_cmpuint(cases, >, 40);
}

/* A form of so many rows and columns. */
static char *large_form(guint rows, guint columns)
{
  GString *out = g_string_new("{\"id\":\"f\",\"title\":\"T\",\"tables\":[{\"id\":\"t\",\"label\":"
                              "\"T\",\"blocks\":[{\"columns\":[");
  for (guint i = 0; i < columns; i++)
    g_string_append_printf(out, "%s{\"id\":\"c%u\",\"label\":\"C\"}", i ? "," : "", i);
  g_string_append(out, "],\"rows\":[");
  for (guint i = 0; i < rows; i++)
    g_string_append_printf(out, "%s{\"id\":\"r%u\",\"label\":\"R\"}", i ? "," : "", i);
  g_string_append(out, "]}]}],\"relations\":[{\"id\":\"s\",\"label\":\"S\",\"table\":\"t\","
                       "\"each\":\"column\",\"left\":[\"r0\"],\"right\":[\"r1*\"]}]}");
  return g_string_free(out, FALSE);
}

/* Loads text as a form; checks that it fails with code, naming what. */
static void assert_refused(const char *text, gssize length, int code, const char *what)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_close(g_file_open_tmp("guidang-form-XXXXXX.json", &path, NULL), NULL);
  g_assert_true(g_file_set_contents(path, text, length, NULL));
  g_autoptr(GdForm) form = gd_form_load(path, &error);
  g_remove(path);
  g_assert_null(form);
  g_assert_error(error, GD_ERROR, code);
  if (strstr(error->message, what) == NULL)
    g_error("expected: %s\nfound: %s", what, error->message);
}

static void caps(void)
{
  g_autofree char *rows = large_form(GD_CAP_FORM_ITEMS + 1, 1);
  assert_refused(rows, -1, GD_ERROR_FORM, "GD_CAP_FORM_ITEMS");
  g_autofree char *cells = large_form(900, 900);
  assert_refused(cells, -1, GD_ERROR_FORM, "GD_CAP_FORM_LEAVES");
  g_autofree char *deep = g_strnfill(100000, '[');
  assert_refused(deep, -1, GD_ERROR_CAP, "GD_CAP_JSON_DEPTH");
  g_autofree char *hidden = g_strconcat("{\"a\\\\\": ", deep, NULL);
  assert_refused(hidden, -1, GD_ERROR_CAP, "GD_CAP_JSON_DEPTH");
  g_autofree char *big = g_strnfill(GD_CAP_FORM_BYTES + 1, ' ');
  assert_refused(big, -1, GD_ERROR_CAP, "larger than");
  assert_refused("{\0}", 3, GD_ERROR_FORM, "not JSON");
}

/* No cut of a good form, and no changed byte, may crash the loader. */
static void damaged(void)
{
  g_autofree char *data = gd_data_dir(NULL);
  g_autofree char *path = g_build_filename(data, "forms", "disclosure-report-2021.json", NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(path, &text, &length, NULL));
  g_autofree char *copy_path = NULL;
  g_close(g_file_open_tmp("guidang-form-XXXXXX.json", &copy_path, NULL), NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  static const char bytes[] = "{}[]\",:0a*-";
  guint refused = 0;
  for (guint i = 0; i < 300; i++) {
    g_autofree char *copy = g_memdup2(text, length);
    gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)length);
    copy[at] = bytes[g_rand_int_range(rand, 0, sizeof bytes - 1)];
    g_assert_true(g_file_set_contents(copy_path, copy, (gssize)(i % 3 == 0 ? at : length), NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GdForm) form = gd_form_load(copy_path, &error);
    g_assert_true((form == NULL) == (error != NULL));
    refused += form == NULL;
  }
  g_assert_cmpuint(refused, >, 100);
  g_remove(copy_path);
}

static void write_form(const char *folder, const char *name, const char *id, const char *title)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *text =
      g_strdup_printf("{\"id\":\"%s\",\"title\":\"%s\",\"tables\":[{\"id\":\"t\",\"label\":\"T\","
                      "\"blocks\":[{\"columns\":[{\"id\":\"c\",\"label\":\"C\"}],"
                      "\"rows\":[{\"id\":\"r\",\"label\":\"R\"}]}]}]}",
                      id, title);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void remove_folder(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_remove(path);
  }
  g_rmdir(folder);
}

static void sets(void)
{
  g_autofree char *ours = g_dir_make_tmp("guidang-forms-XXXXXX", NULL);
  g_autofree char *users = g_dir_make_tmp("guidang-forms-XXXXXX", NULL);
  write_form(ours, "1.json", "b", "ours");
  write_form(ours, "2.json", "a", "ours");
  write_form(ours, "form.schema.json", "c", "no form");
  write_form(users, "x.json", "b", "users");
  const char *const folders[] = {ours, users, NULL};
  g_autoptr(GError) error = NULL;
  g_autoptr(GdFormSet) set = gd_form_set_load(folders, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(set->forms->len, ==, 2);
  g_assert_cmpstr(((const GdForm *)g_ptr_array_index(set->forms, 0))->id, ==, "a");
  g_assert_cmpstr(gd_form_set_lookup(set, "b")->title, ==, "users");

  write_form(users, "y.json", "b", "again");
  g_assert_null(gd_form_set_load(folders, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
  g_clear_error(&error);
  remove_folder(ours);
  g_assert_null(gd_form_set_load(folders, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  remove_folder(users);
}

/* Every form that is shipped, as thoroughly as one of the user's: programs trust them. */
static void shipped_are_sound(void)
{
  g_autofree char *data = gd_data_dir(NULL);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  guint forms = 0;
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    if (!g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".schema.json"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GdForm) form = gd_form_load(path, &error);
    g_assert_no_error(error);
    forms++;
  }
  g_assert_cmpuint(forms, >=, 2);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/forms/shipped-are-sound", shipped_are_sound);
  g_test_add_func("/forms/known", known_forms);
  g_test_add_func("/forms/further-forms", further_forms);
  g_test_add_func("/forms/leaves", leaves);
  g_test_add_func("/forms/equations", equations);
  g_test_add_func("/forms/broken", broken_forms);
  g_test_add_func("/forms/caps", caps);
  g_test_add_func("/forms/damaged", damaged);
  g_test_add_func("/forms/sets", sets);
  return g_test_run();
}
