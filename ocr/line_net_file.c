/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A traineddata, little endian:
 *
 *     number of places (32 bits) | for each kind of part its place in the file (64 bits, -1: none)
 *
 * Of its parts are read: the network (place 17), its letters (21), the classes of each letter (22).
 * A layer of the network:
 *
 *     0 | name of its kind | training, back (8 bits each) | flags | inputs | outputs | weights |
 *     name | what its kind has
 *
 * all numbers 32 bits, strings with their length before. Layers may stand in others (series,
 * turned pictures); behind the outermost one: text of the shape, flags, two counts of the training,
 * the class "nothing new here", three numbers of the training.
 *
 * Matrix: mode (8 bits) | rows | columns | 8 bits | weights, row by row, the bias last | number of
 * scales | scales (64 bits floats).
 */
#include "ocr/line_net.h"

#include <string.h>

/* Places of the parts. */
#define PART_NETWORK 17
#define PART_LETTERS 21
#define PART_CLASSES 22
#define MOST_PARTS 64

/* Flag of a series that ends with rates of learning, one for each layer. */
#define FLAG_RATES 64

/* Mode of a matrix: whole numbers, scales with 64 bits. */
#define MODE_WHOLE (1 | 128)

/* Layers within layers, and bytes of a string, at most. */
#define MOST_DEPTH 8
#define MOST_STRING 256

/* Scales of a matrix more than its rows: places that are not used. */
#define MOST_PADDING 64

/* The text that stands for the space. */
#define SPACE "NULL"

/* The noise of Tesseract begins with the count of the training times this. */
#define NOISE_STEP G_GUINT64_CONSTANT(0x10000001)

/* Part of a file that is being read; bad from the first thing on that is not as it should be. */
typedef struct {
  const guint8 *data;
  gsize size, at;
  gboolean bad;
} Reader;

static const guint8 *take(Reader *r, gsize n)
{
  if (r->bad || n > r->size - r->at) {
    r->bad = TRUE;
    return NULL;
  }
  r->at += n;
  return r->data + r->at - n;
}

static guint64 take_number(Reader *r, guint bytes)
{
  const guint8 *p = take(r, bytes);
  guint64 v = 0;
  for (guint i = 0; p != NULL && i < bytes; i++)
    v |= (guint64)p[i] << (8 * i);
  return v;
}

static guint take_u32(Reader *r)
{
  return (guint)take_number(r, 4);
}

/* At most `most`, else the file is bad. */
static guint take_count(Reader *r, guint most)
{
  const guint n = take_u32(r);
  r->bad |= n > most;
  return r->bad ? 0 : n;
}

