/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact decimal numbers: an integer times a power of ten. Never a double, so
 * that 96171.6 stays what was printed and sums are exact.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* mantissa * 10^-decimals. decimals is kept as printed: 5.00 is {500, 2}. */
typedef struct {
  gint64 mantissa;
  guint8 decimals; /* 0..GD_NUMBER_MAX_DECIMALS */
} GdNumber;

#define GD_NUMBER_MAX_DECIMALS 9
#define GD_NUMBER_MAX_DIGITS 15 /* leaves room for sums in 64 bits */

static inline GdNumber gd_number(gint64 integer)
{
  return (GdNumber){integer, 0};
}

/* Parses an optional minus, digits, at most one point followed by digits; no
 * other character. FALSE (and *out untouched) for anything else or for more
 * digits than fit. */
gboolean gd_number_parse(const char *text, GdNumber *out);

/* Plain text in the same syntax. Caller frees. */
char *gd_number_to_string(GdNumber n);

/* *out = a + sign*b. FALSE on overflow. */
gboolean gd_number_add(GdNumber a, GdNumber b, int sign, GdNumber *out);

/* <0, 0, >0 as a is less than, equal to, greater than b by value. */
int gd_number_compare(GdNumber a, GdNumber b);

static inline gboolean gd_number_is_zero(GdNumber n)
{
  return n.mantissa == 0;
}

static inline gboolean gd_number_is_negative(GdNumber n)
{
  return n.mantissa < 0;
}

/* TRUE if there is no fraction (5.00 is integral). */
gboolean gd_number_is_integral(GdNumber n);

G_END_DECLS
