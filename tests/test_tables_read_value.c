/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/read_value: one row for each text, with all that must be read from it.
 */
#include "tables/read_value.h"

#include <string.h>

typedef struct {
  GdLeafType type;
  const char *text;
  GdReadingKind kind;
  const char *number; /* NULL: none */
  const char *unit;   /* NULL: none */
} Row;

#define COUNT GD_TYPE_COUNT
#define SIGNED GD_TYPE_SIGNED
#define DECIMAL GD_TYPE_DECIMAL
#define EMPTY GD_READING_EMPTY
#define MARK GD_READING_MARK
#define NUMBER GD_READING_NUMBER
#define DOUBT GD_READING_DOUBT

static const Row plain[] = {
    {COUNT, "0", NUMBER, "0", NULL},
    {COUNT, "7", NUMBER, "7", NULL},
    {COUNT, "1234567", NUMBER, "1234567", NULL},
    {COUNT, " 12 ", NUMBER, "12", NULL},
    {COUNT,
     "\xE3\x80\x80"
     "12\xC2\xA0\t",
     NUMBER, "12", NULL},
    {COUNT, "１２", NUMBER, "12", NULL},
    {COUNT, "1２3", NUMBER, "123", NULL},
    {DECIMAL, "288.829", NUMBER, "288.829", NULL},
    {DECIMAL, "２８８．８２９", NUMBER, "288.829", NULL},
    {DECIMAL, "5.00", NUMBER, "5.00", NULL},
    {DECIMAL, "0.5", NUMBER, "0.5", NULL},
    {DECIMAL, "0", NUMBER, "0", NULL},
    {DECIMAL, "12", NUMBER, "12", NULL},
    {COUNT, "999999999999999", NUMBER, "999999999999999", NULL},
    {COUNT, "9999999999999999", DOUBT, NULL, NULL},
    {DECIMAL, "0.1234567891", DOUBT, NULL, NULL},
};

static const Row none[] = {
    {COUNT, "", EMPTY, NULL, NULL},
    {COUNT, " \t", EMPTY, NULL, NULL},
    {COUNT, "\xE3\x80\x80", EMPTY, NULL, NULL},
    {COUNT, "-", MARK, NULL, NULL},
    {COUNT, "--", MARK, NULL, NULL},
    {COUNT, "—", MARK, NULL, NULL},
    {COUNT, "——", MARK, NULL, NULL},
    {COUNT, "–", MARK, NULL, NULL},
    {COUNT, "－", MARK, NULL, NULL},
    {COUNT, "─", MARK, NULL, NULL},
    {COUNT, "−", MARK, NULL, NULL},
    {COUNT, "/", MARK, NULL, NULL},
    {COUNT, "／", MARK, NULL, NULL},
    {COUNT, "\\", MARK, NULL, NULL},
    {COUNT, "无", MARK, NULL, NULL},
    {COUNT, " 无 ", MARK, NULL, NULL},
    {SIGNED, "-", MARK, NULL, NULL},
    {DECIMAL, "—", MARK, NULL, NULL},
    {SIGNED, "+", DOUBT, NULL, NULL},
    {COUNT, "无。", DOUBT, NULL, NULL},
    {COUNT, "未发生", DOUBT, NULL, NULL},
    {COUNT, "...", DOUBT, NULL, NULL},
    {COUNT, ".", DOUBT, NULL, NULL},
    {COUNT, "零", DOUBT, NULL, NULL},
    {COUNT, "O", DOUBT, NULL, NULL},
    {COUNT, "〇", DOUBT, NULL, NULL},
    {COUNT, "○", DOUBT, NULL, NULL},
    {COUNT, "三", DOUBT, NULL, NULL},
    {COUNT, "#REF!", DOUBT, NULL, NULL},
};

