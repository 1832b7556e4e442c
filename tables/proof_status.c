/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What relations proved (proof.c) → the status of a value: the last step of the rule in proof.h. */
#include "tables/proof.h"

#include <math.h>

#include "tables/requests.h"

/* The least number whose point can be lost. */
#define TWO_DIGITS 10

/* Of readings that are sure: what keeps the relations from proving them; NULL if they do. */
static const char *sure_doubt(const GdProof *proof, guint leaf, GdRelationTally tally)
{
  if (proof->proved[leaf])
    return NULL;
  if (tally.broken > 0)
    return "a relation through the cell does not hold, and it was read from a scan";
  if (tally.holds == 0 && tally.open == 0)
    return "no relation supports what was read in the scan";
  if (tally.holds == 0 || (proof->answered[leaf] ? !proof->proved[leaf] : tally.open > 0))
    return "a relation through the cell cannot be assessed";
  return NULL;
}

/* Whether the number is an amount without a point. It may be lost, and if it is lost everywhere the
 * sums still hold. */
static gboolean is_pointless(const GdValueSet *set, guint leaf)
{
  const GdFormLeaf *of = &g_array_index(set->form->leaves, GdFormLeaf, leaf);
  const GdValue *value = g_ptr_array_index(set->by_leaf, leaf);
  return of->type == GD_TYPE_DECIMAL && value->has_number && value->number.decimals == 0 &&
         ABS(value->number.mantissa) >= TWO_DIGITS;
}

/* Whether the reading of a cell is believed although the relations do not prove it. */
static gboolean stands_alone(const GdProof *proof, const GdValueSet *set, guint leaf,
                             GdRelationTally tally)
{
  const GdValue *value = g_ptr_array_index(set->by_leaf, leaf);
  const gboolean confirmed = set->trust[leaf] == GD_TRUST_CONFIRMED;
  const gboolean blank = value->status == GD_STATUS_BLANK; /* it needs no second look */
  gboolean related = tally.holds + tally.broken + tally.open > 0;
  if (!related)
    return confirmed || blank;
  const gboolean hold = tally.broken == 0 && tally.open == tally.near;
  return proof->misprint[leaf] && (confirmed || (blank && proof->loose[leaf] && hold));
}

void gd_proof_status(const GdProof *proof, GdValueSet *set, guint leaf, GdRelationTally tally)
{
  GdValue *value = g_ptr_array_index(set->by_leaf, leaf);
  GdTrust trust = set->trust[leaf];
  const char *doubt = sure_doubt(proof, leaf, tally);
  if (proof->proved[leaf])
    value->evidence |= GD_EVIDENCE_SUMS;
  if (is_pointless(set, leaf)) {
    gd_value_doubt(value, "an amount without a point, which may be lost in the scan");
  } else if (gd_trust_is_sure(trust) && doubt != NULL && !stands_alone(proof, set, leaf, tally)) {
    gd_value_doubt(value, doubt);
  } else if (trust == GD_TRUST_OPEN && value->status == GD_STATUS_DOUBTFUL && doubt == NULL &&
             tally.open == 0 && proof->proved[leaf]) {
    value->status = GD_STATUS_OK;
    value->evidence = GD_EVIDENCE_READERS; /* and sums, as for any other */
    value->confidence = GD_SURE_READING;
    g_clear_pointer(&value->note, g_free);
  } else if (trust == GD_TRUST_READ && value->status == GD_STATUS_DOUBTFUL && doubt == NULL &&
             proof->proved[leaf]) {
    value->status = GD_STATUS_OK;
    value->confidence = 1 - exp(-GD_PROOF_MARGIN);
    g_clear_pointer(&value->note, g_free);
  }
}

gboolean gd_proof_asks(const GdValueSet *set, guint leaf)
{
  const GdValue *value = g_ptr_array_index(set->by_leaf, leaf);
  return set->trust[leaf] == GD_TRUST_SURE && value->status == GD_STATUS_DOUBTFUL &&
         value->has_number;
}
