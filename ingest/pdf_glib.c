/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF through poppler-glib alone. It tells text, boxes, sizes and colours of
 * characters, and places of pictures; it shows no lines and does not tell
 * whether text is seen. So a page that may hold a table is rendered: rulings
 * are read from the picture (raster/rulings.h), and a character without ink in
 * its place is invisible.
 *
 * What it does less well than the private backend: text on a large picture is
 * taken as hidden (nobody can tell which was drawn first); a page whose form fields
 * or notes hold text is not read; fonts that contradict themselves are not seen.
 *
 * poppler-glib mixes origins: text boxes count from the top, areas of pictures
 * too, both from the crop box; no other of its geometry is used.
 */
#include "ingest/pdf.h"

#include "ingest/picture.h"
#include "ingest/poppler_library.h"
#include "ingest/words.h"
#include "models/limits.h"

#if !POPPLER_CHECK_VERSION(23, 5, 0)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
#endif

/* Pixels of an inch. Of the pages of 60 typeset reports (300, with 6,131
 * rulings), 72 dpi gives other rulings than the private backend on 32, 100 dpi on 23,
 * 150 dpi on 8, nearly all of them by a stroke of text too many; a page costs twice as
 * much at 150 as at 100. */
#define RENDER_DPI 100.0

/* Pixels of a rendered page: A3 at 100 dpi has 2 million. Larger pages are
 * rendered smaller. */
#define CAP_PIXELS (8 * 1000 * 1000)

/* Font sizes. A gap between words of a line that may part two cells; the gap
 * after a full stop is half as wide. */
#define CELL_GAP 0.8

/* Share of the page from which a picture is taken to lie over the text on it;
 * smaller ones are seals and logos. */
#define LARGE_PICTURE 0.25

/* Share of poppler-glib's box of a character below the baseline, and font sizes of
 * the em box below it. */
#define DESCENT 0.2
#define EM_BELOW 0.12

/* Pairs of pictures and characters that are compared: 0.1 s. */
#define CAP_PAIRS (20 * 1000 * 1000)

/* 0..255. Text that is at least so light may be unseen. */
#define LIGHT 0xC0

static gpointer open_document(const char *path, const char *password, GError **error)
{
  if (gd_poppler_library(error) == NULL)
    return NULL;
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  g_autofree char *uri = g_filename_to_uri(absolute, NULL, NULL);
  g_autoptr(GError) why = NULL;
  PopplerDocument *document = gd_poppler()->poppler_document_new_from_file(uri, password, &why);
  if (document != NULL)
    return document;
  GdErrorCode code = GD_ERROR_DAMAGED;
  if (g_error_matches(why, gd_poppler()->poppler_error_quark(), POPPLER_ERROR_ENCRYPTED))
    code = GD_ERROR_ENCRYPTED;
  else if (g_error_matches(why, gd_poppler()->poppler_error_quark(), POPPLER_ERROR_OPEN_FILE))
    code = GD_ERROR_IO;
  gd_pdf_open_error(code, password != NULL, error);
  return NULL;
}

static guint n_pages(gpointer handle)
{
  return (guint)MAX(0, gd_poppler()->poppler_document_get_n_pages(handle));
}

static gboolean page_size(gpointer handle, guint number, double *width, double *height)
{
  g_autoptr(PopplerPage) page = gd_poppler()->poppler_document_get_page(handle, (int)number - 1);
  if (page == NULL)
    return FALSE;
  gd_poppler()->poppler_page_get_size(page, width, height);
  return TRUE;
}

/* The em box of a character. poppler-glib's box reaches from ascent to descent of
 * its font, of which the descent takes DESCENT: 0.14 in SimSun, 0.20 in Times New
 * Roman and Arial, 0.22 in Helvetica. Where characters are spaced out, it reaches to
 * the next one; none is wider than its font size. Of fonts written downwards
 * poppler-glib takes the middle of the top for the left end of a baseline. */
static GdBox em_box(const PopplerRectangle *r, double size, double angle, gunichar c)
{
  GdBox b = gd_box(r->x1, r->y1, r->x2, r->y2);
  double below = DESCENT * (angle == 0 ? gd_box_height(b) : gd_box_width(b)) - EM_BELOW * size;
  if (angle == 90 && g_unichar_iswide(c)) { /* a font that is written downwards */
    double left = b.x0 - gd_box_width(b) / 2;
    return (GdBox){left, b.y0 + size, left + size, b.y1 + size};
  }
  if (angle == 90) /* downwards: the baseline is on the left */
    return (GdBox){b.x0 + below, b.y0, b.x0 + below + size, fmin(b.y1, b.y0 + size)};
  if (angle == 270)
    return (GdBox){b.x1 - below - size, fmax(b.y0, b.y1 - size), b.x1 - below, b.y1};
  return (GdBox){b.x0, b.y1 - below - size, fmin(b.x1, b.x0 + size), b.y1 - below};
}

