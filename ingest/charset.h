/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a text file → UTF-8. Pages of Chinese agencies are UTF-8 or GBK; what
 * they declare is often missing, and now and then wrong.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The n bytes as valid UTF-8 with "\n" between lines, without byte order mark and without
 * characters that have no shape (joiners, controls). U+FFFD stands for bytes of no meaning and for
 * marks that turn the direction of writing, behind which digits may be shown in another order.
 *
 * The encoding is, in this order: that of a byte order mark; UTF-8 if the bytes are valid UTF-8;
 * the declared one (gb2312 and gbk mean GB18030, as in WHATWG's Encoding Standard); else GB18030
 * or Big5, whichever makes common characters of them; else ICU's guess. declared may be NULL.
 *
 * NULL and GD_ERROR_DAMAGED if too much of it makes no sense in that encoding. Caller frees. */
char *gd_charset_decode(const char *bytes, gsize n, const char *declared, GError **error);

/* What the head of an HTML file declares: <meta charset>, http-equiv, or an XML declaration. NULL
 * if nothing. Caller frees. */
char *gd_charset_declared(const char *bytes, gsize n);

G_END_DECLS
