/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sha256.h"

void gd_sha256_init(GdSha256 *digest)
{
  sha256_init(&digest->state);
}

void gd_sha256_update(GdSha256 *digest, const void *bytes, gsize length)
{
  if (length > 0)
    sha256_update(&digest->state, length, bytes);
}

char *gd_sha256_hex(const GdSha256 *digest)
{
  struct sha256_ctx copy = digest->state; /* taking the digest starts the state anew */
  guint8 bytes[SHA256_DIGEST_SIZE];
  sha256_digest(&copy, sizeof bytes, bytes);
  GString *hex = g_string_sized_new((gsize)2 * sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf(hex, "%02x", bytes[i]);
  return g_string_free(hex, FALSE);
}
