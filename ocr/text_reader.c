/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of all pictures are read by the net of labels, then those that it is not sure of by
 * chi_sim, all at once.
 *
 * Words of labels and prose: symbols in order; a new line, or a gap wider
 * than a character is high, begins a new word. Tesseract's own words count only
 * between Latin letters and digits: it puts spaces between Chinese characters at will.
 */
#include "ocr/text_reader.h"

#include "ocr/chi_reader.h"
#include "ocr/label_net.h"
#include "ocr/label_reader.h"
#include "ocr/label_rivals.h"
#include "ocr/models_folder.h"
#include "ocr/prose_mend.h"
#include "ocr/tess.h"

#include <string.h>

/* A gap that divides words, in heights of the characters beside it: wider than the
 * spaces of justified text, as wide as the columns of a table without rulings. */
#define GD_WORD_GAP 1.2

/* Mean confidence of a label's symbols from which it is not read a second time: of
 * labels read rightly nine in ten have more. */
#define GD_LABEL_CONVINCING 0.8

struct GdTextReader {
  const char *models; /* may be NULL. Lent */
  GdNet *net;         /* NULL until needed. Owned */
  GdChiReader *chi;   /* owned */
};

/* A line on its way. */
typedef struct {
  guint task;        /* whose it is */
  GdLabelLine *line; /* lent */
  GArray *seen;      /* of GdLabelSymbol: what the net made of it. Owned */
  GArray *symbols;   /* of GdTessSymbol: what counts; NULL until chi_sim has read it. Owned */
  GdLineColumns
      columns; /* what the network of chi_sim made of it; none if it was not asked. Owned */
} Line;

/* Pictures on their way. */
typedef struct {
  GdTextReader *reader;
  GPtrArray *found; /* of GArray* of GdLabelLine, or NULL: the lines of each task. Owned */
  GArray *lines;    /* of Line, those of a task together */
} Work;

GdTextReader *gd_text_reader_new(const char *models, GPtrArray *labels)
{
  GdTextReader *reader = g_new0(GdTextReader, 1);
  reader->models = models;
  reader->chi = gd_chi_reader_new(labels);
  return reader;
}

void gd_text_reader_free(GdTextReader *reader)
{
  if (reader == NULL)
    return;
  g_free(reader->net);
  gd_chi_reader_free(reader->chi);
  g_free(reader);
}

static gboolean load_net(GdTextReader *reader, GError **error)
{
  if (reader->net != NULL)
    return TRUE;
  g_autofree char *folder = gd_models_folder(reader->models, error);
  g_autofree char *path = folder != NULL ? g_build_filename(folder, "gd_labels.net", NULL) : NULL;
  reader->net = path != NULL ? gd_label_net_load(path, error) : NULL;
  return reader->net != NULL;
}

static gboolean begins_word(const GdTessSymbol *before, const GdTessSymbol *symbol)
{
  const int height = MAX(symbol->y1 - symbol->y0, before->y1 - before->y0);
  return symbol->starts_line || symbol->x0 - before->x1 > height * GD_WORD_GAP;
}

static gboolean needs_space(const GdTessSymbol *before, const GdTessSymbol *symbol)
{
  return symbol->starts_word && g_ascii_isalnum(before->text[0]) &&
         g_ascii_isalnum(symbol->text[0]);
}

static gboolean has_rivals(const GdTessSymbol *symbols, guint n)
{
  for (guint i = 0; i < n; i++)
    if (symbols[i].rivals[0] != '\0')
      return TRUE;
  return FALSE;
}

/* For each character of a word what it may be instead; NULL if none has any, or normal form joins
 * characters. */
static GPtrArray *rivals_of(const GdTessSymbol *symbols, guint n, const char *word)
{
  if (!has_rivals(symbols, n))
    return NULL;
  g_autoptr(GPtrArray) rivals = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < n; i++) {
    const GdTessSymbol *s = &symbols[i];
    glong more = g_utf8_strlen(s->text, -1) + (i > 0 && needs_space(&symbols[i - 1], s));
    for (; more > 1; more--)
      g_ptr_array_add(rivals, NULL);
    g_ptr_array_add(rivals, s->rivals[0] != '\0' ? g_strdup(s->rivals) : NULL);
  }
  return (glong)rivals->len == g_utf8_strlen(word, -1) ? g_steal_pointer(&rivals) : NULL;
}

