/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blur by a small kernel in whole numbers: a lens (Gaussian) or a hand that moves.
 */
#pragma once

#include "tests/degrade/picture.h"

G_BEGIN_DECLS

/* Gaussian of that deviation (px; below 0.15: nothing is done). */
void dg_blur_gauss(DgPicture *picture, double deviation);

/* A straight movement of that length (px) and angle (radians). */
void dg_blur_motion(DgPicture *picture, double length, double angle);

G_END_DECLS
