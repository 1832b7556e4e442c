/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a text layer is seen and believed. A number that a reader does not see,
 * or that the file may be wrong about, must never come out as trusted text.
 */
#include "mini_pdf.h"

/* Two cells, so that a backend that renders pages looks at the picture. */
#define TWO_CELLS "BT /F1 10 Tf 60 205 Td (12) Tj 100 0 Td (34) Tj ET\n"

/* One of the words "777" of content: hidden or not; and whether it is unreadable. */
static void check_777(const GdPdfBackend *backend, const char *content, gboolean hidden,
                      gboolean unreadable)
{
  g_autofree char *whole = g_strconcat(TWO_CELLS, content, NULL);
  g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = whole}, backend);
  const GdWord *word = mini_word(mini_page(source), "777");
  g_test_message("%s: %s", backend->name, content);
  g_assert_nonnull(word);
  g_assert_cmpint(word->source, ==, hidden ? GD_SOURCE_HIDDEN : GD_SOURCE_TEXT_LAYER);
  g_assert_cmpint(word->unreadable, ==, unreadable);
  const GdWord *other = mini_word(mini_page(source), "12");
  g_assert_cmpint(other->source, ==, GD_SOURCE_TEXT_LAYER);
  g_assert_false(other->unreadable);
}

#define TEXT "BT /F1 10 Tf 60 105 Td (777) Tj ET\n"

static void test_seen(void)
{
  const GdPdfBackend *backends[2];
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    check_777(backends[i], TEXT, FALSE, FALSE);
    check_777(backends[i], "0.4 g " TEXT, FALSE, FALSE);
    check_777(backends[i], "0 g 50 90 100 40 re f 1 g " TEXT, FALSE, FALSE); /* white on black */
    check_777(backends[i], "0.9 g 50 90 100 40 re f 0 g " TEXT, FALSE, FALSE);
    check_777(backends[i], TEXT "0.5 w 50 103 m 150 103 l S\n", FALSE, FALSE); /* underlined */
  }
}

static void test_unseen(void)
{
  const GdPdfBackend *backends[2];
  const char *unseen[] = {
      "BT 3 Tr /F1 10 Tf 60 105 Td (777) Tj ET\n", /* invisible */
      "q /T gs " TEXT "Q\n",                       /* transparent */
      "q 1 g " TEXT "Q\n",                         /* white on white */
      "0 g 50 90 100 40 re f " TEXT,               /* black on black */
      TEXT "1 g 50 90 100 40 re f 0 g\n",          /* covered in white */
      TEXT "0 g 50 90 100 40 re f\n",              /* blacked out */
      TEXT "0 g 59 104.5 20 8.5 re f\n",           /* blacked out, just */
      "q 200 0 100 100 re W n " TEXT "Q\n",        /* clipped away */
  };
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(unseen); k++)
      if (mini_sees_order(backends[i]) || strstr(unseen[k], "W n") == NULL)
        check_777(backends[i], unseen[k], TRUE, FALSE);
}

/* What only the better backend tells. */
static void test_order(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell the order of drawing");
    return;
  }
  const GdPdfBackend *b = gd_pdf_backend();
  check_777(b, "q 100 0 0 40 50 90 cm /I1 Do Q " TEXT, FALSE, FALSE); /* on a picture */
  check_777(b, TEXT "q 100 0 0 40 50 90 cm /I1 Do Q\n", TRUE, FALSE); /* under it */
  check_777(b, TEXT "1 g 50 104 100 4 re f 0 g\n", FALSE, TRUE);      /* covered in part */
}

/* A number that is struck out says nothing. */
static void test_struck_out(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell lines");
    return;
  }
  const GdPdfBackend *b = gd_pdf_backend();
  check_777(b, TEXT "0.5 w 50 108 m 150 108 l S\n", FALSE, TRUE);    /* a line */
  check_777(b, TEXT "60 108 18 1 re f\n", FALSE, TRUE);              /* a thin area */
  check_777(b, "0.5 w 50 108 m 150 108 l S\n" TEXT, FALSE, TRUE);    /* beneath it */
  check_777(b, TEXT "0.5 w 60 104 m 77 113 l S\n", FALSE, TRUE);     /* slanted */
  check_777(b, TEXT "0.5 w 30 108 m 59 108 l S\n", FALSE, FALSE);    /* beside it */
  check_777(b, TEXT "0.5 w 50 115 m 150 115 l S\n", FALSE, FALSE);   /* above it */
  check_777(b, "1 G 50 108 m 150 108 l S 0 G\n" TEXT, FALSE, FALSE); /* unseen */
}