/* Direction of writing, by where the next character stands. */
static double angle_of(const PopplerRectangle *r, const PopplerRectangle *next)
{
  gboolean stacked = fabs(r->x1 - next->x1) < 0.1 && fabs(r->x2 - next->x2) < 0.1;
  if (stacked && fabs(next->y1 - r->y2) < 0.1)
    return 90;
  if (stacked && fabs(next->y2 - r->y1) < 0.1)
    return 270;
  return 0;
}

static gboolean is_light(const PopplerColor *c)
{
  return MIN(c->red, MIN(c->green, c->blue)) >> 8 >= LIGHT;
}

/* Poppler's errors come as messages of its log domain. */
static void hear(const char *domain G_GNUC_UNUSED, GLogLevelFlags level G_GNUC_UNUSED,
                 const char *message, gpointer record)
{
  if (g_str_has_prefix(message, "Syntax error") || g_str_has_prefix(message, "Internal error"))
    gd_pdf_page_add_error(record, message);
}

/* Whether c is of a script that is written to the left, or turns the direction of
 * writing: poppler-glib reorders such lines, and their boxes with them or not. */
static gboolean turns(gunichar c)
{
  if (c < 0x590)
    return FALSE;
  return c <= 0x8FF || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

static gboolean is_in_step(const char *text, guint n)
{
  guint length = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p), length++)
    if (turns(g_utf8_get_char(p)))
      return FALSE;
  return length == n;
}

/* Adds the glyphs of a page; TRUE if some are so light that they may be unseen. */
static gboolean read_glyphs(GdPdfPage *record, PopplerPage *page)
{
  g_autofree char *text = gd_poppler()->poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL;
  guint n = 0;
  gboolean light = FALSE;
  if (text == NULL || !gd_poppler()->poppler_page_get_text_layout(page, &boxes, &n))
    n = 0;
  if (text != NULL && !is_in_step(text, n))
    record->unseen = "characters and their places are out of step on the page";
  if (n == 0)
    return FALSE;
  GList *runs = gd_poppler()->poppler_page_get_text_attributes(page), *run = runs;
  double before = 0;
  const char *p = text;
  for (guint i = 0; i < n && *p != '\0'; i++, p = g_utf8_next_char(p)) {
    const PopplerTextAttributes *a = run != NULL ? run->data : NULL;
    while (a != NULL && (int)i > a->end_index) {
      run = run->next;
      a = run != NULL ? run->data : NULL;
    }
    gunichar c = g_utf8_get_char(p);
    if (c == '\n' || c == '\r' || c == '\f') {
      before = 0;
      continue;
    }
    const char *following = g_utf8_next_char(p);
    gboolean last = i + 1 >= n || *following == '\n' || *following == '\0';
    double angle = last ? before : angle_of(&boxes[i], &boxes[i + 1]);
    before = angle;
    double size = a != NULL ? a->font_size : boxes[i].y2 - boxes[i].y1;
    GdGlyph glyph = {.box = em_box(&boxes[i], size, angle, c),
                     .size = size,
                     .angle = angle,
                     .chars = {c},
                     .n_chars = 1};
    light = light || (a != NULL && is_light(&a->color));
    gd_pdf_page_add_glyph(record, &glyph);
  }
  gd_poppler()->poppler_page_free_text_attributes(runs);
  g_free(boxes);
  return light;
}

static void read_pictures(GdPdfPage *record, PopplerPage *page)
{
  GdBox sheet = {0, 0, record->width, record->height};
  GList *images = gd_poppler()->poppler_page_get_image_mapping(page);
  for (GList *l = images; l != NULL && record->over == NULL; l = l->next) {
    const PopplerImageMapping *m = l->data;
    GdBox box = gd_box(m->area.x1, m->area.y1, m->area.x2, m->area.y2);
    gboolean large = gd_box_area(box) >= LARGE_PICTURE * gd_box_area(sheet);
    gd_pdf_page_add_image(record, box, large, sheet);
  }
  gd_poppler()->poppler_page_free_image_mapping(images);
}

/* Digits on a picture: nobody can tell here which was drawn first. */
static void doubt_on_pictures(GdPdfPage *record)
{
  guint64 pairs = 0;
  for (guint i = 0; i < record->marks->len; i++) {
    GdBox box = g_array_index(record->marks, GdMark, i).box;
    pairs += record->glyphs->len;
    if (pairs > CAP_PAIRS) {
      record->over = "pictures of a page";
      return;
    }
    for (guint k = 0; k < record->glyphs->len; k++) {
      GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, k);
      if (g_unichar_isdigit(glyph->chars[0]) && gd_box_has(box, gd_box_centre(glyph->box)))
        glyph->suspect = TRUE;
    }
  }
}

/* Whether form fields or notes on the page show text: poppler-glib renders them,
 * but does not tell it with the page's text. */
