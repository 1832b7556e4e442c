/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/training/label_text.h"

#include <string.h>

#include "models/error.h"
#include "models/text.h"
#include "ocr/label_net.h"

/* Marks and digits, as they are written out. Brackets, commas and the like of half width are
 * the same letter as those of full width. */
static const char *const marks = "0123456789.-%+/（）〔〕【】「」《》“”，、：；。*";
static const char *const half[] = {"(", ")", ",",  ":",  ";",  "．", "％", "［", "］",
                                   "[", "]", "〖", "〗", "／", "＋", "＊", NULL};
static const char *const whole[] = {"（", "）", "，", "：", "；", ".", "%", "〔", "〕",
                                    "〔", "〕", "【", "】", "/",  "+", "*", NULL};

/* Latin letters, none of which looks like a digit or a mark. */
static const char *const latin = "ABCDEFGHKMNPQRSTUWXYZabcdefghkmnpqrstuwxyz";

/* Of 100 characters: marks and digits, strangers; of 100 strangers: from anywhere in
 * Unicode's first block of them, Latin ones, those like a letter. */
#define MARKS 16
#define STRANGERS 26
#define RARE 10
#define LATIN 4
#define LIKE 46

static void add_letter(GdLabelLetters *l, GString *text, gunichar c)
{
  if (g_hash_table_contains(l->index, GUINT_TO_POINTER(c)))
    return;
  const guint place = g_hash_table_size(l->index) + 1;
  g_hash_table_insert(l->index, GUINT_TO_POINTER(c), GUINT_TO_POINTER(place));
  g_string_append_unichar(text, c);
}

static int compare_characters(gconstpointer a, gconstpointer b)
{
  const gunichar x = *(const gunichar *)a, y = *(const gunichar *)b;
  return (x > y) - (x < y);
}

static gboolean is_usual_han(gunichar c)
{
  return c >= 0x4E00 && c <= 0x9FA5;
}

static gboolean add_file(GArray *han, const char *path, GError **error)
{
  g_autofree char *content = NULL;
  if (!g_file_get_contents(path, &content, NULL, error))
    return FALSE;
  g_autofree char *valid = g_utf8_make_valid(content, -1);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (is_usual_han(c))
      g_array_append_val(han, c);
  }
  return TRUE;
}

/* The characters of GB 2312, the usual ones, that are no letters. */
static void add_strangers(GdLabelLetters *l)
{
  for (guint row = 0xB0; row < 0xF8; row++)
    for (guint place = 0xA1; place < 0xFF; place++) {
      const char bytes[2] = {(char)row, (char)place};
      g_autofree char *text = g_convert(bytes, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
      const gunichar c = text != NULL ? g_utf8_get_char(text) : 0;
      if (is_usual_han(c) && !g_hash_table_contains(l->index, GUINT_TO_POINTER(c)))
        g_array_append_val(l->strangers, c);
    }
}

GdLabelLetters *gd_label_letters_new(char **files, GError **error)
{
  g_autoptr(GdLabelLetters) l = g_new0(GdLabelLetters, 1);
  l->index = g_hash_table_new(NULL, NULL);
  l->han = g_array_new(FALSE, FALSE, sizeof(gunichar));
  l->strangers = g_array_new(FALSE, FALSE, sizeof(gunichar));
  l->like = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (; *files != NULL; files++)
    if (!add_file(l->han, *files, error))
      return NULL;
  g_array_sort(l->han, compare_characters);
  GString *text = g_string_new(NULL);
  for (const char *at = marks; *at != '\0'; at = g_utf8_next_char(at))
    add_letter(l, text, g_utf8_get_char(at));
  for (guint i = l->han->len; i-- > 1;)
    if (g_array_index(l->han, gunichar, i) == g_array_index(l->han, gunichar, i - 1))
      g_array_remove_index(l->han, i);
  for (guint i = 0; i < l->han->len; i++)
    add_letter(l, text, g_array_index(l->han, gunichar, i));
  l->letters = g_string_free(text, FALSE);
  add_strangers(l);
  if (GD_LABEL_CLASSES(g_hash_table_size(l->index)) > GD_NET_WIDEST) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%u letters", g_hash_table_size(l->index));
    return NULL;
  }
  return g_steal_pointer(&l);
}

void gd_label_letters_free(GdLabelLetters *letters)
{
  if (letters == NULL)
    return;
  g_free(letters->letters);
  g_clear_pointer(&letters->han, g_array_unref);
  g_clear_pointer(&letters->strangers, g_array_unref);
  g_clear_pointer(&letters->like, g_array_unref);
  g_clear_pointer(&letters->index, g_hash_table_unref);
  g_free(letters);
}

static guint place_of(const GdLabelLetters *letters, gunichar c)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(letters->index, GUINT_TO_POINTER(c)));
}

guint gd_label_class(const GdLabelLetters *letters, gunichar character)
{
  char text[7] = {0};
  g_unichar_to_utf8(character, text);
  for (guint i = 0; half[i] != NULL; i++)
    if (g_str_equal(half[i], text))
      return place_of(letters, g_utf8_get_char(whole[i])) - 1;
  guint place = place_of(letters, character);
  if (place == 0) {
    g_autofree char *folded = gd_fold(text);
    place = g_utf8_strlen(folded, -1) == 1 ? place_of(letters, g_utf8_get_char(folded)) : 0;
  }
  return place > 0 ? place - 1 : GD_LABEL_OTHER(g_hash_table_size(letters->index));
}

static gunichar pick(TsRng *rng, const char *text)
{
  const gint64 n = g_utf8_strlen(text, -1);
  return g_utf8_get_char(g_utf8_offset_to_pointer(text, (glong)ts_rng_int(rng, 0, n - 1)));
}

static gunichar pick_from(TsRng *rng, const GArray *characters)
{
  return g_array_index(characters, gunichar, (guint)ts_rng_int(rng, 0, characters->len - 1));
}

static gunichar pick_mark(TsRng *rng)
{
  if (ts_rng_chance(rng, 0.3))
    return (gunichar)('0' + ts_rng_int(rng, 0, 9));
  if (!ts_rng_chance(rng, 0.4))
    return pick(rng, marks);
  return g_utf8_get_char(half[ts_rng_int(rng, 0, G_N_ELEMENTS(half) - 2)]);
}

static gunichar pick_stranger(TsRng *rng, const GdLabelLetters *letters)
{
  const gint64 kind = ts_rng_int(rng, 0, 99);
  if (kind < RARE)
    return (gunichar)ts_rng_int(rng, 0x4E00, 0x9FA5);
  if (kind < RARE + LATIN)
    return pick(rng, latin);
  const gboolean like = kind < RARE + LATIN + LIKE && letters->like->len > 0;
  return pick_from(rng, like ? letters->like : letters->strangers);
}

char *gd_label_text(TsRng *rng, const GdLabelLetters *letters)
{
  GString *text = g_string_new(NULL);
  const gint64 n = ts_rng_chance(rng, 0.15) ? ts_rng_int(rng, 1, 3) : ts_rng_int(rng, 4, 14);
  for (gint64 i = 0; i < n; i++) {
    const gint64 kind = ts_rng_int(rng, 0, 99);
    g_string_append_unichar(text, kind < MARKS               ? pick_mark(rng)
                                  : kind < MARKS + STRANGERS ? pick_stranger(rng, letters)
                                                             : pick_from(rng, letters->han));
  }
  return g_string_free(text, FALSE);
}