/* What is left of a number says nothing. */
static void test_parts(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell the order of drawing");
    return;
  }
  const GdPdfBackend *b = gd_pdf_backend();
#define LONGER "BT /F1 10 Tf 60 105 Td (7771) Tj ET\n"
  check_777(b, "q 50 90 26.7 40 re W n " LONGER "Q\n", FALSE, TRUE); /* its end is clipped */
  check_777(b, LONGER "1 g 76.7 90 30 40 re f 0 g\n", FALSE, TRUE);  /* covered */
  check_777(b, TEXT "1 g 76.7 90 30 40 re f 0 g\n", FALSE, FALSE);   /* nothing under it */
  check_777(b, "q 50 107 90 3 re W n " TEXT "Q\n", FALSE, TRUE);     /* a strip of it */
  check_777(b, "q 50 104 90 9 re W n " TEXT "Q\n", FALSE, FALSE);    /* all of its ink */
  check_777(b, "1 g BT /F1 10 Tf 61 104 Td (77) Tj ET 0 g " TEXT, FALSE, FALSE);
}

/* White text on what is known by its box alone may be seen or not. */
static void test_unsure(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell the order of drawing");
    return;
  }
  const GdPdfBackend *b = gd_pdf_backend();
#define ROUNDED "50 90 m 150 90 l 160 110 150 130 150 130 c 50 130 l f "
  check_777(b, "0 0 1 rg " ROUNDED "1 g " TEXT, FALSE, TRUE);
  check_777(b, "0.9 g " ROUNDED "0 g " TEXT, FALSE, FALSE);
  check_777(b, "1 g 0 G 2 Tr 0.3 w " TEXT, FALSE, FALSE); /* outlined */
}

/* A word by its text, which must be unreadable in the better backend. */
static void check_suspect(const MiniPdf *pdf, const char *text)
{
  g_autoptr(GdSource) source = mini_read(pdf, gd_pdf_backend());
  const GdWord *word = mini_word(mini_page(source), text);
  g_assert_nonnull(word);
  g_assert_true(word->unreadable);
}

static void test_unreadable(void)
{
  const GdPdfBackend *backends[2];
  const char *maps[] = {"<0001> <E123>\n", "<0001> <FFFD>\n", "<0001> <0007>\n", NULL};
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(maps) - 1; k++) {
      g_autoptr(GdSource) source =
          mini_read(&(MiniPdf){.content = TWO_CELLS "BT /C1 10 Tf 60 105 Td <0001> Tj ET\n",
                               .unicode = maps[k]},
                    backends[i]);
      const GdPage *page = mini_page(source);
      guint bad = 0;
      for (guint w = 0; w < page->words->len; w++)
        bad += ((const GdWord *)page->words->pdata[w])->unreadable;
      g_test_message("%s: %s", backends[i]->name, maps[k]);
      if (mini_sees_order(backends[i]) || page->words->len > 2)
        g_assert_cmpuint(bad, ==, 1);
    }
}

/* A font whose codes have no meaning: no map, or a map without this code. */
static void test_no_map(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell fonts apart");
    return;
  }
  const char *content = "BT /C1 10 Tf 60 105 Td <003100320033003400350036> Tj ET\n";
  g_autoptr(GdSource) without = mini_read(&(MiniPdf){.content = content}, gd_pdf_backend());
  g_assert_false(mini_page(without)->readable);
  g_autoptr(GdSource) other =
      mini_read(&(MiniPdf){.content = content, .unicode = "<0001> <4E00>\n"}, gd_pdf_backend());
  g_assert_false(mini_page(other)->readable);
}

