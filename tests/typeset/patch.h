/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes to the finished PDF that cairo has no call for. Works on the output
 * of cairo's PDF 1.4 writer only: objects in plain text, one xref table.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* pdf with page_keys put into every page object ("" for none), and, if asked,
 * with the fonts' /ToUnicode and /Encoding keys taken away. Caller owns. NULL
 * and GD_ERROR_INTERNAL if the file is not as expected. */
GBytes *ts_patch(const GByteArray *pdf, const char *page_keys, gboolean drop_unicode,
                 GError **error);

G_END_DECLS
