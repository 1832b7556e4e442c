/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of `guidang convert`: inputs → documents → the tables over all of them.
 */
#pragma once

#include "cli/options.h"

G_BEGIN_DECLS

/* Runs; prints the summary and all errors. Returns an exit status (GdExit). */
int gd_convert_run(const GdConvertOptions *options);

G_END_DECLS