/* Digits that a font contradicts. */
static void test_digits(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell fonts apart");
    return;
  }
  /* named /one, said to be 7 */
  check_suspect(
      &(MiniPdf){.content = "BT /D1 10 Tf 60 105 Td (A) Tj ET\n", .unicode_d = "<41> <0037>\n"},
      "7");
  /* two glyphs of one font that both claim to be 1 */
  check_suspect(&(MiniPdf){.content = "BT /C1 10 Tf 60 105 Td <0001> Tj 90 0 Td <00020003> Tj ET\n",
                           .unicode = "<0001> <0031>\n<0002> <0031>\n<0003> <0032>\n"},
                "12");
  /* the same, found on the second page only */
  check_suspect(&(MiniPdf){.content = "BT /C1 10 Tf 60 105 Td <0001> Tj ET\n",
                           .content2 = "BT /C1 10 Tf 60 105 Td <0002> Tj ET\n",
                           .unicode = "<0001> <0031>\n<0002> <0031>\n"},
                "1");
}

/* A glyph that claims to be a space, but may be a digit. */
static void test_false_space(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("poppler-glib does not tell fonts apart");
    return;
  }
  /* /C1 at half its width; 0x20 is its space, 0x14 the false one */
  static const struct {
    const char *as, *words;
  } cases[] = {{"0020", "1\uFFFD2"},
               {"00A0", "1\uFFFD2"},
               {"200B", "1\uFFFD2"},
               {"FEFF", "1\uFFFD2"},
               {"0009", "1\uFFFD2"}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *map =
        g_strdup_printf("<0001> <0031>\n<0002> <0032>\n<0020> <0020>\n<0014> <%s>\n", cases[i].as);
    check_suspect(&(MiniPdf){.content = "BT /C1 10 Tf 50 Tz 60 105 Td <000100140002> Tj ET\n"
                                        "BT /C1 10 Tf 50 Tz 60 55 Td <0020> Tj ET\n",
                             .unicode = map},
                  cases[i].words);
  }
  g_autoptr(GdSource) source =
      mini_read(&(MiniPdf){.content = "BT /C1 10 Tf 50 Tz 60 105 Td <000100200002> Tj ET\n",
                           .unicode = "<0001> <0031>\n<0002> <0032>\n<0020> <0020>\n"},
                gd_pdf_backend());
  g_assert_false(mini_word(mini_page(source), "1")->unreadable);
}

static void test_agreeing_digits(void)
{
  const GdPdfBackend *backends[2];
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source =
        mini_read(&(MiniPdf){.content = "BT /D1 10 Tf 60 105 Td (ABC) Tj ET\n"
                                        "BT /C1 10 Tf 60 55 Td <000100010002> Tj ET\n",
                             .unicode = "<0001> <0034>\n<0002> <0035>\n"},
                  backends[i]);
    const GdWord *named = mini_word(mini_page(source), "123");
    const GdWord *mapped = mini_word(mini_page(source), "445");
    g_assert_nonnull(named);
    g_assert_nonnull(mapped);
    g_assert_false(named->unreadable);
    g_assert_false(mapped->unreadable);
  }
}

/* A page of the characters of text, in /C1. */
static GdSource *page_of(const char *text, const GdPdfBackend *backend)
{
  g_autoptr(GString) map = g_string_new(NULL);
  g_autoptr(GString) codes = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_utf8_strchr(text, p - text, c) == NULL)
      g_string_append_printf(map, "<%04X> <%04X>\n", c ^ 0x1111, c);
    g_string_append_printf(codes, "%04X", c ^ 0x1111);
  }
  g_autofree char *content = g_strdup_printf("BT /C1 8 Tf 20 105 Td <%s> Tj ET\n", codes->str);
  return mini_read(&(MiniPdf){.content = content, .unicode = map->str}, backend);
}

