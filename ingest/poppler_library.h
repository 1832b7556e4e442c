/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ingest/: poppler-glib, loaded when the first page is rendered (in a build without
 * Poppler's private headers: when the first PDF is opened). It brings cairo and the libraries of
 * X11, twenty in all, which a report with a text layer has no use for.
 */
#pragma once

#include <cairo.h>
#include <poppler.h>

G_BEGIN_DECLS

/* The functions that are used. cairo's are found through poppler-glib, which links it. */
#define GD_POPPLER_FUNCTIONS(X)                                                                    \
  X(cairo_create)                                                                                  \
  X(cairo_destroy)                                                                                 \
  X(cairo_image_surface_create)                                                                    \
  X(cairo_image_surface_get_data)                                                                  \
  X(cairo_image_surface_get_height)                                                                \
  X(cairo_image_surface_get_stride)                                                                \
  X(cairo_image_surface_get_width)                                                                 \
  X(cairo_paint)                                                                                   \
  X(cairo_scale)                                                                                   \
  X(cairo_set_source_rgb)                                                                          \
  X(cairo_status)                                                                                  \
  X(cairo_surface_destroy)                                                                         \
  X(cairo_surface_flush)                                                                           \
  X(cairo_surface_status)                                                                          \
  X(poppler_annot_get_annot_type)                                                                  \
  X(poppler_document_get_n_pages)                                                                  \
  X(poppler_document_get_page)                                                                     \
  X(poppler_document_new_from_file)                                                                \
  X(poppler_error_quark)                                                                           \
  X(poppler_form_field_get_field_type)                                                             \
  X(poppler_page_free_annot_mapping)                                                               \
  X(poppler_page_free_form_field_mapping)                                                          \
  X(poppler_page_free_image_mapping)                                                               \
  X(poppler_page_free_text_attributes)                                                             \
  X(poppler_page_get_annot_mapping)                                                                \
  X(poppler_page_get_form_field_mapping)                                                           \
  X(poppler_page_get_image_mapping)                                                                \
  X(poppler_page_get_size)                                                                         \
  X(poppler_page_get_text)                                                                         \
  X(poppler_page_get_text_attributes)                                                              \
  X(poppler_page_get_text_layout)                                                                  \
  X(poppler_page_render)

#define GD_POPPLER_FIELD(name) __typeof__(&name) name;
typedef struct {
  GD_POPPLER_FUNCTIONS(GD_POPPLER_FIELD)
} GdPopplerLibrary;
#undef GD_POPPLER_FIELD

/* The library, the same for the whole process and never unloaded. Lent. NULL and
 * GD_ERROR_IO if it is not installed or lacks a function. */
const GdPopplerLibrary *gd_poppler_library(GError **error);

/* The same for those who hold something of the library already. Never NULL. */
const GdPopplerLibrary *gd_poppler(void);

G_END_DECLS