static double take_double(Reader *r)
{
  const guint64 bits = take_number(r, 8);
  double v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

static void take_string(Reader *r, char text[MOST_STRING + 1])
{
  const guint n = take_count(r, MOST_STRING);
  const guint8 *p = take(r, n);
  memcpy(text, p != NULL ? p : (const guint8 *)"", p != NULL ? n : 0);
  text[p != NULL ? n : 0] = '\0';
}

/* Adds the rows of a matrix to those that layer's has from `first` on. */
static void take_matrix(Reader *r, GdLineMatrix *matrix, guint first, guint n)
{
  const guint mode = (guint)take_number(r, 1), rows = take_u32(r), columns = take_u32(r);
  take(r, 1);
  r->bad |= (mode & MODE_WHOLE) != MODE_WHOLE || rows != n || columns != matrix->n_in + 1;
  const guint8 *weights = r->bad ? NULL : take(r, (gsize)rows * columns);
  const guint scales = take_count(r, GD_LINE_FEATURES + MOST_PADDING);
  r->bad |= scales < n;
  for (guint i = 0; i < scales && !r->bad; i++) {
    const double scale = take_double(r);
    if (i < n && !r->bad)
      gd_line_matrix_set(matrix, first + i, weights + (gsize)i * columns, scale);
  }
}

/* A layer more; its matrix has `gates` times its outputs. */
static GdLineLayer *add_layer(Reader *r, GdLineNet *net, GdLineLayerKind kind, guint inputs,
                              guint outputs, guint gates)
{
  r->bad |= net->n_layers >= GD_LINE_LAYERS || inputs == 0 || outputs == 0 ||
            inputs > GD_LINE_FEATURES || outputs > GD_LINE_FEATURES;
  if (r->bad)
    return NULL;
  GdLineLayer *layer = &net->layers[net->n_layers++];
  *layer = (GdLineLayer){.kind = kind, .inputs = inputs, .outputs = outputs};
  if (gates > 0)
    layer->matrix = gd_line_matrix_new(inputs + (gates > 1 ? outputs : 0), gates * outputs);
  return layer;
}

#define GATES 4

static void take_lstm(Reader *r, GdLineNet *net, GdLineLayerKind kind, guint inputs, guint outputs)
{
  GdLineLayer *layer = add_layer(r, net, kind, inputs, outputs, GATES);
  r->bad |= take_u32(r) != inputs + outputs;
  for (guint gate = 0; gate < GATES && !r->bad; gate++)
    take_matrix(r, &layer->matrix, gate * outputs, outputs);
}

static void take_fully(Reader *r, GdLineNet *net, GdLineLayerKind kind, guint inputs, guint outputs)
{
  GdLineLayer *layer = add_layer(r, net, kind, inputs, outputs, 1);
  if (layer != NULL)
    take_matrix(r, &layer->matrix, 0, outputs);
}

static void take_square(Reader *r, GdLineNet *net, guint inputs)
{
  GdLineLayer *layer = add_layer(r, net, GD_LAYER_MAXIMA, inputs, inputs, 0);
  const guint side = take_count(r, GD_LINE_MOST_HEIGHT);
  r->bad |= take_u32(r) != side || side == 0;
  if (!r->bad)
    layer->square = side;
}

/* What a layer and those in it are. turned: GD_LAYER_COLUMNS in a picture whose columns are rows,
 * GD_LAYER_BACKWARD in one from right to left, else GD_LAYER_FORWARD. */
static void take_layer(Reader *r, GdLineNet *net, GdLineLayerKind turned, guint depth)
{
  char kind[MOST_STRING + 1], name[MOST_STRING + 1];
  r->bad |= depth > MOST_DEPTH || take_number(r, 1) != 0;
  take_string(r, kind);
  take(r, 2);
  const guint flags = take_u32(r), inputs = take_u32(r), outputs = take_u32(r);
  take_u32(r);
  take_string(r, name);
  const gboolean columns = g_str_equal(kind, "XYTranspose");
  const gboolean backward = g_str_equal(kind, "RTLReversed");
  if (r->bad)
    return;
  if (g_str_equal(kind, "Series") || columns || backward) {
    turned = columns ? GD_LAYER_COLUMNS : backward ? GD_LAYER_BACKWARD : turned;
    for (guint n = take_count(r, GD_LINE_LAYERS); n > 0 && !r->bad; n--)
      take_layer(r, net, turned, depth + 1);
    if ((flags & FLAG_RATES) != 0)
      take(r, (gsize)4 * take_count(r, GD_LINE_LAYERS));
  } else if (g_str_equal(kind, "Input")) {
    net->height = inputs;
    take(r, 5 * 4);
  } else if (g_str_equal(kind, "Convolve")) {
    r->bad |= inputs != 1 || take_u32(r) != 1 || take_u32(r) != 1;
  } else if (g_str_equal(kind, "Tanh")) {
    take_fully(r, net, GD_LAYER_EDGES, inputs, outputs);
  } else if (g_str_equal(kind, "Maxpool")) {
    take_square(r, net, inputs);
  } else if (g_str_equal(kind, "LSTM") || g_str_equal(kind, "SummLSTM")) {
    r->bad |= (turned == GD_LAYER_COLUMNS) != g_str_equal(kind, "SummLSTM");
    take_lstm(r, net, turned, inputs, outputs);
  } else if (g_str_equal(kind, "Softmax")) {
    take_fully(r, net, GD_LAYER_SOFTMAX, inputs, outputs);
  } else {
    r->bad = TRUE;
  }
}

/* Whether the layers fit, in the one order that is known: edges, maxima, columns, along, softmax.
 */
static gboolean is_sound(const GdLineNet *net)
{
  static const GdLineLayerKind begin[] = {GD_LAYER_EDGES, GD_LAYER_MAXIMA, GD_LAYER_COLUMNS};
  const guint n = net->n_layers;
  if (n <= G_N_ELEMENTS(begin) || net->layers[n - 1].kind != GD_LAYER_SOFTMAX ||
      net->layers[0].inputs != 9 || net->height == 0 || net->height > GD_LINE_MOST_HEIGHT)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    const GdLineLayer *layer = &net->layers[i];
    const gboolean along = layer->kind == GD_LAYER_FORWARD || layer->kind == GD_LAYER_BACKWARD;
    if (i < G_N_ELEMENTS(begin) ? layer->kind != begin[i] : i + 1 < n && !along)
      return FALSE;
    if (i > 0 && layer->inputs != net->layers[i - 1].outputs)
      return FALSE;
  }
  return net->layers[1].square <= net->height;
}