static void test_plausible(void)
{
  const GdPdfBackend *backends[2];
  static const struct {
    const char *text;
    gboolean readable;
  } cases[] = {
      {"本年度收到公民提出的申请若干件，均已按时答复，未发生复议与诉讼。", TRUE},
      {"本機關於一百零九年度受理申請案件，均依規定期限內答覆，並無逾期情形。", TRUE},
      {"燚犇骉羴猋鱻麤龘靐齉齾爩鱺黌虋讟钃鸜麷鞻韽韾頀飝馫", FALSE}, /* nobody writes so */
      {"ÕþÎñ¹«¿ªÄê¶È±¨¸æÐÅÏ¢Ãñ¹ú·¨ÔÚÐÐ", FALSE},                     /* GBK read as Latin-1 */
      {"The quick brown fox jumps over a dog.", TRUE},
      {"12 34 56 78 90 (12) 3.5% 1,234 -5 +8 0 0 0 0", TRUE},
      {"Qu'il fût élevé à Paris; l'été, déjà!", TRUE},
  };
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
      g_autoptr(GdSource) source = page_of(cases[k].text, backends[i]);
      const GdPage *page = mini_page(source);
      g_test_message("%s: %s: %s", backends[i]->name, cases[k].text, page->reason);
      g_assert_cmpint(page->readable, ==, cases[k].readable);
    }
}

/* A cell that holds ink nobody can read is not empty. */
static void test_ink(void)
{
  if (!mini_sees_order(gd_pdf_backend())) {
    g_test_skip("a render does not tell ink from text");
    return;
  }
  const char *cell = "0.5 w 50 90 100 40 re S 50 190 300 40 re S\n" TWO_CELLS;
  const char *ink[] = {
      "60 100 m 66 108 l 62 110 l 60 108 l f\n", /* an outline of a digit */
      "q 12 0 0 10 60 100 cm /I1 Do Q\n",        /* a picture of one */
      "60 100 m 66 110 l S\n",                   /* a stroke */
      "BT 3 Tr /F1 10 Tf 60 102 Td (9) Tj ET 0 Tr q 12 0 0 10 60 100 cm /I1 Do Q\n", /* OCR under */
  };
  for (guint i = 0; i < G_N_ELEMENTS(ink); i++) {
    g_autofree char *content = g_strconcat(cell, ink[i], NULL);
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, gd_pdf_backend());
    const GdPage *page = mini_page(source);
    const GdWord *word = mini_word(page, "\uFFFD");
    g_assert_nonnull(word);
    g_assert_true(word->unreadable);
    g_assert_cmpint(word->source, ==, GD_SOURCE_TEXT_LAYER);
    assert_near(word->box.x0, 60, 0.1);
  }
  g_autofree char *outside = g_strconcat(cell, "q 12 0 0 10 260 50 cm /I1 Do Q\n", NULL);
  g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = outside}, gd_pdf_backend());
  g_assert_cmpuint(mini_page(source)->words->len, ==, 2);
}

/* Words that hold text, which are all unreadable, uneven or neither. */
static void check_words(const GdPdfBackend *backend, const char *content, const char *text,
                        gboolean unreadable, gboolean uneven)
{
  g_autofree char *whole = g_strconcat(TWO_CELLS, content, NULL);
  g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = whole}, backend);
  const GdPage *page = mini_page(source);
  guint found = 0;
  g_test_message("%s: %s", backend->name, content);
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    if (strpbrk(word->text, text) == NULL)
      continue;
    found++;
    g_assert_cmpint(word->unreadable, ==, unreadable);
    g_assert_cmpint(word->uneven, ==, uneven);
  }
  g_assert_cmpuint(found, >, 0);
}

/* Digits that are not set side by side as those of one number are. */
static void test_odd_numbers(void)
{
  const GdPdfBackend *backends[2];
  const char *cut = "0.5 w 50 90 100 60 re S 71.3 90 m 71.3 150 l S ";
  g_autofree char *through = g_strconcat(cut, "BT /F1 10 Tf 60 105 Td (7777) Tj ET\n", NULL);
  g_autofree char *beside =
      g_strconcat(cut, "BT /F1 10 Tf 58 105 Td (77) Tj 18 0 Td (77) Tj ET\n", NULL);
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    check_words(backends[i], through, "7", TRUE, FALSE);
    check_words(backends[i], beside, "7", FALSE, FALSE);
    check_words(backends[i], "BT /F1 10 Tf 60 105 Td (7) Tj /F1 8.7 Tf 5.56 1 Td (8) Tj ET\n", "78",
                FALSE, TRUE);
    check_words(backends[i], "BT /F1 10 Tf 60 105 Td (78) Tj ET\n", "78", FALSE, FALSE);
  }
  if (mini_sees_order(backends[0]))
    check_words(backends[0], "BT /F1 10 Tf 60 105 Td (7) Tj 2.8 0 Td (8) Tj ET\n", "78", TRUE,
                FALSE);
}

