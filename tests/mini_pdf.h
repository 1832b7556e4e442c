/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDFs written by hand, for tests that must know exactly what a page draws.
 *
 * A page of 400 x 300 points has these fonts: /F1 Helvetica, whose digits are
 * 0.556 and whose space is 0.278 font sizes wide; /C1 a CID font, every glyph as
 * wide as its size, whose two-byte codes mean what the test's ToUnicode map says;
 * /D1 a simple font whose codes A B C are named /one /two /three. /I1 is a picture.
 */
#pragma once

#include "ingest/pdf.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MINI_WIDTH 400.0
#define MINI_HEIGHT 300.0

typedef struct {
  const char *page;      /* further entries of the page, e.g. "/Rotate 90" */
  const char *content;   /* of the page */
  const char *unicode;   /* lines of a bfchar map for /C1, "<0001> <4E00>\n"; NULL: no map */
  const char *unicode_d; /* the same for /D1, with one-byte codes */
  const char *content2;  /* of a second page; NULL: there is none */
  gboolean downwards;    /* /C1 is written from top to bottom */
} MiniPdf;

static inline void mini_object(GString *pdf, GArray *offsets, const char *body)
{
  g_array_append_val(offsets, pdf->len);
  g_string_append_printf(pdf, "%u 0 obj\n%s\nendobj\n", offsets->len, body);
}

static inline void mini_stream(GString *pdf, GArray *offsets, const char *entries, const char *data)
{
  g_autofree char *body =
      g_strdup_printf("<< %s /Length %zu >>\nstream\n%s\nendstream", entries, strlen(data), data);
  mini_object(pdf, offsets, body);
}

static inline void mini_cmap(GString *pdf, GArray *offsets, const char *map, const char *range)
{
  guint n = 0;
  for (const char *p = map; p != NULL && *p != '\0'; p++)
    n += *p == '\n';
  g_autofree char *cmap = g_strdup_printf(
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /T def\n"
      "1 begincodespacerange\n%s\nendcodespacerange\n%u beginbfchar\n%sendbfchar\n"
      "endcmap CMapName currentdict /CMap defineresource pop end end",
      range, n, map != NULL ? map : "");
  mini_stream(pdf, offsets, "", cmap);
}

/* Writes the PDF to a temporary file. Caller frees the path, and removes the file. */
static inline char *mini_write(const MiniPdf *m)
{
  GString *pdf = g_string_new("%PDF-1.4\n");
  g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
  const char *resources = "/Resources << /Font << /F1 5 0 R /C1 6 0 R /D1 9 0 R >> "
                          "/XObject << /I1 11 0 R >> /ExtGState << /T << /ca 0 /CA 0 >> >> >>";
  g_autofree char *page = g_strdup_printf(
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s %s %s >>", resources,
      m->page != NULL ? m->page : "",
      m->page != NULL && strstr(m->page, "/MediaBox") != NULL ? "" : "/MediaBox [0 0 400 300]");
  g_autofree char *page2 = g_strdup_printf(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 13 0 R %s >>", resources);
  g_autofree char *cid = g_strdup_printf(
      "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-%s /DescendantFonts [<< "
      "/Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) "
      "/Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 7 0 R >>] %s >>",
      m->downwards ? "V" : "H", m->unicode != NULL ? "/ToUnicode 8 0 R" : "");
  g_autofree char *named = g_strdup_printf(
      "<< /Type /Font /Subtype /Type1 /BaseFont /Named /FirstChar 65 /LastChar 67 /Widths [556 556 "
      "556] /FontDescriptor 7 0 R /Encoding << /Type /Encoding /Differences [65 /one /two /three] "
      ">> %s >>",
      m->unicode_d != NULL ? "/ToUnicode 10 0 R" : "");
  mini_object(pdf, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
  mini_object(pdf, offsets,
              m->content2 != NULL ? "<< /Type /Pages /Kids [3 0 R 12 0 R] /Count 2 >>"
                                  : "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  mini_object(pdf, offsets, page);
  mini_stream(pdf, offsets, "", m->content);
  mini_object(pdf, offsets,
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  mini_object(pdf, offsets, cid);
  mini_object(pdf, offsets,
              "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -120 1000 880] "
              "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>");
  mini_cmap(pdf, offsets, m->unicode, "<0000> <FFFF>");
  mini_object(pdf, offsets, named);
  mini_cmap(pdf, offsets, m->unicode_d, "<00> <FF>");
  mini_stream(pdf, offsets,
              "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace "
              "/DeviceGray /Filter /ASCIIHexDecode",
              "C0D0D0C0>");
  if (m->content2 != NULL) {
    mini_object(pdf, offsets, page2);
    mini_stream(pdf, offsets, "", m->content2);
  }
  gsize start = pdf->len;
  g_string_append_printf(pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf(pdf, "%010zu 00000 n \n", g_array_index(offsets, gsize, i));
  g_string_append_printf(pdf, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                         offsets->len + 1, start);
  char *path = NULL;
  int fd = g_file_open_tmp("guidang-XXXXXX.pdf", &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(write(fd, pdf->str, pdf->len), ==, (gssize)pdf->len);
  close(fd);
  g_string_free(pdf, TRUE);
  return path;
}

/* The PDF as a backend reads it. Caller owns. */
static inline GdSource *mini_read(const MiniPdf *m, const GdPdfBackend *backend)
{
  g_autofree char *path = mini_write(m);
  GdSource *source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  gboolean ok = gd_pdf_read(source, backend, NULL, &error);
  g_unlink(path);
  g_assert_no_error(error);
  g_assert_true(ok);
  g_assert_cmpuint(source->pages->len, ==, m->content2 != NULL ? 2 : 1);
  return source;
}

static inline const GdPage *mini_page(const GdSource *source)
{
  return source->pages->pdata[0];
}

/* The word with that text, NULL if there is none; fails if there are two. */
static inline const GdWord *mini_word(const GdPage *page, const char *text)
{
  const GdWord *found = NULL;
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    if (strcmp(word->text, text) != 0)
      continue;
    g_assert_null(found);
    found = word;
  }
  return found;
}

#define assert_near(a, b, within) g_assert_cmpfloat(fabs((a) - (b)), <=, within)

/* The backends of this build; the first one is the better. */
static inline guint mini_backends(const GdPdfBackend **backends)
{
  backends[0] = gd_pdf_backend();
  backends[1] = &gd_pdf_glib;
  return backends[0] == backends[1] ? 1 : 2;
}

/* TRUE if strokes and the order of drawing are seen. */
static inline gboolean mini_sees_order(const GdPdfBackend *backend)
{
  return backend != &gd_pdf_glib;
}
