/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: which of the labels that are known the print in a picture is. A network that no
 * longer reads a label (a fax of 98 lines an inch) still tells it from the others: for each letter
 * of a label that is there the network gives some likelihood at its place, for one that is not it
 * gives none.
 *
 *     read           、条征亲昭才谨和囊公于各证答呈
 *     known          一、本年新收政府信息公开申请数量        35 nats less likely than the likeliest
 *     the next one   二、上年结转政府信息公开申请数量        59
 *
 * The loss of a label is how much less likely than the likeliest classes of all columns the
 * likeliest way is to put its letters on them, in order, with nothing or marks between (Viterbi's
 * algorithm over connectionist temporal classification; nats). A loss is never negative, so a
 * label is given up as soon as it has lost too much.
 */
#pragma once

#include "ocr/line_net.h"

G_BEGIN_DECLS

typedef struct GdLineKnown GdLineKnown;

/* labels: of char*, folded (gd_fold); each may also stand without its number and without what is in
 * brackets. Labels with letters that the net does not know are left out. The net is lent as long as
 * the result lives. Caller owns. */
GdLineKnown *gd_line_known_new(const GdLineNet *net, const GPtrArray *labels);
void gd_line_known_free(GdLineKnown *known);

/* Whether a text is one of the labels outright. */
gboolean gd_line_known_has(const GdLineKnown *known, const char *text);

/* The label that stands in n lines, from top to bottom, as it may be printed; letters: how many
 * there are, as far as somebody has read them. NULL if it is none, or not clearly one: a letter is
 * not there, or another label is nearly as likely. Folded. Lent. */
const char *gd_line_known_find(const GdLineKnown *known, const GdLineColumns *lines, guint n,
                               guint letters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLineKnown, gd_line_known_free)

G_END_DECLS