/* Text of a note is part of what the page shows: it is read, or the page is not. */
static void test_note(void)
{
  const GdPdfBackend *backends[2];
  MiniPdf pdf = {
      .page = "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [50 90 150 110] /DA (/F1 10 "
              "Tf 0 g) /Contents (99) /F 4 >>]",
      .content = TWO_CELLS};
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&pdf, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_true(!page->readable || mini_word(page, "99") != NULL);
    g_assert_true(page->readable == mini_sees_order(backends[i]));
  }
}

/* Where the library loses its way, text may be missing. */
static void test_errors(void)
{
  const GdPdfBackend *backends[2];
  const char *broken[] = {
      TWO_CELLS "BT /F99 10 Tf 60 105 Td (777) Tj ET\n", /* no such font */
      TWO_CELLS "/X99 Do\n",                             /* no such form */
      TWO_CELLS "BT /F1 10 Tf 60 105 Td (777\n",         /* cut off */
  };
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(broken); k++) {
      g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = broken[k]}, backends[i]);
      g_test_message("%s: %s: %s", backends[i]->name, broken[k], mini_page(source)->reason);
      g_assert_false(mini_page(source)->readable);
    }
}

static void test_page_kinds(void)
{
  const GdPdfBackend *backends[2];
  static const struct {
    const char *content;
    GdPageKind kind;
    gboolean readable;
  } cases[] = {
      {"q 400 0 0 300 0 0 cm /I1 Do Q\n", GD_PAGE_SCAN, FALSE},
      {"q 400 0 0 300 0 0 cm /I1 Do Q BT 3 Tr /F1 10 Tf 60 205 Td (some text that somebody else "
       "read from the picture) Tj ET\n",
       GD_PAGE_SCAN, FALSE},
      {"q 200 0 0 100 0 0 cm /I1 Do Q " TWO_CELLS, GD_PAGE_MIXED, TRUE},
      {"q 20 0 0 20 0 0 cm /I1 Do Q " TWO_CELLS, GD_PAGE_TEXT_LAYER, TRUE},
      {TWO_CELLS, GD_PAGE_TEXT_LAYER, TRUE},
      {"", GD_PAGE_TEXT_LAYER, TRUE},
  };
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
      g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = cases[k].content}, backends[i]);
      const GdPage *page = mini_page(source);
      g_test_message("%s: %s: %s", backends[i]->name, cases[k].content, page->reason);
      g_assert_cmpint(page->kind, ==, cases[k].kind);
      g_assert_cmpint(page->readable, ==, cases[k].readable);
    }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/trust/seen", test_seen);
  g_test_add_func("/trust/unseen", test_unseen);
  g_test_add_func("/trust/order", test_order);
  g_test_add_func("/trust/struck-out", test_struck_out);
  g_test_add_func("/trust/parts", test_parts);
  g_test_add_func("/trust/unsure", test_unsure);
  g_test_add_func("/trust/unreadable", test_unreadable);
  g_test_add_func("/trust/no-map", test_no_map);
  g_test_add_func("/trust/digits", test_digits);
  g_test_add_func("/trust/false-space", test_false_space);
  g_test_add_func("/trust/agreeing-digits", test_agreeing_digits);
  g_test_add_func("/trust/plausible", test_plausible);
  g_test_add_func("/trust/ink", test_ink);
  g_test_add_func("/trust/odd-numbers", test_odd_numbers);
  g_test_add_func("/trust/note", test_note);
  g_test_add_func("/trust/errors", test_errors);
  g_test_add_func("/trust/page-kinds", test_page_kinds);
  return g_test_run();
}