/* The word of n symbols (at least one). */
static GdWord *make_word(const GdTessSymbol *symbols, guint n, const GdHomography *to_page)
{
  g_autoptr(GString) text = g_string_new(NULL);
  GdBox box = GD_BOX_NONE;
  double confidence = 0;
  for (guint i = 0; i < n; i++) {
    const GdTessSymbol *s = &symbols[i];
    if (i > 0 && needs_space(&symbols[i - 1], s))
      g_string_append_c(text, ' ');
    g_string_append(text, s->text);
    box = gd_box_union(box, gd_box(s->x0, s->y0, s->x1, s->y1));
    confidence += CLAMP(s->confidence, 0, 1) / n;
  }
  g_autofree char *nfc = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFC);
  GdWord *word = gd_word_new(gd_homography_box(to_page, box), nfc, GD_SOURCE_OCR);
  word->confidence = confidence;
  const double height = box.y1 - box.y0, size = gd_symbols_size(symbols, n);
  word->size = gd_box_height(word->box) * (size > 0 && height > 0 ? size / height : 1);
  word->rivals = rivals_of(symbols, n, word->text);
  return word;
}

/* number: its commas are those of numbers. */
static GArray *as_tess_symbols(const GArray *read, gboolean number)
{
  GArray *symbols = g_array_sized_new(FALSE, TRUE, sizeof(GdTessSymbol), read->len);
  for (guint i = 0; i < read->len; i++) {
    const GdLabelSymbol *from = &g_array_index(read, GdLabelSymbol, i);
    GdTessSymbol symbol = {.x0 = from->x0,
                           .y0 = from->y0,
                           .x1 = from->x1,
                           .y1 = from->y1,
                           .confidence = from->probability};
    g_strlcpy(symbol.text, number && g_str_equal(from->text, GD_LABEL_COMMA) ? "," : from->text,
              sizeof symbol.text);
    g_array_append_val(symbols, symbol);
  }
  return symbols;
}

static void line_clear(gpointer data)
{
  Line *line = data;
  g_clear_pointer(&line->seen, g_array_unref);
  g_clear_pointer(&line->symbols, g_array_unref);
  gd_line_columns_clear(&line->columns);
}

static void add_line(const Work *w, guint number, GdLabelLine *line)
{
  Line on = {.task = number, .line = line, .seen = gd_label_read(w->reader->net, line)};
  const gboolean sure = gd_label_is_sure(on.seen), is_number = gd_label_is_number(on.seen);
  if (sure || is_number)
    on.symbols = as_tess_symbols(on.seen, is_number);
  g_array_append_val(w->lines, on);
}

/* Whether a line of its task is not read yet. */
static gboolean has_unsure(const Work *w, const Line *line)
{
  const guint i = (guint)(line - (const Line *)w->lines->data);
  guint first = i, end = i;
  while (first > 0 && g_array_index(w->lines, Line, first - 1).task == line->task)
    first--;
  while (end < w->lines->len && g_array_index(w->lines, Line, end).task == line->task)
    end++;
  for (guint k = first; k < end; k++)
    if (g_array_index(w->lines, Line, k).symbols == NULL)
      return TRUE;
  return FALSE;
}

/* Lines that the net is not sure of, and, for what they are together, those beside them. */
static gboolean read_unsure(const Work *w, GError **error)
{
  g_autoptr(GPtrArray) pictures = g_ptr_array_new(), whose = g_ptr_array_new();
  for (guint i = 0; i < w->lines->len; i++) {
    Line *line = &g_array_index(w->lines, Line, i);
    if (!has_unsure(w, line))
      continue;
    g_ptr_array_add(pictures, line->line->pix);
    g_ptr_array_add(whose, line);
  }
  g_autofree GArray **symbols = g_new0(GArray *, pictures->len + 1);
  g_autofree GdLineColumns *columns = g_new0(GdLineColumns, pictures->len + 1);
  if (!gd_chi_reader_lines(w->reader->chi, (PIX *const *)pictures->pdata, pictures->len, symbols,
                           columns, error))
    return FALSE;
  for (guint i = 0; i < whose->len; i++) {
    Line *line = whose->pdata[i];
    line->columns = columns[i];
    if (line->symbols == NULL)
      line->symbols = symbols[i];
    else
      g_array_unref(symbols[i]);
  }
  return TRUE;
}

