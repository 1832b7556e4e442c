/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the scanner or camera adds to a picture: specks, dust, hairs, streaks,
 * blur, tones of paper and ink, uneven light, texture and noise; at last two
 * levels only, if it is a fax.
 */
#pragma once

#include "tests/degrade/levels.h"
#include "tests/degrade/picture.h"

G_BEGIN_DECLS

/* Changes the picture; everything but the two levels. dpi: its px for each inch. */
void dg_sensor_see(DgPicture *picture, const DgParams *params, guint64 seed, guint page,
                   double dpi);

/* The colour around the sheet, before the tones of paper and ink. */
void dg_sensor_bed(const DgParams *params, guint64 seed, guint page, guint8 bed[3]);

/* The picture as a Pix of 1, 8 or 32 bits. Caller destroys. */
PIX *dg_sensor_digitise(const DgPicture *picture, const DgParams *params, guint64 seed, guint page);

G_END_DECLS
