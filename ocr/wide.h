/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: code of its own for processors with wide registers. The same loops are compiled
 * twice, and vectorised by the compiler; which ones run is asked of the processor. Without fused
 * instructions, so that floats are rounded alike in both:
 *
 *     GD_INLINE void add(float *a, const float *b, guint n) { ... }
 *     #ifdef GD_WIDE
 *     GD_WIDE static void add_wide(float *a, const float *b, guint n) { add(a, b, n); }
 *     #endif
 */
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define GD_WIDE __attribute__((target("avx2")))
#define GD_HAS_WIDE __builtin_cpu_supports("avx2")
#endif

#define GD_INLINE static inline __attribute__((always_inline))

/*
 * Loops that take nearly all of the time. AddressSanitizer and UBSan would look at every element of
 * theirs, and make them ten times as slow; instead whoever calls them lets GD_CHECK_RANGE look at
 * the ranges as a whole. What they add up must not be able to overflow.
 */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define GD_UNWATCHED __attribute__((no_sanitize("address", "undefined")))
#define GD_CHECK_RANGE(p, n)                                                                       \
  g_assert(__asan_region_is_poisoned((void *)(p), (n) * sizeof *(p)) == NULL)
#else
#define GD_UNWATCHED
#define GD_CHECK_RANGE(p, n) ((void)(p), (void)(n))
#endif
