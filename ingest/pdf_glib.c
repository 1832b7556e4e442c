/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/pdf.h"
const GdPdfBackend gd_pdf_glib = {0};
