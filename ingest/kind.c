/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file is. Its first bytes decide; its name only where many kinds share
 * their first bytes (containers of office documents) or have none (text).
 */
#define _GNU_SOURCE /* memmem */
#include "ingest/kind.h"

#include "models/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Bytes. PDF readers accept the header within the first 1024 bytes (ISO
 * 32000-1, annex H.3.4.1). */
#define HEAD 4096
#define PDF_HEAD 1024

/* Bytes at the end of a ZIP file that are searched for names of its directory;
 * an entry takes some 60 to 100. */
#define TAIL (64 * 1024)

/* Share of bytes that may be control codes in a text. */
#define TEXT_CONTROLS 0.01

typedef struct {
  guint8 *bytes;
  gsize n;
} Span;

static gboolean begins(Span span, gsize at, const char *magic, gsize n)
{
  return span.n >= at + n && memcmp(span.bytes + at, magic, n) == 0;
}

#define BEGINS(span, at, literal) begins(span, at, literal, sizeof literal - 1)

static gboolean contains(Span span, const char *text)
{
  return memmem(span.bytes, span.n, text, strlen(text)) != NULL;
}

static gboolean named(const char *path, const char *const *endings)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);
  for (; *endings != NULL; endings++)
    if (g_str_has_suffix(lower, *endings))
      return TRUE;
  return FALSE;
}

static GdKind zip_kind(const char *path, Span head, Span tail)
{
  static const char *const wps[] = {".wps", ".et", ".dps", NULL};
  if (contains(tail, "OFD.xml") || contains(head, "OFD.xml"))
    return GD_KIND_OFD;
  if (contains(tail, "[Content_Types].xml") || contains(head, "[Content_Types].xml"))
    return named(path, wps) ? GD_KIND_WPS : GD_KIND_OFFICE;
  if (contains(head, "mimetypeapplication/vnd.oasis.opendocument"))
    return GD_KIND_OFFICE;
  return GD_KIND_ZIP;
}

static gboolean is_text(Span head)
{
  gsize controls = 0;
  if (BEGINS(head, 0, "\xFF\xFE") || BEGINS(head, 0, "\xFE\xFF"))
    return TRUE; /* UTF-16 */
  for (gsize i = 0; i < head.n; i++) {
    guint8 c = head.bytes[i];
    if (c == 0)
      return FALSE;
    controls += (c < 0x20 && strchr("\t\n\r\f\v\x1b", c) == NULL) || c == 0x7F;
  }
  return (double)controls <= TEXT_CONTROLS * (double)head.n;
}

/* The beginning of a text in lower case ASCII, without byte order mark and zero bytes (UTF-16).
 * Caller frees. */
static char *ascii(Span head)
{
  GString *text = g_string_new(NULL);
  gsize at = BEGINS(head, 0, "\xEF\xBB\xBF") ? 3 : 0;
  if (BEGINS(head, 0, "\xFF\xFE") || BEGINS(head, 0, "\xFE\xFF"))
    at = 2;
  for (; at < head.n; at++)
    if (head.bytes[at] != 0)
      g_string_append_c(text, g_ascii_tolower((char)head.bytes[at]));
  return g_string_free(text, FALSE);
}