/* From pixels of a line to those of the picture that it is of. */
static void place_symbols(const Line *line)
{
  const GdLabelLine *in = line->line;
  for (guint i = 0; i < line->symbols->len; i++) {
    GdTessSymbol *s = &g_array_index(line->symbols, GdTessSymbol, i);
    s->x0 = (int)((s->x0 + in->x0) / in->scale);
    s->x1 = (int)((s->x1 + in->x0) / in->scale);
    s->y0 = (int)((s->y0 + in->y0) / in->scale);
    s->y1 = (int)((s->y1 + in->y0) / in->scale);
    s->starts_line = i == 0;
  }
}

/* Mean over the symbols; 0 if there are none. */
static double confidence_of(const GArray *symbols)
{
  double sum = 0;
  for (guint i = 0; i < symbols->len; i++)
    sum += g_array_index(symbols, GdTessSymbol, i).confidence;
  return symbols->len > 0 ? sum / symbols->len : 0;
}

/* Line by line; where that gives nothing convincing, as Tesseract itself parts the picture, if that
 * convinces more. Takes symbols. */
static GArray *settle_label(const Work *w, const GdTextTask *task, GArray *symbols,
                            const GArray *seen, GError **error)
{
  if (confidence_of(symbols) < GD_LABEL_CONVINCING) {
    g_autoptr(GArray) block =
        gd_chi_reader_picture(w->reader->chi, task->picture, GD_TESS_BLOCK, error);
    if (block == NULL || confidence_of(block) > confidence_of(symbols)) {
      g_array_unref(symbols);
      symbols = g_steal_pointer(&block);
    }
  }
  if (symbols != NULL)
    gd_label_add_rivals(symbols, seen);
  return symbols;
}

static double area_of(const GdLabelLine *line)
{
  return (double)pixGetWidth(line->pix) * pixGetHeight(line->pix);
}

/* The largest of the lines in a picture of one: what else is there reaches in from its neighbours.
 * NULL if there is none. */
static GdLabelLine *main_line(const GArray *lines)
{
  GdLabelLine *best = NULL;
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    GdLabelLine *line = &g_array_index(lines, GdLabelLine, i);
    if (best == NULL || area_of(line) > area_of(best))
      best = line;
  }
  return best;
}

/* A line of prose is not read twice: nothing hangs on it that readers of values would need. Takes
 * symbols. */
static GArray *settle_prose(const Work *w, const GdTextTask *task, gboolean found, GArray *symbols,
                            GError **error)
{
  if (!found) {
    g_array_unref(symbols);
    return gd_chi_reader_picture(w->reader->chi, task->picture, GD_TESS_LINE, error);
  }
  gd_prose_mend(symbols);
  return symbols;
}

