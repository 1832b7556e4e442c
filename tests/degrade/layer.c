/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/layer.h"

#include "tests/typeset/rng.h"

#define MISREAD 0.04 /* share of characters that are misread, of those that can be */
#define LOST 0.01    /* share of characters that are left out */
#define ODD 0.005    /* share of characters that are read as any other of the page */

/* Pairs that OCR takes for one another. */
static const struct {
  gunichar is, read;
} mistakes[] = {
    {'0', 'O'},
    {'0', '8'},
    {'1', 'l'},
    {'1', '7'},
    {'2', 'Z'},
    {'3', '8'},
    {'4', '1'},
    {'5', 'S'},
    {'6', '8'},
    {'6', '5'},
    {'7', '1'},
    {'8', '3'},
    {'8', '0'},
    {'9', '0'},
    {'9', '6'},
    {'.', ','},
    {'-', '_'},
    {0x4e88, 0x5b50 /* 予 子 */},
    {0x8ba1, 0x8bb0 /* 计 记 */},
    {0x672a, 0x672b /* 未 末 */},
    {0x4e8c, 0x4e09 /* 二 三 */},
    {0x653f, 0x6545 /* 政 故 */},
    {0x5df2, 0x5df1 /* 已 己 */},
    {0x65e5, 0x66f0 /* 日 曰 */},
};

/* What is read for a character; 0: nothing. */
static gunichar misread(gunichar c, const gunichar *text, glong length, TsRng *rng)
{
  double point = ts_rng_real(rng, 0, 1);
  if (point < LOST)
    return 0;
  if (point < LOST + ODD)
    return text[ts_rng_int(rng, 0, length - 1)];
  if (point > LOST + ODD + MISREAD)
    return c;
  guint start = (guint)ts_rng_int(rng, 0, G_N_ELEMENTS(mistakes) - 1);
  for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
    guint k = (start + i) % G_N_ELEMENTS(mistakes);
    if (mistakes[k].is == c)
      return mistakes[k].read;
  }
  return c;
}

/* The text matrix that puts a glyph of one em onto the box, whatever way it is turned. */
static void append_char(GString *out, gunichar c, const PopplerRectangle *box, const DgMatrix *m)
{
  double ox = box->x1, oy = box->y2, rx = box->x2, ry = box->y2, ux = box->x1, uy = box->y1;
  dg_matrix_apply(m, &ox, &oy);
  dg_matrix_apply(m, &rx, &ry);
  dg_matrix_apply(m, &ux, &uy);
  double values[] = {rx - ox, ry - oy, ux - ox, uy - oy, ox, oy};
  for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(number, sizeof number, "%.3f ", values[i]));
  }
  g_string_append_printf(out, "Tm <%04X> Tj\n", c);
}

char *dg_layer_new(PopplerPage *page, const DgParams *params, guint64 seed, guint number,
                   const DgMatrix *to_page)
{
  PopplerRectangle *boxes = NULL;
  guint n = 0;
  g_autofree char *text = poppler_page_get_text(page);
  if (dg_param_is(params, "layer", "none") || text == NULL ||
      !poppler_page_get_text_layout(page, &boxes, &n))
    return NULL;
  g_autofree char *stream = g_strdup_printf("layer %u", number);
  TsRng rng = ts_rng(seed, stream);
  glong length = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &length);
  gboolean errors = dg_param_is(params, "layer", "errors");
  GString *out = g_string_new("BT /F 1 Tf 3 Tr\n");
  for (glong i = 0; i < MIN(length, (glong)n); i++) {
    gunichar c = errors ? misread(chars[i], chars, length, &rng) : chars[i];
    if (c > 32 && c < 0x10000) /* the layer's codes are of two bytes */
      append_char(out, c, &boxes[i], to_page);
  }
  g_string_append(out, "ET\n");
  g_free(boxes);
  return g_string_free(out, FALSE);
}
