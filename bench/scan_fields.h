/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Header fields of scans, compared with what was printed, field by field.
 *
 *   right    its value is the printed one
 *   flagged  another value, and its status says that a person must look
 *   silent   another value, or one that is not printed, and marked ok
 *   missing  printed, and no value was read
 */
#pragma once

#include "bench/measure.h"

G_BEGIN_DECLS

typedef struct _GdScanFields GdScanFields;

GdScanFields *gd_scan_fields_new(void);
void gd_scan_fields_free(GdScanFields *fields);

/* Counts the fields of report d (from 1). document: NULL if it was not found. where: put before a
 * line on each field that is not right, NULL: no such lines. */
void gd_scan_fields_compare(GdScanFields *fields, const GdTruth *truth, guint d,
                            const GdDocument *document, const char *where);

/* One line for all of them, one for each field. */
void gd_scan_fields_print(const GdScanFields *fields);

G_END_DECLS
