/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ingest/charset.c: ICU's detector of encodings, loaded for the first text that does
 * not tell its own. It is the one thing used of ICU's second library, which is as large as all
 * else that a PDF needs.
 */
#pragma once

#include <glib.h>
#include <unicode/ucsdet.h>

G_BEGIN_DECLS

#define GD_ICU_FUNCTIONS(X)                                                                        \
  X(ucsdet_open)                                                                                   \
  X(ucsdet_close)                                                                                  \
  X(ucsdet_setText)                                                                                \
  X(ucsdet_detect)                                                                                 \
  X(ucsdet_getConfidence)                                                                          \
  X(ucsdet_getName)

#define GD_ICU_FIELD(name) __typeof__(&name) name;
typedef struct {
  GD_ICU_FUNCTIONS(GD_ICU_FIELD)
} GdIcuDetector;
#undef GD_ICU_FIELD

/* The same for the whole process and never unloaded. Lent. NULL if it is not installed:
 * encodings are then guessed without it. */
const GdIcuDetector *gd_icu_detector(void);

G_END_DECLS
