/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rule of statuses for what was read from pictures, in one place. It weighs what readers
 * saw against all relations of the table at once (localise.h):
 *
 *   reading (GdTrust)   relations                                             status
 *   SURE                prove it                                              ok, blank
 *   OPEN                prove it and its place                                ok
 *   READ, a number      prove it                                              ok
 *   READ                prove another of the readers' own numbers             repaired
 *   LOST                prove a number, not 0: if a reader considered it      repaired
 *                       if a reader considered one like it                    inferred
 *   SURE                ask for another number                                doubtful, unchanged
 *   CONFIRMED           ask for another one, in GD_MISPRINTS cells at most    ok, unchanged
 *   CONFIRMED, empty    there is none through the cell                        ok, blank
 *   SURE, empty         have a tolerance, all of them, and hold               blank
 *   anything else                                                             doubtful
 *
 * Relations prove a number if
 *   - the likeliest answer, in which all relations hold, has it in the cell;
 *   - no answer nearly as likely (GD_PROOF_MARGIN) has anything else there;
 *   - as the table then stands, at least one relation through the cell holds; another may be
 * broken, since all likely answers mend it by some other cell. Then, and where another says
 * nothing, one must hold that does not just repeat the number (a row of one number and its total),
 * for what is printed alike is misread alike. For `repaired` and `inferred` every one holds.
 *
 * What these prove without the relations through cells in doubt is proved too, for cells that
 * readers are sure of and the likeliest answer leaves alone (proof.c, step 4).
 *
 * Relations prove the place of a number in a whole row without rulings if
 *   - they prove the number;
 *   - two at least run through it, its row's and its column's, and all of them hold exactly;
 *   - each of these has a number in every operand, no blank, and is not all 0.
 * A row that lost a number or has one too many, and rows that are one too high, break some of them;
 * a row and its neighbour exchanged do not, nor two columns all the way down. That the order of
 * rows and columns is the form's is what labels say (row_doubt.c, columns.c), and that no row is
 * there which the form does not know: then no place is proved.
 *
 * To sums a mark for none is as good as 0, and an empty cell too: a 0 is never repaired or
 * inferred, and a 0 that readers are not sure of stays doubtful. That it is one of the three is
 * proved like any number, and the relations through it hold for the other cells.
 *
 * Ink that nobody could read may be that of a seal across a cell left empty, whatever the sums
 * want there. So one number is like another one only with as many digits, and at least half of them
 * in their places.
 *
 * So a number that readers were not sure of may be ok: then its evidence is `sums` alone. A cell in
 * no relation is ok by its readers alone only after a second look: of the readings that both
 * readers call certain in one picture, 7 in 1,000 are wrong on the hardest ones (docs/scans.md).
 *
 * Misprint or misread: where the only answers change cells that both readers are sure of, nothing
 * is changed. The finding `cell suspected` names them; `printed totals do not agree` if a second
 * look says the same, or they are of a text layer. Where more than GD_MISPRINTS cells of what
 * stands do not fit, numbers stand in the wrong cells, and no second look makes them right. A
 * printed total that is wrong is just such an answer, so it is weighed with all others
 * (GD_MISPRINT); nothing is repaired that a misprint explains nearly as well.
 */
#pragma once

#include "tables/values.h"

G_BEGIN_DECLS

/* An answer must be this much likelier (natural logarithm) than any with something else in the
 * cell: 20,000 times. */
#define GD_PROOF_MARGIN 10.0

/* Share of the cells that are printed wrong, so that relations do not hold: the least chance that
 * a cell which readers are sure of is not what the relations want. Of real reports about one
 * in five has a wrong sum, of about 200 cells. */
#define GD_MISPRINT 0.002

/* Cells of one part of a table that are printed wrong, at most. Where the sums want more than
 * that otherwise, or the number of one in another, numbers stand in the wrong cells. */
#define GD_MISPRINTS 2

/* The chance that what was seen in a place in doubt belongs to another cell. */
#define GD_DISPLACED 0.5

/* The same in a whole row without rulings (GD_TRUST_OPEN): rows are displaced as a whole, so that
 * it must be more than the share of such cells. With it two such cells cannot prove each other in
 * one relation alone: it takes a row and a column. */
#define GD_DISPLACED_OPEN 0.1

/* Places by which a lost or an invented point shifts a number, at most: amounts have two decimals,
 * some sizes three. */
#define GD_POINT_PLACES 3

/* What was found out about the cells of a set. */
typedef struct {
  guint8 *proved;   /* leaf index → 1: proved as it now is. Owned */
  guint8 *answered; /* leaf index → 1: the relations of its part of the table have an answer, so
                       `proved` says all there is to say. Owned */
  guint8 *misprint; /* leaf index → 1: an answer that changes no more than GD_MISPRINTS cells of
                       what stands: if those are right as read, they are misprints. Owned */
  guint8 *loose;    /* leaf index → 1: relations run through it, and all of them have a tolerance.
                       Owned */
  guint8 *open;     /* leaf index → 1: the answer leaves it as it is, or there is none. Owned */
} GdProof;

void gd_proof_free(GdProof *proof);

/* Settles what relations can settle of the scanned cells: puts in numbers that are repaired
 * or inferred, with status, evidence, note and confidence; adds findings about cells that are
 * suspected to document. Other statuses stay for gd_proof_status(). Caller owns the result. */
GdProof *gd_proof_settle(GdValueSet *set, GdDocument *document);

/* How many relations through a cell hold, break, and prove nothing; of the last, how many hold
 * within their tolerance. */
typedef struct {
  guint holds, broken, open, near;
} GdRelationTally;

/* The status of a scanned value, once all relations are evaluated. */
void gd_proof_status(const GdProof *proof, GdValueSet *set, guint leaf, GdRelationTally tally);

/* Whether a second look could settle the value, which has its status. */
gboolean gd_proof_asks(const GdValueSet *set, guint leaf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdProof, gd_proof_free)

G_END_DECLS
