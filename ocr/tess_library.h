/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/tess.c: Tesseract's library, loaded when the first scan is met. It
 * brings forty others (curl, archive …) that a born-digital report has no use for:
 * loading them takes as long as reading one.
 */
#pragma once

#include <glib.h>
#include <tesseract/capi.h>

G_BEGIN_DECLS

/* The functions of the C API that are used, without their prefix. */
#define GD_TESS_FUNCTIONS(X)                                                                       \
  X(BaseAPICreate)                                                                                 \
  X(BaseAPIDelete)                                                                                 \
  X(BaseAPIInit2)                                                                                  \
  X(BaseAPIEnd)                                                                                    \
  X(BaseAPISetVariable)                                                                            \
  X(BaseAPISetPageSegMode)                                                                         \
  X(BaseAPISetImage2)                                                                              \
  X(BaseAPIRecognize)                                                                              \
  X(BaseAPIGetIterator)                                                                            \
  X(BaseAPIClear)                                                                                  \
  X(BaseAPIDetectOrientationScript)                                                                \
  X(ChoiceIteratorGetUTF8Text)                                                                     \
  X(ChoiceIteratorConfidence)                                                                      \
  X(ChoiceIteratorNext)                                                                            \
  X(ChoiceIteratorDelete)                                                                          \
  X(DeleteText)                                                                                    \
  X(PageIteratorBoundingBox)                                                                       \
  X(PageIteratorIsAtBeginningOf)                                                                   \
  X(ResultIteratorGetUTF8Text)                                                                     \
  X(ResultIteratorGetChoiceIterator)                                                               \
  X(ResultIteratorGetPageIteratorConst)                                                            \
  X(ResultIteratorConfidence)                                                                      \
  X(ResultIteratorNext)                                                                            \
  X(ResultIteratorDelete)

#define GD_TESS_FIELD(name) __typeof__(&Tess##name) name;
typedef struct {
  GD_TESS_FUNCTIONS(GD_TESS_FIELD)
} GdTessLibrary;
#undef GD_TESS_FIELD

/* The library, the same for the whole process and never unloaded. Lent. NULL and
 * GD_ERROR_IO if it is not installed or lacks a function. */
const GdTessLibrary *gd_tess_library(GError **error);

G_END_DECLS
