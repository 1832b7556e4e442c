/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/pictures.h"

#include "ingest/image_render.h"
#include "ingest/images.h"
#include "ingest/ingest.h"

struct GdPictures {
  const GdSource *source;
  char *password;
  gboolean tried;
  GdRender *render; /* of a PDF: with what is drawn over its pictures */
  GdImages *images; /* of a file of pictures */
};

GdPictures *gd_pictures_new(const GdSource *source, const char *password)
{
  GdPictures *pictures = g_new0(GdPictures, 1);
  pictures->source = source;
  pictures->password = g_strdup(password);
  return pictures;
}

void gd_pictures_free(GdPictures *pictures)
{
  if (pictures == NULL)
    return;
  g_clear_pointer(&pictures->render, gd_render_close);
  g_clear_pointer(&pictures->images, gd_images_close);
  g_free(pictures->password);
  g_free(pictures);
}

/* Opens the file if it is still the one that was read. */
static void open_source(GdPictures *pictures)
{
  const GdSource *source = pictures->source;
  gboolean is_pdf = g_strcmp0(source->kind, "pdf") == 0;
  pictures->tried = TRUE;
  if (!is_pdf && g_strcmp0(source->kind, "image") != 0)
    return;
  if (source->path == NULL || source->sha256 == NULL)
    return;
  g_autoptr(GdSource) now = gd_source_new(source->path);
  if (!gd_ingest_identify(now, NULL) || g_strcmp0(now->sha256, source->sha256) != 0)
    return;
  if (is_pdf)
    pictures->render = gd_render_open(source->path, pictures->password, NULL);
  else
    pictures->images = gd_images_open(source, NULL, NULL);
}

GdPicture *gd_pictures_page(GdPictures *pictures, guint number, double dpi)
{
  if (!pictures->tried)
    open_source(pictures);
  if (pictures->render != NULL)
    return gd_render_page(pictures->render, number, dpi, NULL);
  if (pictures->images != NULL)
    return gd_images_page(pictures->images, number, dpi, NULL);
  return NULL;
}

const GdPage *gd_source_page(const GdSource *source, guint number)
{
  for (guint i = 0; i < source->pages->len; i++)
    if (((const GdPage *)g_ptr_array_index(source->pages, i))->number == number)
      return g_ptr_array_index(source->pages, i);
  return NULL;
}