static void take_network(Reader *r, GdLineNet *net)
{
  char shape[MOST_STRING + 1];
  take_layer(r, net, GD_LAYER_FORWARD, 0);
  take_string(r, shape);
  take(r, 2 * 4);
  net->seed = (guint64)take_u32(r) * NOISE_STEP;
  net->nothing = take_u32(r);
  r->bad |= r->bad || !is_sound(net);
  net->n_classes = r->bad ? 0 : net->layers[net->n_layers - 1].outputs;
  r->bad |= net->n_classes > GD_LINE_CLASSES || net->nothing >= net->n_classes;
}

/* Lines of text: their number, then the letters, each first on its line. The first is the space. */
static void take_letters(Reader *r, GdLineNet *net)
{
  g_autofree char *text = r->bad ? g_strdup("") : g_strndup((const char *)r->data, r->size);
  g_auto(GStrv) lines = g_strsplit(text, "\n", GD_LINE_LETTERS + 2);
  const guint n = g_strv_length(lines);
  const guint64 told = n > 0 ? g_ascii_strtoull(lines[0], NULL, 10) : 0;
  r->bad |= told == 0 || told > GD_LINE_LETTERS || n <= told || !g_str_has_prefix(lines[1], SPACE);
  net->n_letters = r->bad ? 0 : (guint)told;
  net->letters = g_new0(char *, net->n_letters + 1);
  for (guint i = 0; i < net->n_letters; i++) {
    g_autofree char *letter = g_strndup(lines[i + 1], strcspn(lines[i + 1], " "));
    const gboolean single = g_utf8_validate(letter, -1, NULL) && g_utf8_strlen(letter, -1) == 1;
    net->letters[i] = single ? g_steal_pointer(&letter) : g_strdup("");
  }
}

/* Their number, then of each letter 8 bits, the number of its classes, and these. */
static void take_codes(Reader *r, GdLineNet *net)
{
  g_autofree GdLineCode *codes = g_new0(GdLineCode, net->n_letters + 1);
  r->bad |= take_u32(r) != net->n_letters;
  for (guint i = 0; i < net->n_letters && !r->bad; i++) {
    take(r, 1);
    codes[i].letter = i;
    codes[i].n = take_count(r, GD_LINE_CODES);
    r->bad |= codes[i].n == 0;
    for (guint k = 0; k < codes[i].n && !r->bad; k++)
      codes[i].classes[k] = (guint16)take_count(r, net->n_classes - 1);
  }
  if (r->bad)
    return;
  net->codes = gd_line_codes_new(codes, net->n_letters);
  /* without "nothing" as a code of its own a line may have no path at all (line_decode.c) */
  const GdLineTwig *nothing = gd_line_codes_find(net->codes, GD_LINE_ROOT, net->nothing);
  r->bad |= nothing == NULL || nothing->letter == GD_LINE_NONE;
}

/* A part of the file, bad if there is none. */
static Reader part_of(const char *content, gsize size, guint part)
{
  Reader whole = {(const guint8 *)content, size, 0, FALSE};
  const guint n = take_count(&whole, MOST_PARTS);
  guint64 from = G_MAXUINT64, to = size;
  for (guint i = 0; i < n && !whole.bad; i++) {
    const guint64 place = take_number(&whole, 8);
    if (i == part)
      from = place;
    else if (i > part && place < to)
      to = place;
  }
  whole.bad |= from > to;
  return whole.bad ? (Reader){.bad = TRUE}
                   : (Reader){(const guint8 *)content + from, (gsize)(to - from), 0, FALSE};
}

GdLineNet *gd_line_net_load(const char *path, GError **error)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  g_autoptr(GError) failed = NULL;
  if (!g_file_get_contents(path, &content, &size, &failed)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", failed->message);
    return NULL;
  }
  Reader network = part_of(content, size, PART_NETWORK);
  Reader letters = part_of(content, size, PART_LETTERS);
  Reader classes = part_of(content, size, PART_CLASSES);
  g_autoptr(GdLineNet) net = g_new0(GdLineNet, 1);
  take_network(&network, net);
  take_letters(&letters, net);
  classes.bad |= network.bad || letters.bad;
  take_codes(&classes, net);
  if (classes.bad) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not a network of lines: %s", path);
    return NULL;
  }
  gd_line_curve_logistic(&net->logistic);
  gd_line_curve_tanh(&net->tanh);
  return g_steal_pointer(&net);
}

void gd_line_net_free(GdLineNet *net)
{
  if (net == NULL)
    return;
  for (guint i = 0; i < net->n_layers; i++)
    gd_line_matrix_clear(&net->layers[i].matrix);
  for (guint i = 0; i < net->n_letters; i++)
    g_free(net->letters[i]);
  g_free(net->letters);
  gd_line_codes_free(net->codes);
  g_free(net);
}
