/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strangers that a net of labels is likely to take for one of its letters: 攻 for 政. They are
 * shown to it more often than others.
 */
#pragma once

#include "models/training/label_text.h"

G_BEGIN_DECLS

/* Fills letters->like: of each letter, the strangers whose pictures in the first face are nearest.
 */
void gd_label_find_like(GdLabelLetters *letters, const GPtrArray *faces);

G_END_DECLS
