/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `guidang forms`, and --forms: a user's own forms. */
#include <glib/gstdio.h>
#include <string.h>

#include "cli_support.h"

/* A form of the user's; its first column has the label in the middle. */
#define FORM_HEAD                                                                                   \
  "{\"id\": \"library\", \"title\": \"图书馆统计表\", \"draft\": true, \"tables\": ["         \
  "{\"id\": \"books\", \"label\": \"图书\", \"headings\": [\"图书馆藏书借阅统计表\"], " \
  "\"blocks\": [{\"corner\": \"藏书类别\", \"columns\": [{\"id\": \"held\", \"label\": \""
#define FORM_TAIL                                                                                  \
  "\"}, {\"id\": \"lent\", \"label\": \"全年外借册次\"}], \"rows\": ["                       \
  "{\"id\": \"history\", \"label\": \"历史地理图书\"}, "                                     \
  "{\"id\": \"science\", \"label\": \"自然科学图书\"}, "                                     \
  "{\"id\": \"total\", \"label\": \"全部图书合计\"}]}]}], "                                  \
  "\"relations\": [{\"id\": \"books.total\", \"label\": \"合计等于各类之和\", "            \
  "\"table\": \"books\", \"each\": \"column\", \"left\": [\"total\"], "                            \
  "\"right\": [\"history\", \"science\"]}]}"

static const char page[] = "<html><body><p>图书馆藏书借阅统计表</p><table>"
                           "<tr><th>藏书类别</th><th>年末馆藏册数</th><th>全年外借册次</th></tr>"
                           "<tr><td>历史地理图书</td><td>120</td><td>35</td></tr>"
                           "<tr><td>自然科学图书</td><td>80</td><td>15</td></tr>"
                           "<tr><td>全部图书合计</td><td>200</td><td>50</td></tr>"
                           "</table></body></html>";

static void write_form(const char *column)
{
  g_autofree char *form = g_strconcat(FORM_HEAD, column, FORM_TAIL, NULL);
  g_mkdir("mine", 0777);
  write_bytes("mine/library.json", form, strlen(form));
}

static void test_list(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) known = run_guidang("forms");
  expect_status(known, 0);
  expect_in(known->out, "disclosure-report-2019  ");
  expect_in(known->out, "disclosure-report-2021  ");
  expect_in(known->out, "tables: 3, cells: 200");
  g_assert_null(strstr(known->out, "library"));
  write_form("年末馆藏册数");
  g_autoptr(Run) more = run_guidang("forms --forms mine --lang zh");
  expect_status(more, 0);
  expect_in(more->out, "library  图书馆统计表  1 张表，6 个单元格  草稿");
  leave_folder(folder);
}

static void test_show(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) shown = run_guidang("forms disclosure-report-2021");
  expect_status(shown, 0);
  expect_in(shown->out, "      三、本年度办理结果\n        （一）予以公开  [granted]\n");
  expect_in(shown->out, "  [refused.state_secret]\n");
  expect_in(shown->out, "  [amount]  万元  decimal\n");
  expect_in(shown->out, "rows, printed above the columns\n");
  expect_in(shown->out, "    new + carried_in = processed + carried_out\n");
  expect_in(shown->out, "    in_force = made - repealed + in_force (year before)\n");
  g_autoptr(Run) turned = run_guidang("forms three-public-expenses");
  expect_in(turned->out, "rows, printed above the columns or below them\n");
  g_autoptr(Run) unknown = run_guidang("forms no-such-form");
  expect_status(unknown, 64);
  expect_in(unknown->err, "there is no form \"no-such-form\"");
  g_autoptr(Run) two = run_guidang("forms a b");
  expect_status(two, 64);
  leave_folder(folder);
}

/* Wrong forms and folders stop every command, with file and key. */
static void test_wrong(void)
{
  char *folder = enter_folder();
  g_mkdir("mine", 0777);
  write_literal("mine/bad.json", "{\"id\": \"bad\", \"title\": \"x\", \"tabels\": []}");
  write_literal("page.html", "<p>x</p>");
  const char *const commands[] = {"forms --forms mine", "convert page.html -o out --forms mine"};
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
    g_autoptr(Run) run = run_guidang(commands[i]);
    g_assert_cmpint(run->status, !=, 0);
    expect_in(run->err, "bad.json");
    expect_in(run->err, "tabels");
  }
  g_assert_false(g_file_test("out", G_FILE_TEST_EXISTS));
  g_autoptr(Run) nowhere = run_guidang("forms --forms nowhere");
  expect_status(nowhere, 2);
  expect_in(nowhere->err, "nowhere");
  leave_folder(folder);
}

/* A user's form is read like guidang's own; when it changes, documents are read again. */
static void test_convert(void)
{
  char *folder = enter_folder();
  write_literal("page.html", page);
  write_form("年末馆藏册数");
  g_autoptr(Run) first = run_guidang("convert page.html -o out --forms mine");
  expect_status(first, 0);
  expect_in(first->out, "library  6 cells: 6 ok  findings: 1  complete");
  g_autofree char *table = read_text("out/library.csv");
  expect_in(table, "books.total.lent");
  g_autoptr(Run) again = run_guidang("convert page.html -o out --forms mine");
  expect_in(again->out, "unchanged 1");
  g_autoptr(Run) checked = run_guidang("check out --forms mine");
  expect_status(checked, 0);
  expect_in(checked->out, "complete 1");
  write_form("年末馆藏总册数");
  g_autoptr(Run) changed = run_guidang("convert page.html -o out --forms mine");
  expect_in(changed->out, "unchanged 0");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cli/forms/list", test_list);
  g_test_add_func("/cli/forms/show", test_show);
  g_test_add_func("/cli/forms/wrong", test_wrong);
  g_test_add_func("/cli/forms/convert", test_convert);
  return g_test_run();
}