/* The known label that the lines of a task are, of which `read` was made. NULL: none. Lent. */
static const char *known_label(const Work *w, const Line *lines, guint n, const GArray *read)
{
  g_autofree GdLineColumns *columns = g_new0(GdLineColumns, n + 1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    columns[i] = lines[i].columns;
  for (guint i = 0; i < read->len; i++)
    g_string_append(text, g_array_index(read, GdTessSymbol, i).text);
  return n > 0 ? gd_chi_reader_known(w->reader->chi, columns, n, text->str) : NULL;
}

static GPtrArray *to_words(const GArray *symbols, const GdHomography *to_page)
{
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  guint first = 0;
  for (guint i = 1; i <= symbols->len; i++)
    if (i == symbols->len || begins_word(&at[i - 1], &at[i])) {
      g_ptr_array_add(words, make_word(at + first, i - first, to_page));
      first = i;
    }
  return words;
}

/* The lines of a task, as far as the net reads them. */
static void begin_task(const Work *w, GdTextTask *task, guint number)
{
  GArray *found = gd_label_lines_find(task->picture, task->dpi);
  g_ptr_array_add(w->found, found);
  if (task->content != GD_CONTENT_LABEL) {
    GdLabelLine *line = main_line(found);
    if (line != NULL)
      add_line(w, number, line);
    return;
  }
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_line(w, number, &g_array_index(found, GdLabelLine, i));
}

/* The words of a task whose lines are read, from number *first on, which is set behind them. */
static gboolean end_task(const Work *w, GdTextTask *task, guint number, guint *first,
                         GError **error)
{
  GArray *symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  const guint begin = *first;
  for (; *first < w->lines->len; (*first)++) {
    const Line *line = &g_array_index(w->lines, Line, *first);
    if (line->task != number)
      break;
    place_symbols(line);
    g_array_append_vals(symbols, line->symbols->data, line->symbols->len);
    g_array_append_vals(seen, line->seen->data, line->seen->len);
  }
  const GArray *found = w->found->pdata[number];
  const gboolean rulings = found != NULL && found->len == 0; /* and no text */
  if (!rulings)
    symbols = task->content == GD_CONTENT_LABEL
                  ? settle_label(w, task, symbols, seen, error)
                  : settle_prose(w, task, *first > begin, symbols, error);
  if (symbols == NULL)
    return FALSE;
  task->words = to_words(symbols, &task->to_page);
  if (task->content == GD_CONTENT_LABEL) {
    const Line *lines = &g_array_index(w->lines, Line, begin);
    const char *known = known_label(w, lines, *first - begin, symbols);
    for (guint i = 0; i < task->words->len; i++)
      ((GdWord *)task->words->pdata[i])->known = g_strdup(known);
  }
  g_array_unref(symbols);
  return TRUE;
}

static void lines_free(gpointer lines)
{
  if (lines != NULL)
    g_array_unref(lines);
}

gboolean gd_text_reader_read(GdTextReader *reader, GdTextTask *tasks, guint n, GError **error)
{
  if (!load_net(reader, error))
    return FALSE;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(lines_free);
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_array_set_clear_func(lines, line_clear);
  const Work work = {reader, found, lines};
  for (guint i = 0; i < n; i++)
    begin_task(&work, &tasks[i], i);
  if (!read_unsure(&work, error))
    return FALSE;
  guint first = 0;
  for (guint i = 0; i < n; i++)
    if (!end_task(&work, &tasks[i], i, &first, error))
      return FALSE;
  return TRUE;
}

gboolean gd_text_reader_line(GdTextReader *reader, PIX *picture, double dpi, GArray **chi,
                             GArray **net, GError **error)
{
  if (!load_net(reader, error))
    return FALSE;
  g_autoptr(GArray) lines = gd_label_lines_find(picture, dpi);
  const GdLabelLine *line = main_line(lines);
  g_autoptr(GArray) read = NULL;
  if (line == NULL)
    read = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  else if (!gd_chi_reader_lines(reader->chi, &line->pix, 1, &read, NULL, error))
    return FALSE;
  gd_prose_mend(read);
  *net = line != NULL ? gd_label_read(reader->net, line)
                      : g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  *chi = g_steal_pointer(&read);
  return TRUE;
}

gboolean gd_text_reader_glance(GdTextReader *reader, PIX *picture, double dpi, guint *upright,
                               GError **error)
{
  *upright = 0;
  if (!load_net(reader, error))
    return FALSE;
  g_autoptr(GArray) lines = gd_label_lines_find(picture, dpi);
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    g_autoptr(GArray) read = gd_label_read(reader->net, &g_array_index(lines, GdLabelLine, i));
    *upright += gd_label_is_sure(read);
  }
  return TRUE;
}

/* Resolution at which osd looks: enough for characters of 9 points, fast. */
#define GD_OSD_DPI 150.0

gboolean gd_text_upright(PIX *picture, double dpi, guint *quarters)
{
  const float scale = (float)(dpi > GD_OSD_DPI ? GD_OSD_DPI / dpi : 1);
  g_autoptr(GdOcrPix) small = pixScale(picture, scale, scale);
  return small != NULL && gd_tess_orientation(small, quarters);
}
