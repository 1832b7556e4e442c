/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in Chinese: the catalogue of this build, texts made of messages, files that are no
 * catalogue, and an environment that has no say. */
#include <glib/gstdio.h>
#include <string.h>

#include "cli_support.h"
#include "models/error.h"
#include "models/messages.h"

static void test_tr(void)
{
  g_assert_cmpstr(gd_tr(GD_LANG_EN, "doubtful"), ==, "doubtful");
  g_assert_cmpstr(gd_tr(GD_LANG_ZH, "doubtful"), ==, "存疑");
  g_assert_cmpstr(gd_tr(GD_LANG_ZH, "no such message"), ==, "no such message");
  g_assert_cmpstr(gd_tr(GD_LANG_ZH, ""), ==, "");
}

static void expect_said(const char *english, const char *chinese)
{
  g_autofree char *said = gd_said(GD_LANG_ZH, english);
  g_assert_cmpstr(said, ==, chinese);
  g_autofree char *same = gd_said(GD_LANG_EN, english);
  g_assert_cmpstr(same, ==, english);
}

static void test_said(void)
{
  expect_said(NULL, NULL);
  expect_said("", "");
  expect_said("the page break cuts the cell", "单元格被分页切断");
  /* a reason inside a message */
  expect_said("page 12 not read: a picture of more than 5 bytes",
              "第 12 页未读取：图像超过 5 字节");
  /* arguments that look like parts of the message, or like a format */
  expect_said("the table was not found %s was not found", "未找到was not found %s表");
  expect_said("a row that the form does not know: 100%n%s", "表式中没有的一行：100%n%s");
  expect_said("2 of 40 relations do not hold: the digits of the text layer may not be those on "
              "the page",
              "共 2/40 条勾稽关系不成立：文字层的数字可能与页面所印不符");
  /* a word where a number should stand */
  expect_said("page x not read: it breaks off", "page x not read: it breaks off");
  expect_said("anything: else", "anything: else");
}

static void test_broken(void)
{
  static const guint8 head[] = {0xde, 0x12, 0x04, 0x95, 0, 0, 0, 0, 2, 0, 0, 0, 28, 0,
                                0,    0,    44,   0,    0, 0, 0, 0, 0, 0, 0, 0, 0,  0};
  g_autoptr(GError) error = NULL;
  char *folder = enter_folder();
  g_assert_null(gd_catalog_load("none.mo", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_clear_error(&error);
  write_literal("text.mo", "no catalogue, but long enough to be one");
  g_assert_null(gd_catalog_load("text.mo", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
  g_clear_error(&error);
  write_bytes("short.mo", head, sizeof head); /* its tables would lie behind its end */
  g_assert_null(gd_catalog_load("short.mo", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
  g_clear_error(&error);

  /* Tables inside the file, texts outside. */
  guint8 wild[sizeof head + 32];
  memset(wild, 0xff, sizeof wild);
  memcpy(wild, head, sizeof head);
  write_bytes("wild.mo", wild, sizeof wild);
  g_autoptr(GdCatalog) catalog = gd_catalog_load("wild.mo", &error);
  g_assert_no_error(error);
  g_assert_null(gd_catalog_lookup(catalog, "doubtful"));
  leave_folder(folder);
}

/* --lang decides, whatever the environment says, and what is written does not depend on it. */
static void test_environment(void)
{
  static const char *const environments[] = {"C", "C.UTF-8", "zh_CN.UTF-8", "fr_FR.UTF-8"};
  char *folder = enter_folder();
  g_autofree char *first = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(environments); i++) {
    g_setenv("LC_ALL", environments[i], TRUE);
    g_setenv("LANGUAGE", i % 2 == 0 ? "de" : "zh_CN", TRUE);
    g_autofree char *command = g_strdup_printf(
        "convert " GUIDANG_TEST_DIR "/../samples/report-wrong-total.pdf -o %u --headers zh", i);
    g_autoptr(Run) run = run_guidang(command);
    expect_in(run->out, "200 cells: 200 ok");
    g_autofree char *path = g_strdup_printf("%u/findings.csv", i);
    g_autofree char *findings = read_text(path);
    expect_in(findings, "原文为");
    if (first == NULL)
      first = g_strdup(findings);
    g_assert_cmpstr(findings, ==, first);
    g_autoptr(Run) help = run_guidang("convert --help --lang zh");
    expect_in(help->out, "用法：");
    expect_in(help->out, "加密 PDF 的密码");
    g_assert_null(strstr(help->out, "Options"));
    g_autoptr(Run) english = run_guidang("convert --help");
    expect_in(english->out, "Usage:");
    g_autoptr(Run) wrong = run_guidang("convert --lang zh --frob");
    expect_in(wrong->err, "未知选项 --frob");
  }
  g_unsetenv("LC_ALL");
  g_unsetenv("LANGUAGE");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/messages/tr", test_tr);
  g_test_add_func("/messages/said", test_said);
  g_test_add_func("/messages/broken", test_broken);
  g_test_add_func("/messages/environment", test_environment);
  return g_test_run();
}