static const Row signs[] = {
    {SIGNED, "+8", NUMBER, "8", NULL},   {SIGNED, "-3", NUMBER, "-3", NULL},
    {SIGNED, "＋8", NUMBER, "8", NULL},  {SIGNED, "－3", NUMBER, "-3", NULL},
    {SIGNED, "−3", NUMBER, "-3", NULL},  {SIGNED, "—3", NUMBER, "-3", NULL},
    {SIGNED, "- 3", NUMBER, "-3", NULL}, {SIGNED, "8", NUMBER, "8", NULL},
    {SIGNED, "-0", NUMBER, "0", NULL},   {SIGNED, "+-3", DOUBT, "3", NULL},
    {SIGNED, "--3", DOUBT, "3", NULL},   {SIGNED, "3-", DOUBT, "3", NULL},
    {SIGNED, "±3", DOUBT, "3", NULL},    {SIGNED, "减3", DOUBT, "3", NULL},
    {SIGNED, "↑3", DOUBT, "3", NULL},    {SIGNED, "+8/-3", DOUBT, NULL, NULL},
    {COUNT, "+8", DOUBT, "8", NULL},     {COUNT, "-3", DOUBT, "-3", NULL},
    {COUNT, "－3", DOUBT, "-3", NULL},   {DECIMAL, "-3.5", DOUBT, "-3.5", NULL},
    {SIGNED, "1.5", DOUBT, "1.5", NULL}, {SIGNED, "-007", DOUBT, "-7", NULL},
};

static const Row separators[] = {
    {COUNT, "1,234", NUMBER, "1234", NULL},      {COUNT, "12,345,678", NUMBER, "12345678", NULL},
    {COUNT, "1，234", NUMBER, "1234", NULL},     {DECIMAL, "1,234.50", NUMBER, "1234.50", NULL},
    {COUNT, "1,23", DOUBT, "123", NULL},         {COUNT, "1,2345", DOUBT, "12345", NULL},
    {COUNT, "1234,567", DOUBT, "1234567", NULL}, {COUNT, "12,34,567", DOUBT, "1234567", NULL},
    {COUNT, "0,123", DOUBT, "123", NULL},        {COUNT, ",123", DOUBT, "123", NULL},
    {COUNT, "1,234,", DOUBT, NULL, NULL},        {COUNT, "1,,234", DOUBT, NULL, NULL},
    {COUNT, "1, 234", DOUBT, NULL, NULL},        {COUNT, "1 234", DOUBT, NULL, NULL},
    {COUNT, "1、234", DOUBT, NULL, NULL},        {COUNT, "1'234", DOUBT, NULL, NULL},
    {COUNT, "1.234", DOUBT, "1.234", NULL},      {DECIMAL, "1.234,5", DOUBT, NULL, NULL},
    {DECIMAL, "1,234.5,6", DOUBT, NULL, NULL},   {DECIMAL, "1.2.3", DOUBT, NULL, NULL},
    {DECIMAL, "12.", DOUBT, "12", NULL},         {DECIMAL, ".5", DOUBT, "5", NULL},
    {DECIMAL, "12。5", DOUBT, NULL, NULL},       {DECIMAL, "12·5", DOUBT, NULL, NULL},
    {DECIMAL, "1 .5", DOUBT, NULL, NULL},
};

static const Row zeros[] = {
    {COUNT, "00", DOUBT, "0", NULL},      {COUNT, "007", DOUBT, "7", NULL},
    {COUNT, "０１", DOUBT, "1", NULL},    {DECIMAL, "00.5", DOUBT, "0.5", NULL},
    {COUNT, "1.5", DOUBT, "1.5", NULL},   {COUNT, "12.0", DOUBT, "12.0", NULL},
    {COUNT, "3.0件", DOUBT, "3.0", "件"}, {COUNT, "1e3", DOUBT, NULL, NULL},
    {COUNT, "0x10", DOUBT, NULL, NULL},   {COUNT, "12%", DOUBT, "12", NULL},
};

static const Row units[] = {
    {COUNT, "12件", NUMBER, "12", "件"},
    {COUNT, "12 件", NUMBER, "12", "件"},
    {COUNT, "１２件", NUMBER, "12", "件"},
    {COUNT, "12件（其中修订3件）", NUMBER, "12", "件"},
    {DECIMAL, "288.829万元", NUMBER, "288.829", "万元"},
    {DECIMAL, "288.829萬元", NUMBER, "288.829", "万元"},
    {DECIMAL, "5000元", NUMBER, "5000", "元"},
    {DECIMAL, "1,234.5 万元", NUMBER, "1234.5", "万元"},
    {COUNT, "12万", DOUBT, "12", NULL},
    {COUNT, "12条", DOUBT, "12", NULL},
    {COUNT, "件", DOUBT, NULL, NULL},
    {COUNT, "件12", DOUBT, "12", NULL},
    {COUNT, "12件件", DOUBT, "12", NULL},
    {COUNT, "12件3", DOUBT, NULL, NULL},
    {DECIMAL, "12亿元", DOUBT, "12", NULL},
    {DECIMAL, "12美元", DOUBT, "12", NULL},
    {DECIMAL, "3万5000元", DOUBT, NULL, NULL},
};

