/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Training of ocr/net.h: Adam (Kingma and Ba, ICLR 2015) on cross-entropy in mini-batches, the
 * rate falling to nothing over the epochs; a little of each target is spread over the
 * other classes (Szegedy et al., CVPR 2016), which keeps probabilities honest. One thread,
 * every draw from the seed: the same examples give the same weights.
 */
#pragma once

#include "ocr/net.h"
#include "tests/typeset/rng.h"

G_BEGIN_DECLS

/* Inputs with the class of each, kept in bytes. */
typedef struct GdExamples GdExamples;

/* Of so many inputs each, which lie in 0..GD_EXAMPLE_MOST. */
#define GD_EXAMPLE_MOST 2.0F
GdExamples *gd_examples_new(guint n_inputs);
void gd_examples_free(GdExamples *examples);
void gd_examples_add(GdExamples *examples, const float *inputs, guint target);
guint gd_examples_count(const GdExamples *examples);

/* Gives net its first weights, then goes over all examples so often. smoothing: share of a
 * target that is spread. Prints a line for each epoch. */
void gd_net_train(GdNet *net, TsRng *rng, const GdExamples *examples, guint epochs,
                  float smoothing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdExamples, gd_examples_free)

G_END_DECLS
