/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much a text looks like Chinese that somebody wrote.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The characters in everyday use. */
typedef struct GdHanzi GdHanzi;

GdHanzi *gd_hanzi_new(void);
void gd_hanzi_free(GdHanzi *hanzi);

/* Whether c is in everyday use: in level 1 of GB/T 2312-1980 (3,755 characters,
 * simplified) or level 1 of Big5 (5,401 characters, traditional). */
gboolean gd_hanzi_is_common(const GdHanzi *hanzi, gunichar c);

/* Whether c is a Han character of the basic block (U+4E00 to U+9FFF). */
gboolean gd_is_han(gunichar c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdHanzi, gd_hanzi_free)

G_END_DECLS