static gboolean has_further_text(PopplerPage *page)
{
  gboolean found = FALSE;
  GList *notes = gd_poppler()->poppler_page_get_annot_mapping(page);
  for (GList *l = notes; l != NULL; l = l->next)
    found = found || gd_poppler()->poppler_annot_get_annot_type(
                         ((PopplerAnnotMapping *)l->data)->annot) == POPPLER_ANNOT_FREE_TEXT;
  gd_poppler()->poppler_page_free_annot_mapping(notes);
  GList *fields = gd_poppler()->poppler_page_get_form_field_mapping(page);
  for (GList *l = fields; l != NULL; l = l->next) {
    PopplerFormFieldType type = gd_poppler()->poppler_form_field_get_field_type(
        ((PopplerFormFieldMapping *)l->data)->field);
    found = found || type == POPPLER_FORM_FIELD_TEXT || type == POPPLER_FORM_FIELD_CHOICE;
  }
  gd_poppler()->poppler_page_free_form_field_mapping(fields);
  return found;
}

/* Whether a line of the page holds words that a wide gap parts, as the cells of a
 * table do. A table without it has no row with text in two cells. */
static gboolean may_hold_table(const GdPdfPage *record)
{
  g_autoptr(GdPage) page = gd_page_new(1, record->width, record->height);
  gd_words_build(record, page);
  for (guint i = 1; i < page->words->len; i++) {
    const GdWord *a = page->words->pdata[i - 1], *b = page->words->pdata[i];
    double size = fmin(a->size, b->size);
    gboolean same_line = gd_overlap(a->box.y0, a->box.y1, b->box.y0, b->box.y1) > size / 2;
    if (same_line && b->box.x0 - a->box.x1 > CELL_GAP * size)
      return TRUE;
  }
  return FALSE;
}

/* The page as a grey picture; pixels to be freed with g_free(), NULL without memory. */
static guint8 *render(PopplerPage *page, const GdPdfPage *record, GdGrey *picture)
{
  double inches = record->width * record->height / (72.0 * 72.0);
  picture->dpi = fmin(RENDER_DPI, sqrt(CAP_PIXELS / inches));
  picture->width = (guint)ceil(record->width * picture->dpi / 72);
  picture->height = (guint)ceil(record->height * picture->dpi / 72);
  cairo_surface_t *surface = gd_poppler()->cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);
  cairo_t *cr = gd_poppler()->cairo_create(surface);
  gd_poppler()->cairo_set_source_rgb(cr, 1, 1, 1);
  gd_poppler()->cairo_paint(cr);
  gd_poppler()->cairo_scale(cr, picture->dpi / 72, picture->dpi / 72);
  gd_poppler()->poppler_page_render(page, cr);
  gboolean ok = gd_poppler()->cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
  gd_poppler()->cairo_destroy(cr);
  gd_poppler()->cairo_surface_flush(surface);
  guint8 *grey = ok ? g_try_malloc((gsize)picture->width * picture->height) : NULL;
  const guint8 *data = gd_poppler()->cairo_image_surface_get_data(surface);
  gsize stride = (gsize)gd_poppler()->cairo_image_surface_get_stride(surface);
  for (guint y = 0; grey != NULL && y < picture->height; y++) {
    const guint32 *row = (const guint32 *)(const void *)(data + y * stride);
    for (guint x = 0; x < picture->width; x++) /* ITU-R BT.601 luma, in 1/256 */
      grey[(gsize)y * picture->width + x] =
          (guint8)(((row[x] >> 16 & 0xFF) * 77 + (row[x] >> 8 & 0xFF) * 150 +
                    (row[x] & 0xFF) * 29) >>
                   8);
  }
  gd_poppler()->cairo_surface_destroy(surface);
  picture->pixels = grey;
  picture->stride = picture->width;
  return grey;
}

static GdPdfPage *read_page(gpointer handle, guint number)
{
  g_autoptr(PopplerPage) page = gd_poppler()->poppler_document_get_page(handle, (int)number - 1);
  if (page == NULL)
    return NULL;
  double width, height;
  gd_poppler()->poppler_page_get_size(page, &width, &height);
  GdPdfPage *record = gd_pdf_page_new(width, height);
  record->rulings = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  guint handler = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, hear, record);
  gboolean light = read_glyphs(record, page);
  g_log_remove_handler("Poppler", handler);
  read_pictures(record, page);
  doubt_on_pictures(record);
  if (has_further_text(page))
    record->unseen = "form fields or notes on the page are not read in this build";
  if (record->over != NULL || !(light || may_hold_table(record)))
    return record;
  GdGrey picture = {0};
  g_autofree guint8 *pixels = render(page, record, &picture);
  GArray *rulings = pixels != NULL ? gd_raster_rulings(&picture) : NULL;
  if (rulings == NULL) {
    record->over = "rulings of a page";
    return record;
  }
  g_array_unref(record->rulings);
  record->rulings = rulings;
  gd_picture_drop_text(record, rulings);
  gd_picture_look_for_ink(record, &picture);
  return record;
}

static void close_document(gpointer handle)
{
  g_object_unref(handle);
}

const GdPdfBackend gd_pdf_glib = {"poppler-glib", open_document, n_pages,
                                  page_size,      read_page,     close_document};