static const Row notes[] = {
    {COUNT, "22（其中修订16件）", NUMBER, "22", NULL},
    {COUNT, "22(其中修订16件)", NUMBER, "22", NULL},
    {COUNT, "22 （含废止）", NUMBER, "22", NULL},
    {COUNT, "22〔含废止〕", NUMBER, "22", NULL},
    {COUNT, "22（其中修订16件", DOUBT, NULL, NULL},
    {COUNT, "22其中修订16件）", DOUBT, NULL, NULL},
    {COUNT, "（其中修订16件）", DOUBT, "16", NULL},
    {COUNT, "（其中修订16件）22", DOUBT, NULL, NULL},
    {COUNT, "12(5)", DOUBT, NULL, NULL},
    {COUNT, "12（5）", DOUBT, NULL, NULL},
    {COUNT, "12（）", DOUBT, "12", NULL},
    {COUNT, "(12)", DOUBT, "12", NULL},
    {COUNT, "12*", DOUBT, "12", NULL},
    {COUNT, "注：12", DOUBT, "12", NULL},
};

/* A superscript or a circled note mark is no digit. 12² must not become 122. */
static const Row marked[] = {
    {COUNT, "12²", DOUBT, "12", NULL}, {COUNT, "12①", DOUBT, "12", NULL},
    {COUNT, "①12", DOUBT, "12", NULL}, {COUNT, "12⑴", DOUBT, "12", NULL},
    {COUNT, "1²2", DOUBT, NULL, NULL}, {COUNT, "²", DOUBT, NULL, NULL},
    {COUNT, "①", DOUBT, NULL, NULL},   {COUNT, "½", DOUBT, NULL, NULL},
    {COUNT, "1½", DOUBT, "1", NULL},   {COUNT, "12₂", DOUBT, "12", NULL},
    {COUNT, "Ⅲ", DOUBT, NULL, NULL},   {COUNT, "1Ⅱ", DOUBT, "1", NULL},
    {COUNT, "٣", DOUBT, NULL, NULL},   {COUNT, "1٣", DOUBT, "1", NULL},
    {COUNT, "㈠", DOUBT, NULL, NULL},  {COUNT, "𝟏𝟐", DOUBT, NULL, NULL},
};

static const Row several[] = {
    {COUNT, "3 4", DOUBT, NULL, NULL},
    {COUNT, "3/4", DOUBT, NULL, NULL},
    {COUNT, "3;4", DOUBT, NULL, NULL},
    {COUNT, "3-4", DOUBT, NULL, NULL},
    {COUNT, "3—4", DOUBT, NULL, NULL},
    {COUNT, "3+4", DOUBT, NULL, NULL},
    {COUNT, "3=3", DOUBT, NULL, NULL},
    {COUNT, "3件4件", DOUBT, NULL, NULL},
    {COUNT, "约3", DOUBT, "3", NULL},
    {COUNT, "3余件", DOUBT, "3", NULL},
    {COUNT, "3件以上", DOUBT, "3", NULL},
    {COUNT, "l2", DOUBT, "2", NULL},
    {COUNT, "1O", DOUBT, "1", NULL},
    {COUNT,
     "2\xEF\xBF\xBD"
     "3",
     DOUBT, NULL, NULL},
    {COUNT,
     "12\xE2\x80\x8B"
     "3",
     DOUBT, NULL, NULL},
    {COUNT, "1\xCC\x81", DOUBT, "1", NULL},
};

