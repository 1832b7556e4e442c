/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/images.h"

#include "ingest/image_file.h"
#include "ingest/image_part.h"
#include "ingest/image_render.h"
#ifdef GUIDANG_POPPLER_PRIVATE
#include "ingest/pdf_images.h"
#else
typedef struct GdPdfImages GdPdfImages; /* not in this build */
#endif

struct GdImages {
  char *path, *password;
  GdImageFile *file; /* of a file of pictures; the others: of a PDF, opened when needed */
  GdPdfImages *embedded;
  GdRender *render;
};

GdImages *gd_images_open(const GdSource *source, const GdIngestOptions *options, GError **error)
{
  g_autoptr(GdImages) images = g_new0(GdImages, 1);
  images->path = g_strdup(source->path);
  images->password = g_strdup(options != NULL ? options->password : NULL);
  if (g_strcmp0(source->kind, "image") == 0) {
    images->file = gd_image_file_open(source->path, error);
    return images->file != NULL ? g_steal_pointer(&images) : NULL;
  }
  if (g_strcmp0(source->kind, "pdf") != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_UNSUPPORTED, "%s has no pages to be seen",
                source->kind != NULL ? source->kind : "a file of unknown kind");
    return NULL;
  }
#ifdef GUIDANG_POPPLER_PRIVATE
  images->embedded = gd_pdf_images_open(images->path, images->password);
#endif
  if (images->embedded == NULL) {
    images->render = gd_render_open(images->path, images->password, error);
    if (images->render == NULL)
      return NULL;
  }
  return g_steal_pointer(&images);
}

void gd_images_close(GdImages *images)
{
  if (images == NULL)
    return;
#ifdef GUIDANG_POPPLER_PRIVATE
  if (images->embedded != NULL)
    gd_pdf_images_close(images->embedded);
#endif
  gd_image_file_close(images->file);
  gd_render_close(images->render);
  g_free(images->path);
  g_free(images->password);
  g_free(images);
}

#ifdef GUIDANG_POPPLER_PRIVATE
/* The pictures that a page embeds. GD_ERROR_UNSUPPORTED if they are not all that it shows. */
static GdPicture *embedded_page(GdImages *images, guint number, double dpi, GError **error)
{
  double width, height;
  if (!gd_pdf_images_size(images->embedded, number, &width, &height)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
    return NULL;
  }
  g_autoptr(GPtrArray) parts = gd_pdf_images_page(images->embedded, number, dpi, error);
  return parts != NULL ? gd_parts_compose(parts, width, height, error) : NULL;
}
#endif

GdPicture *gd_images_page(GdImages *images, guint number, double dpi, GError **error)
{
  if (images->file != NULL)
    return gd_image_file_page(images->file, number, dpi, error);
#ifdef GUIDANG_POPPLER_PRIVATE
  if (images->embedded != NULL) {
    g_autoptr(GError) why = NULL;
    GdPicture *picture = embedded_page(images, number, dpi, &why);
    if (picture != NULL)
      return picture;
    if (!g_error_matches(why, GD_ERROR, GD_ERROR_UNSUPPORTED)) {
      g_propagate_error(error, g_steal_pointer(&why));
      return NULL;
    }
  }
#endif
  if (images->render == NULL)
    images->render = gd_render_open(images->path, images->password, error);
  return images->render != NULL ? gd_render_page(images->render, number, dpi, error) : NULL;
}
