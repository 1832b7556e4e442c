/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing JSON (RFC 8259) into a string: the same record gives the same bytes,
 * and every number reads back as the same bits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A quoted string; what is not UTF-8 in it becomes U+FFFD; NULL counts as "". */
void gd_json_put_text(GString *out, const char *text);

/* The shorter of 15 and 17 digits that reads back exactly; 0 if not finite. */
void gd_json_put_double(GString *out, double number);

G_END_DECLS