static void check_rows(const Row *rows, guint n)
{
  const char *counts[] = {"件"}, *money[] = {"元", "万元"};
  for (guint i = 0; i < n; i++) {
    const Row *row = &rows[i];
    gboolean decimal = row->type == DECIMAL;
    g_autoptr(GPtrArray) cell_units = g_ptr_array_new();
    for (guint u = 0; u < (decimal ? 2u : 1u); u++)
      g_ptr_array_add(cell_units, (gpointer)(decimal ? money : counts)[u]);
    GdFormLeaf leaf = {.type = row->type, .cell_units = cell_units};
    GdReading reading = gd_value_read(row->text, &leaf);
    g_autofree char *number = reading.has_number ? gd_number_to_string(reading.number) : NULL;
    GdNumber wanted = {0, 0};
    gboolean same = (row->number != NULL) == reading.has_number;
    if (same && reading.has_number && gd_number_parse(row->number, &wanted))
      same = gd_number_compare(wanted, reading.number) == 0 &&
             wanted.decimals == reading.number.decimals;
    gboolean right = same && reading.kind == row->kind && g_strcmp0(reading.unit, row->unit) == 0 &&
                     (reading.why != NULL) == (row->kind == DOUBT);
    if (!right) {
      g_test_message("\"%s\": kind %d, number %s, unit %s, why %s", row->text, reading.kind,
                     number ? number : "none", reading.unit ? reading.unit : "none",
                     reading.why ? reading.why : "none");
      g_test_fail();
    }
    g_free(reading.unit);
  }
}

#define TEST_ROWS(name)                                                                            \
  static void test_##name(void)                                                                    \
  {                                                                                                \
    check_rows(name, G_N_ELEMENTS(name));                                                          \
  }
TEST_ROWS(plain)
TEST_ROWS(none)
TEST_ROWS(signs)
TEST_ROWS(separators)
TEST_ROWS(zeros)
TEST_ROWS(units)
TEST_ROWS(notes)
TEST_ROWS(marked)
TEST_ROWS(several)

/* A leaf of a form need not name units. */
static void no_units(void)
{
  GdFormLeaf leaf = {.type = COUNT};
  GdReading reading = gd_value_read("12件", &leaf);
  g_assert_cmpint(reading.kind, ==, DOUBT);
  g_assert_null(reading.unit);
}

static void long_texts(void)
{
  GdFormLeaf leaf = {.type = COUNT};
  g_autofree char *digits = g_strnfill(100000, '9');
  g_autofree char *spaces = g_strnfill(100000, ' ');
  g_autofree char *dashes = g_strnfill(100000, '-');
  g_autofree char *zeros_only = g_strnfill(300, '0');
  g_autofree char *note = g_strdup_printf("12（%s）", "含上年结转及本年新收");
  const char *long_ones[] = {digits, spaces, dashes, zeros_only};
  for (guint i = 0; i < G_N_ELEMENTS(long_ones); i++)
    g_assert_cmpint(gd_value_read(long_ones[i], &leaf).kind, ==, DOUBT);
  g_assert_cmpint(gd_value_read(note, &leaf).kind, ==, NUMBER);
}

/* Whatever stands there: a NUMBER is written in digits, all of them, in order. */
static void random_texts(void)
{
  static const char *const pieces[] = {"1", "2",  "0",  "９", "²",  "①", ",", "，", ".", "-", "+",
                                       " ", "件", "（", "）", "无", "/", "x", "—",  "(", ")", "其"};
  GdFormLeaf leaf = {.type = COUNT};
  for (guint round = 0; round < 200000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) digits = g_string_new(NULL);
    gboolean note = FALSE;
    for (gint n = g_test_rand_int_range(0, 9); n > 0; n--) {
      const char *piece = pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))];
      g_string_append(text, piece);
      note |= strchr("(", piece[0]) != NULL || g_str_equal(piece, "（");
      if (!note && g_unichar_isdigit(g_utf8_get_char(piece)))
        g_string_append_c(digits, (char)('0' + g_unichar_digit_value(g_utf8_get_char(piece))));
    }
    GdReading reading = gd_value_read(text->str, &leaf);
    if (reading.kind != NUMBER)
      continue;
    g_autofree char *number = gd_number_to_string(reading.number);
    if (!g_str_equal(number, digits->str)) {
      g_test_message("\"%s\" was read as %s", text->str, number);
      g_test_fail();
      return;
    }
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/read-value/plain", test_plain);
  g_test_add_func("/read-value/none", test_none);
  g_test_add_func("/read-value/signs", test_signs);
  g_test_add_func("/read-value/separators", test_separators);
  g_test_add_func("/read-value/zeros", test_zeros);
  g_test_add_func("/read-value/units", test_units);
  g_test_add_func("/read-value/notes", test_notes);
  g_test_add_func("/read-value/marked", test_marked);
  g_test_add_func("/read-value/several", test_several);
  g_test_add_func("/read-value/no-units", no_units);
  g_test_add_func("/read-value/long", long_texts);
  g_test_add_func("/read-value/random", random_texts);
  return g_test_run();
}
