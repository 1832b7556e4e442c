/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. Read startxref and the xref table: the offset of every object.
 *   2. In objects that are pages, put the keys behind "/Type /Page".
 *   3. Write the xref table and startxref anew.
 */
#define _GNU_SOURCE /* memmem */
#include "patch.h"

#include <string.h>

#include "models/error.h"

#define XREF_LINE 20 /* bytes of an entry of the xref table (PDF 1.4, 3.4.3) */
#define TAIL 64      /* bytes from the end in which startxref stands */

typedef struct {
  const char *data;
  gsize length;
  gsize xref;    /* offset of "xref" */
  gsize entries; /* offset of the first entry */
  guint count;   /* of objects, object 0 included */
} Layout;

static const char *find(const char *from, const char *end, const char *word)
{
  return memmem(from, (gsize)(end - from), word, strlen(word));
}

static gboolean read_layout(const GByteArray *pdf, Layout *out)
{
  const char *data = (const char *)pdf->data, *end = data + pdf->len;
  const char *start = pdf->len > TAIL ? find(end - TAIL, end, "startxref") : NULL;
  if (start == NULL)
    return FALSE;
  gsize xref = g_ascii_strtoull(start + strlen("startxref"), NULL, 10);
  if (xref >= pdf->len || !g_str_has_prefix(data + xref, "xref\n0 "))
    return FALSE;
  char *line_end;
  guint count = (guint)g_ascii_strtoull(data + xref + strlen("xref\n0 "), &line_end, 10);
  *out = (Layout){data, pdf->len, xref, (gsize)(line_end + 1 - data), count};
  return out->entries + (gsize)count * XREF_LINE <= pdf->len;
}

static gsize entry_offset(const Layout *l, guint object)
{
  return g_ascii_strtoull(l->data + l->entries + (gsize)object * XREF_LINE, NULL, 10);
}

/* Where the page keys belong in an object, 0 if it is not a page. */
static gsize page_place(const Layout *l, gsize offset)
{
  static const char mark[] = "/Type /Page";
  const char *end = find(l->data + offset, l->data + l->xref, "endobj");
  const char *stream = end != NULL ? find(l->data + offset, end, "stream") : NULL;
  const char *place =
      end != NULL ? find(l->data + offset, stream != NULL ? stream : end, mark) : NULL;
  if (place == NULL || g_ascii_isalpha(place[strlen(mark)]))
    return 0;
  return (gsize)(place - l->data) + strlen(mark);
}

static int compare_places(gconstpointer a, gconstpointer b)
{
  gsize x = *(const gsize *)a, y = *(const gsize *)b;
  return (x > y) - (x < y);
}

/* Bytes that were put in before an offset. */
static gsize shift(const GArray *places, gsize offset, gsize step)
{
  guint before = 0;
  while (before < places->len && g_array_index(places, gsize, before) <= offset)
    before++;
  return before * step;
}

/* Keys get a name of the same length that no reader knows. */
static void rename_key(GByteArray *out, const char *key)
{
  char *data = (char *)out->data, *end = data + out->len;
  for (char *p = data; (p = (char *)find(p, end, key)) != NULL; p++)
    p[1] = 'X';
}

GBytes *ts_patch(const GByteArray *pdf, const char *page_keys, gboolean drop_unicode,
                 GError **error)
{
  Layout l;
  if (!read_layout(pdf, &l)) {
    g_set_error(error, GD_ERROR, GD_ERROR_INTERNAL, "cairo's PDF has no plain xref table");
    return NULL;
  }
  gsize step = strlen(page_keys);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (guint i = 1; i < l.count; i++) {
    gsize place = page_place(&l, entry_offset(&l, i));
    if (place != 0)
      g_array_append_val(places, place);
  }
  g_array_sort(places, compare_places);

  GByteArray *out = g_byte_array_new();
  gsize from = 0;
  for (guint i = 0; i < places->len; i++) {
    gsize place = g_array_index(places, gsize, i);
    g_byte_array_append(out, pdf->data + from, (guint)(place - from));
    g_byte_array_append(out, (const guint8 *)page_keys, (guint)step);
    from = place;
  }
  g_byte_array_append(out, pdf->data + from, (guint)(l.length - from));

  gsize table = l.entries + shift(places, l.entries, step);
  for (guint i = 1; i < l.count; i++) {
    gsize offset = entry_offset(&l, i);
    g_autofree char *digits =
        g_strdup_printf("%010" G_GSIZE_FORMAT, offset + shift(places, offset, step));
    memcpy(out->data + table + (gsize)i * XREF_LINE, digits, 10);
  }
  char *start =
      (char *)find((char *)out->data + out->len - TAIL, (char *)out->data + out->len, "startxref");
  g_byte_array_set_size(out, (guint)(start - (char *)out->data));
  g_autofree char *tail = g_strdup_printf("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                                          l.xref + shift(places, l.xref, step));
  g_byte_array_append(out, (const guint8 *)tail, (guint)strlen(tail));
  if (drop_unicode) {
    rename_key(out, "/ToUnicode");
    rename_key(out, "/Encoding /WinAnsiEncoding");
  }
  return g_byte_array_free_to_bytes(out);
}
