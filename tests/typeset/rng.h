/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random numbers of the typesetter. Everything a document varies is drawn from
 * its seed through named streams, so that forcing one parameter leaves all
 * others as they were. Method: SplitMix64 (Steele, Lea, Flood: Fast splittable
 * pseudorandom number generators, OOPSLA 2014).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state;
} TsRng;

/* The stream of that name under that seed. */
TsRng ts_rng(guint64 seed, const char *stream);

/* A seed for the thing of that number below seed (0 gives seed itself). */
guint64 ts_rng_child(guint64 seed, guint number);

guint64 ts_rng_next(TsRng *rng);

/* Uniform in low..high, both included; low <= high. */
gint64 ts_rng_int(TsRng *rng, gint64 low, gint64 high);

/* Uniform in low..high. */
double ts_rng_real(TsRng *rng, double low, double high);

/* TRUE with that probability (0..1). */
gboolean ts_rng_chance(TsRng *rng, double probability);

/* One of a NULL-terminated list, which is not empty. Lent. */
const char *ts_rng_pick(TsRng *rng, const char *const *list);

/* A whole number of 1..max_digits digits, each length equally likely; >= 1. */
gint64 ts_rng_magnitude(TsRng *rng, guint max_digits);

/* Puts n indices in random order. */
void ts_rng_shuffle(TsRng *rng, guint *items, guint n);

G_END_DECLS
