/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One object of report.json into one struct, by its list of keys.
 */
#pragma once

#include "export/report.h"
#include "models/json.h"

G_BEGIN_DECLS

/* Fills the record from the object at `at`: no key may be unknown, each must have
 * the type and range of its member. What is wrong is noted by gd_json_fail(), and
 * the member keeps a harmless value. */
void gd_report_read_record(const GdJson *at, void *record, const GdKey *keys);

G_END_DECLS
