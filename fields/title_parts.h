/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a title says: whose document it is, and of which year.
 *
 *     淮安市人民政府 2024年 政府信息公开工作年度报告     agency before the year
 *     某某局 关于 2023年 …的报告                       agency before 关于
 *     2023年 某某局 政府信息公开工作年度报告            agency between year and topic
 *     某某局 政府信息公开工作年度报告（2023年）          agency before the topic
 *     关于 某某局 2023年 …的报告                       a subject, perhaps the agency
 */
#pragma once

#include "fields/patterns.h"
#include "fields/reading.h"

G_BEGIN_DECLS

/* Byte ranges in a title, [start, end); start == end: not there. */
typedef struct {
  gsize agency[2], subject[2], year[2];
  gboolean agency_certain; /* it is the name of a body */
  gboolean year_certain;   /* the title names no other year */
  gboolean about;          /* it says what it is about (关于) */
} GdTitleParts;

/* text: a title, squeezed. */
GdTitleParts gd_title_parse(const GdFieldPatterns *patterns, const char *text);

/* Several bodies that issue together stand apart by white space, which squeezing
 * removes: 财政部 税务总局. If agency->raw is such a list, its text becomes the names
 * joined by 、, and it is no longer certain: a name spaced out looks alike. */
void gd_part_bodies(const GdFieldPatterns *patterns, GdReading *agency);

G_END_DECLS
