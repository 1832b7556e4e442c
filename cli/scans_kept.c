/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scans_kept.h"

#include <leptonica/allheaders.h>

/* Bytes of all that are kept: four pages of A4 at 300 dpi. */
#define MOST_BYTES (36 << 20)

struct GdKeptPictures {
  GHashTable *by_page; /* page number → GdPicture, with pix alone. Owned */
  gsize bytes;
};

GdKeptPictures *gd_kept_pictures_new(void)
{
  GdKeptPictures *kept = g_new0(GdKeptPictures, 1);
  kept->by_page = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)gd_picture_free);
  return kept;
}

void gd_kept_pictures_free(GdKeptPictures *kept)
{
  if (kept == NULL)
    return;
  g_hash_table_unref(kept->by_page);
  g_free(kept);
}

/* The same pixels and place, without what is made of them. Caller owns. */
static GdPicture *bare_copy(const GdPicture *picture)
{
  GdPicture *copy = g_new0(GdPicture, 1);
  copy->pix = pixClone(picture->pix);
  copy->dpi = picture->dpi;
  copy->bilevel = picture->bilevel;
  copy->coarse = picture->coarse;
  copy->damaged = picture->damaged;
  copy->to_page = picture->to_page;
  /* pixels are without them: a second look must know it as the first one did */
  copy->seals = picture->seals != NULL ? g_array_ref(picture->seals) : NULL;
  return copy;
}

static gsize bytes_of(const GdPicture *picture)
{
  return (gsize)pixGetWpl(picture->pix) * sizeof(l_uint32) * (gsize)pixGetHeight(picture->pix);
}

void gd_kept_pictures_add(GdKeptPictures *kept, guint page, GdPicture *picture)
{
  const GdPicture *old =
      kept != NULL ? g_hash_table_lookup(kept->by_page, GUINT_TO_POINTER(page)) : NULL;
  const gsize bytes = bytes_of(picture);
  if (old != NULL) {
    kept->bytes -= bytes_of(old);
    g_hash_table_remove(kept->by_page, GUINT_TO_POINTER(page));
  }
  if (kept != NULL && pixGetDepth(picture->pix) == 8 && kept->bytes + bytes <= MOST_BYTES) {
    g_hash_table_insert(kept->by_page, GUINT_TO_POINTER(page), bare_copy(picture));
    kept->bytes += bytes;
  }
  gd_picture_free(picture);
}

GdPicture *gd_kept_pictures_get(const GdKeptPictures *kept, guint page)
{
  const GdPicture *picture =
      kept != NULL ? g_hash_table_lookup(kept->by_page, GUINT_TO_POINTER(page)) : NULL;
  return picture != NULL ? bare_copy(picture) : NULL;
}
