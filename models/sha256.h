/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 (FIPS 180-4) of what comes in pieces, by Nettle, which uses the processor's
 * instructions for it: GLib's own takes longer over a report than reading it does.
 *
 *     GdSha256 digest;
 *     gd_sha256_init(&digest);
 *     gd_sha256_update(&digest, bytes, length);
 *     g_autofree char *hex = gd_sha256_hex(&digest);
 *
 * A value: nothing to free, no errors. To be changed by its functions only.
 */
#pragma once

#include <glib.h>
#include <nettle/sha2.h>

G_BEGIN_DECLS

typedef struct {
  struct sha256_ctx state;
} GdSha256;

void gd_sha256_init(GdSha256 *digest);

/* Adds length bytes. bytes may be NULL if length is 0. */
void gd_sha256_update(GdSha256 *digest, const void *bytes, gsize length);

/* The digest of all that was added, as 64 small hexadecimal digits; caller frees. digest
 * may be asked again, and added to. */
char *gd_sha256_hex(const GdSha256 *digest);

G_END_DECLS
