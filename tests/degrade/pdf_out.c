/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/pdf_out.h"

#include <string.h>

#include "tests/degrade/encode.h"

#define CATALOG 1 /* numbers of objects that are known before they are written */
#define PAGES 2
#define FONT 3
#define CMAP 4
#define FIRST_FREE 5
#define RANGES 100 /* a CMap takes at most that many at once */

struct DgPdf {
  GByteArray *out;
  GArray *offsets; /* of gsize, by number of object - 1 */
  GString *kids;
  guint n_pages;
};

static void put(DgPdf *pdf, const char *text)
{
  g_byte_array_append(pdf->out, (const guint8 *)text, (guint)strlen(text));
}

static guint new_number(DgPdf *pdf)
{
  gsize none = 0;
  g_array_append_val(pdf->offsets, none);
  return pdf->offsets->len;
}

static void put_object(DgPdf *pdf, guint number, const char *body)
{
  g_array_index(pdf->offsets, gsize, number - 1) = pdf->out->len;
  g_autofree char *text = g_strdup_printf("%u 0 obj\n%s\nendobj\n", number, body);
  put(pdf, text);
}

static void put_stream(DgPdf *pdf, guint number, const char *entries, const void *data, gsize size)
{
  g_array_index(pdf->offsets, gsize, number - 1) = pdf->out->len;
  g_autofree char *head =
      g_strdup_printf("%u 0 obj\n<< %s /Length %zu >>\nstream\n", number, entries, size);
  put(pdf, head);
  g_byte_array_append(pdf->out, data, (guint)size);
  put(pdf, "\nendstream\nendobj\n");
}

DgPdf *dg_pdf_new(void)
{
  DgPdf *pdf = g_new0(DgPdf, 1);
  pdf->out = g_byte_array_new();
  pdf->offsets = g_array_new(FALSE, TRUE, sizeof(gsize));
  pdf->kids = g_string_new(NULL);
  g_array_set_size(pdf->offsets, FIRST_FREE - 1);
  put(pdf, "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n");
  return pdf;
}

void dg_pdf_free(DgPdf *pdf)
{
  if (pdf == NULL)
    return;
  if (pdf->out != NULL)
    g_byte_array_unref(pdf->out);
  g_array_unref(pdf->offsets);
  g_string_free(pdf->kids, TRUE);
  g_free(pdf);
}

static void append_real(GString *text, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(text, g_ascii_formatd(number, sizeof number, "%.4f ", value));
}

/* The piece's place: the unit square onto it, y up. */
static void append_place(GString *content, const DgPdfPage *page, const DgPiece *piece)
{
  double sx = page->width / page->picture_width, sy = page->height / page->picture_height;
  append_real(content, piece->width * sx);
  g_string_append(content, "0 0 ");
  append_real(content, piece->height * sy);
  append_real(content, piece->x * sx);
  append_real(content, page->height - (piece->y + piece->height) * sy);
  g_string_append(content, "cm ");
}

void dg_pdf_add(DgPdf *pdf, const DgPdfPage *page)
{
  g_autoptr(GString) content = g_string_new(NULL), names = g_string_new(NULL);
  if (page->layer != NULL && page->layer_under)
    g_string_append(content, page->layer);
  for (guint i = 0; i < page->pieces->len; i++) {
    const DgPiece *piece = page->pieces->pdata[i];
    g_autofree char *entries =
        g_strdup_printf("/Type /XObject /Subtype /Image /Width %u /Height %u %s", piece->width,
                        piece->height, piece->entries);
    gsize size;
    const void *data = g_bytes_get_data(piece->data, &size);
    guint number = new_number(pdf);
    put_stream(pdf, number, entries, data, size);
    g_string_append(content, "q ");
    append_place(content, page, piece);
    g_string_append_printf(content, "/I%u Do Q\n", i);
    g_string_append_printf(names, "/I%u %u 0 R ", i, number);
  }
  if (page->layer != NULL && !page->layer_under)
    g_string_append(content, page->layer);
  guint stream = new_number(pdf), number = new_number(pdf);
  put_stream(pdf, stream, "", content->str, content->len);
  g_autoptr(GString) body = g_string_new(NULL);
  g_string_printf(body,
                  "<< /Type /Page /Parent %u 0 R /Contents %u 0 R /Rotate %u /Resources << "
                  "/Font << /F %u 0 R >> /XObject << %s>> >> /MediaBox [0 0 ",
                  PAGES, stream, page->rotate, FONT, names->str);
  append_real(body, page->width);
  append_real(body, page->height);
  g_string_append(body, "] >>");
  put_object(pdf, number, body->str);
  g_string_append_printf(pdf->kids, "%u 0 R ", number);
  pdf->n_pages++;
}

/* A font without glyphs whose codes are UTF-16. */
static void put_font(DgPdf *pdf)
{
  g_autofree char *font = g_strdup_printf(
      "<< /Type /Font /Subtype /Type0 /BaseFont /Layer /Encoding /Identity-H /ToUnicode %u 0 R "
      "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Layer /CIDSystemInfo << "
      "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type "
      "/FontDescriptor /FontName /Layer /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
      "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>",
      CMAP);
  put_object(pdf, FONT, font);
  g_autoptr(GString) cmap = g_string_new(
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Layer def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  for (guint high = 0; high < 256; high++) {
    if (high % RANGES == 0)
      g_string_append_printf(cmap, "%u beginbfrange\n", MIN(RANGES, 256 - high));
    g_string_append_printf(cmap, "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
    if (high % RANGES == RANGES - 1 || high == 255)
      g_string_append(cmap, "endbfrange\n");
  }
  g_string_append(cmap, "endcmap CMapName currentdict /CMap defineresource pop end end");
  put_stream(pdf, CMAP, "", cmap->str, cmap->len);
}

GBytes *dg_pdf_finish(DgPdf *pdf)
{
  g_autofree char *catalog = g_strdup_printf("<< /Type /Catalog /Pages %u 0 R >>", PAGES);
  put_object(pdf, CATALOG, catalog);
  g_autofree char *pages =
      g_strdup_printf("<< /Type /Pages /Kids [%s] /Count %u >>", pdf->kids->str, pdf->n_pages);
  put_object(pdf, PAGES, pages);
  put_font(pdf);
  gsize start = pdf->out->len;
  g_autoptr(GString) tail = g_string_new(NULL);
  g_string_printf(tail, "xref\n0 %u\n0000000000 65535 f \n", pdf->offsets->len + 1);
  for (guint i = 0; i < pdf->offsets->len; i++)
    g_string_append_printf(tail, "%010zu 00000 n \n", g_array_index(pdf->offsets, gsize, i));
  g_string_append_printf(tail, "trailer\n<< /Size %u /Root %u 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                         pdf->offsets->len + 1, CATALOG, start);
  put(pdf, tail->str);
  return g_byte_array_free_to_bytes(g_steal_pointer(&pdf->out));
}
