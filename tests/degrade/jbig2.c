/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page of one immediate generic region, template 0, as scanners write it.
 * Each px is coded by an adaptive arithmetic coder in the context of 16 px that
 * are known already:
 *
 *      . a a a a a .        the order of the context's bits is free, since no
 *      a a a a a a a        typical prediction is used
 *      a a a a X
 *
 * Method: ITU-T T.88, 6.2 (generic regions) and the MQ coder of its Annex E, whose
 * encoder is figures E.3 to E.12.
 */
#include "tests/degrade/encode.h"

#define PAGE_INFORMATION 48 /* segment types, T.88, 7.3 */
#define IMMEDIATE_REGION 38
#define CONTEXTS 65536

typedef struct {
  guint16 qe;
  guint8 more, less; /* next state behind the likelier and the less likely symbol */
  guint8 exchange;
} State;

/* T.88, table E.1. */
static const State states[] = {
    {0x5601, 1, 1, 1},   {0x3401, 2, 6, 0},   {0x1801, 3, 9, 0},   {0x0ac1, 4, 12, 0},
    {0x0521, 5, 29, 0},  {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1},   {0x5401, 8, 14, 0},
    {0x4801, 9, 14, 0},  {0x3801, 10, 14, 0}, {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0},
    {0x1c01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1}, {0x5401, 16, 14, 0},
    {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
    {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0},
    {0x1c01, 25, 22, 0}, {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0},
    {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0}, {0x0ac1, 31, 28, 0}, {0x09c1, 32, 29, 0},
    {0x08a1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0}, {0x02a1, 36, 33, 0},
    {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
    {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0},
    {0x0005, 45, 42, 0}, {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0},
};

/* The names are the standard's. */
typedef struct {
  GByteArray *out; /* the first byte is none of the data's */
  guint32 a, c;
  guint ct;
  guint8 index[CONTEXTS], mps[CONTEXTS];
} Coder;

static void byte_out(Coder *coder)
{
  guint8 *last = &coder->out->data[coder->out->len - 1];
  if (*last != 0xff && coder->c >= 0x8000000) {
    (*last)++; /* a carry */
    coder->c &= *last == 0xff ? 0x7ffffff : 0xffffffff;
  }
  guint shift = *last == 0xff ? 20 : 19; /* a bit is stuffed behind 0xff */
  guint8 byte = (guint8)(coder->c >> shift);
  g_byte_array_append(coder->out, &byte, 1);
  coder->c &= (1u << shift) - 1;
  coder->ct = 27 - shift;
}

static void renormalise(Coder *coder)
{
  do {
    coder->a <<= 1;
    coder->c <<= 1;
    if (--coder->ct == 0)
      byte_out(coder);
  } while ((coder->a & 0x8000) == 0);
}

static void code_bit(Coder *coder, guint context, guint8 bit)
{
  const State *state = &states[coder->index[context]];
  coder->a -= state->qe;
  if (bit == coder->mps[context]) {
    if (coder->a & 0x8000) {
      coder->c += state->qe;
      return;
    }
    if (coder->a < state->qe)
      coder->a = state->qe;
    else
      coder->c += state->qe;
    coder->index[context] = state->more;
  } else {
    if (coder->a < state->qe)
      coder->c += state->qe;
    else
      coder->a = state->qe;
    coder->mps[context] ^= state->exchange;
    coder->index[context] = state->less;
  }
  renormalise(coder);
}

static void flush(Coder *coder)
{
  guint32 limit = coder->c + coder->a;
  coder->c |= 0xffff;
  if (coder->c >= limit)
    coder->c -= 0x8000;
  for (guint i = 0; i < 2; i++) {
    coder->c <<= coder->ct;
    byte_out(coder);
  }
  static const guint8 end[] = {0xff, 0xac};
  guint skip = coder->out->data[coder->out->len - 1] == 0xff;
  g_byte_array_append(coder->out, end + skip, 2 - skip);
}

static inline guint bit_at(const l_uint32 *row, gint x, gint width)
{
  return row != NULL && x < width ? GET_DATA_BIT(row, x) : 0;
}

static void code_row(Coder *coder, const l_uint32 *row, const l_uint32 *above,
                     const l_uint32 *above2, gint width)
{
  guint top = bit_at(above2, 0, width) << 1 | bit_at(above2, 1, width);
  guint middle =
      bit_at(above, 0, width) << 2 | bit_at(above, 1, width) << 1 | bit_at(above, 2, width);
  guint left = 0;
  for (gint x = 0; x < width; x++) {
    top = (top << 1 | bit_at(above2, x + 2, width)) & 31;
    middle = (middle << 1 | bit_at(above, x + 3, width)) & 127;
    guint8 bit = (guint8)GET_DATA_BIT(row, x);
    code_bit(coder, top << 11 | middle << 4 | left, bit);
    left = (left << 1 | bit) & 15;
  }
}

static GByteArray *code_pixels(PIX *pix)
{
  g_autofree Coder *coder = g_new0(Coder, 1);
  coder->out = g_byte_array_new();
  coder->a = 0x8000;
  coder->ct = 12;
  g_byte_array_append(coder->out, (const guint8 *)"", 1);
  const l_uint32 *row = pixGetData(pix), *above = NULL, *above2 = NULL;
  for (gint y = 0; y < pixGetHeight(pix); y++) {
    code_row(coder, row, above, above2, pixGetWidth(pix));
    above2 = above;
    above = row;
    row += pixGetWpl(pix);
  }
  flush(coder);
  g_byte_array_remove_index(coder->out, 0);
  return coder->out;
}

static void put(GByteArray *out, guint32 value, guint bytes)
{
  while (bytes-- > 0) {
    guint8 byte = (guint8)(value >> (8 * bytes));
    g_byte_array_append(out, &byte, 1);
  }
}

/* Segment header: number, type, refers to none, page 1, length of its data. */
static void put_header(GByteArray *out, guint number, guint8 type, guint length)
{
  put(out, number, 4);
  put(out, type, 1);
  put(out, 0, 1);
  put(out, 1, 1);
  put(out, length, 4);
}

GBytes *dg_jbig2_encode(PIX *pix)
{
  static const guint8 adaptive[] = {3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe};
  guint width = (guint)pixGetWidth(pix), height = (guint)pixGetHeight(pix);
  g_autoptr(GByteArray) data = code_pixels(pix);
  GByteArray *out = g_byte_array_new();
  put_header(out, 0, PAGE_INFORMATION, 19);
  put(out, width, 4);
  put(out, height, 4);
  put(out, 0, 4); /* resolution not given */
  put(out, 0, 4);
  put(out, 0, 1); /* px are white, regions are joined by OR */
  put(out, 0, 2); /* not striped */
  put_header(out, 1, IMMEDIATE_REGION, data->len + 18 + sizeof adaptive);
  put(out, width, 4);
  put(out, height, 4);
  put(out, 0, 4); /* at 0, 0 */
  put(out, 0, 4);
  put(out, 0, 1);
  put(out, 0, 1); /* arithmetic coder, template 0, no typical prediction */
  g_byte_array_append(out, adaptive, sizeof adaptive);
  g_byte_array_append(out, data->data, data->len);
  return g_byte_array_free_to_bytes(out);
}