/* Whether a text that begins with a tag begins as a page does; fragments and data in XML do not. */
static gboolean begins_page(const char *text)
{
  static const char *const marks[] = {"<!doctype html", "<html", "<head", "<body", NULL};
  text += strspn(text, " \t\r\n");
  if (*text != '<')
    return FALSE;
  for (guint i = 0; marks[i] != NULL; i++)
    if (strstr(text, marks[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean has_tag(const char *text)
{
  for (const char *p = strchr(text, '<'); p != NULL; p = strchr(p + 1, '<'))
    if (g_ascii_isalpha(p[1]) || p[1] == '!' || p[1] == '/')
      return TRUE;
  return FALSE;
}

/* Which kind of text: a page of HTML whatever its name, since pages are saved under any; else what
 * its name says. Markdown needs no telling: gd_text_lines_read() sees its tables. */
static GdKind text_kind(const char *path, Span head)
{
  static const char *const html[] = {".html", ".htm", ".shtml", ".xhtml", NULL};
  static const char *const markdown[] = {".md", ".markdown", ".mkd", NULL};
  g_autofree char *text = ascii(head);
  if (begins_page(text) || (named(path, html) && has_tag(text)))
    return GD_KIND_HTML;
  return named(path, markdown) ? GD_KIND_MARKDOWN : GD_KIND_TEXT;
}

static gboolean is_mail(const char *path, Span head)
{
  static const char *const mail[] = {".eml", NULL};
  static const char *const fields[] = {
      "Received:", "Return-Path:", "MIME-Version:", "From: ", NULL};
  if (named(path, mail))
    return TRUE;
  for (guint i = 0; fields[i] != NULL; i++)
    if (begins(head, 0, fields[i], strlen(fields[i])))
      return TRUE;
  return FALSE;
}

static gboolean is_image(Span head)
{
  return BEGINS(head, 0, "II*\0") || BEGINS(head, 0, "MM\0*") || BEGINS(head, 0, "II+\0") ||
         BEGINS(head, 0, "MM\0+") || BEGINS(head, 0, "\x89PNG\r\n\x1a\n") ||
         BEGINS(head, 0, "\xFF\xD8\xFF");
}

static GdKind classify(const char *path, Span head, Span tail)
{
  static const char *const wps[] = {".wps", ".et", ".dps", ".wpt", NULL};
  Span start = {head.bytes, MIN(head.n, PDF_HEAD)};
  if (BEGINS(head, 0, "PK\3\4") || BEGINS(head, 0, "PK\5\6"))
    return zip_kind(path, head, tail);
  if (BEGINS(head, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return named(path, wps) ? GD_KIND_WPS : GD_KIND_OFFICE;
  if (BEGINS(head, 0, "Rar!\x1A\x07"))
    return GD_KIND_RAR;
  if (BEGINS(head, 0, "7z\xBC\xAF\x27\x1C"))
    return GD_KIND_7Z;
  if (is_image(head))
    return GD_KIND_IMAGE;
  if (BEGINS(head, 0, "{\\rtf"))
    return GD_KIND_OFFICE;
  if (contains(start, "%PDF-") && !is_mail(path, head))
    return GD_KIND_PDF;
  if (is_text(head))
    return is_mail(path, head) ? GD_KIND_EML : text_kind(path, head);
  return GD_KIND_UNKNOWN;
}

gboolean gd_ingest_kind(const char *path, GdKind *kind, GError **error)
{
  FILE *file = g_file_test(path, G_FILE_TEST_IS_DIR) ? NULL : fopen(path, "rb");
  if (file == NULL) {
    int why = g_file_test(path, G_FILE_TEST_IS_DIR) ? EISDIR : errno;
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, g_strerror(why));
    return FALSE;
  }
  g_autofree guint8 *head = g_malloc(HEAD);
  g_autofree guint8 *tail = g_malloc(TAIL);
  Span first = {head, fread(head, 1, HEAD, file)};
  gboolean bad = ferror(file) != 0;
  int why = errno;
  Span last = {tail, 0};
  if (fseek(file, -TAIL, SEEK_END) == 0 || fseek(file, 0, SEEK_SET) == 0)
    last.n = fread(tail, 1, TAIL, file);
  fclose(file);
  if (bad) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, g_strerror(why));
    return FALSE;
  }
  if (first.n == 0) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_EMPTY, "the file is empty");
    return FALSE;
  }
  *kind = classify(path, first, last);
  return TRUE;
}

const char *gd_ingest_promise(const char *path)
{
  static const char *const endings[] = {".pdf", ".ofd", ".tif", ".tiff", ".png", ".jpg", ".jpeg"};
  g_autofree char *lower = g_ascii_strdown(path, -1);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(lower, endings[i]))
      return endings[i];
  return NULL;
}

const char *gd_kind_name(GdKind kind)
{
  static const char *const names[] = {"unknown", "pdf",      "ofd", "office", "wps",
                                      "rar",     "zip",      "7z",  "image",  "text",
                                      "eml",     "markdown", "html"};
  return names[kind];
}
