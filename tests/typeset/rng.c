/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rng.h"

/* FNV-1a (Fowler, Noll, Vo), 64 bits: names to numbers. */
static guint64 hash_name(const char *name)
{
  guint64 hash = 0xcbf29ce484222325u;
  for (const char *p = name; *p != '\0'; p++)
    hash = (hash ^ (guchar)*p) * 0x100000001b3u;
  return hash;
}

guint64 ts_rng_next(TsRng *rng)
{
  guint64 z = rng->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

TsRng ts_rng(guint64 seed, const char *stream)
{
  TsRng rng = {seed};
  rng.state = ts_rng_next(&rng) ^ hash_name(stream);
  ts_rng_next(&rng);
  return rng;
}

guint64 ts_rng_child(guint64 seed, guint number)
{
  TsRng rng = {seed ^ ((guint64)number << 40)};
  return number == 0 ? seed : ts_rng_next(&rng);
}

gint64 ts_rng_int(TsRng *rng, gint64 low, gint64 high)
{
  g_assert(low <= high);
  return low + (gint64)(ts_rng_next(rng) % (guint64)(high - low + 1));
}

double ts_rng_real(TsRng *rng, double low, double high)
{
  return low + (high - low) * (double)(ts_rng_next(rng) >> 11) / 9007199254740992.0;
}

gboolean ts_rng_chance(TsRng *rng, double probability)
{
  return ts_rng_real(rng, 0, 1) < probability;
}

const char *ts_rng_pick(TsRng *rng, const char *const *list)
{
  return list[ts_rng_int(rng, 0, (gint64)g_strv_length((char **)list) - 1)];
}

gint64 ts_rng_magnitude(TsRng *rng, guint max_digits)
{
  gint64 high = 9, low = 1;
  for (gint64 digits = ts_rng_int(rng, 1, max_digits); digits > 1; digits--) {
    low = high + 1;
    high = high * 10 + 9;
  }
  return ts_rng_int(rng, low, high);
}

void ts_rng_shuffle(TsRng *rng, guint *items, guint n)
{
  for (guint i = n; i > 1; i--) {
    guint j = (guint)ts_rng_int(rng, 0, i - 1);
    guint swap = items[i - 1];
    items[i - 1] = items[j];
    items[j] = swap;
  }
}
