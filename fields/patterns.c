/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/patterns.h"

const char *const gd_shape_names[GD_N_SHAPES + 1] = {
    [GD_SHAPE_ORGANISATION] = "organisation",
    [GD_SHAPE_ORGANISATION_NAME] = "organisation_name",
    [GD_SHAPE_NOT_AGENCY] = "not_agency",
    [GD_SHAPE_LETTERHEAD] = "letterhead",
    [GD_SHAPE_TITLE_END] = "title_end",
    [GD_SHAPE_TITLE_FRAGMENT] = "title_fragment",
    [GD_SHAPE_TITLE_NOTE] = "title_note",
    [GD_SHAPE_PLACE] = "place",
    [GD_SHAPE_GOVERNMENT_TOPIC] = "government_topic",
    [GD_SHAPE_NOT_TITLE] = "not_title",
    [GD_SHAPE_TITLE_YEAR] = "title_year",
    [GD_SHAPE_TITLE_ABOUT] = "title_about",
    [GD_SHAPE_TITLE_TOPIC] = "title_topic",
    [GD_SHAPE_REPORT_TITLE] = "report_title",
    [GD_SHAPE_HEADING] = "heading",
    [GD_SHAPE_CONTENTS] = "contents",
    [GD_SHAPE_PROSE] = "prose",
    [GD_SHAPE_NOTE] = "note",
    [GD_SHAPE_ADDRESSEE] = "addressee",
    [GD_SHAPE_DATE_ALONE] = "date_alone",
    [GD_SHAPE_ORGANISATION_DATE] = "organisation_date",
    [GD_SHAPE_OFFICIAL] = "official",
    [GD_SHAPE_SIGNER] = "signer",
    [GD_SHAPE_SIGNER_MORE] = "signer_more",
    [GD_SHAPE_DOUBLE_SURNAME] = "double_surname",
    [GD_SHAPE_ATTACHMENT] = "attachment",
    [GD_SHAPE_COPIED] = "copied",
    [GD_SHAPE_PRINTED] = "printed",
    [GD_SHAPE_IMPRINT_LABEL] = "imprint_label",
    [GD_SHAPE_DOCUMENT_NUMBER] = "document_number",
};

const char *const gd_fact_names[GD_N_FACTS + 1] = {
    [GD_FACT_TITLE] = "title",
    [GD_FACT_TITLE_LIKE] = "title-like",
    [GD_FACT_TITLE_AGENCY] = "title-agency",
    [GD_FACT_TITLE_SUBJECT] = "title-subject",
    [GD_FACT_TITLE_YEAR] = "title-year",
    [GD_FACT_LETTERHEAD] = "letterhead",
    [GD_FACT_SIGNER] = "signer",
    [GD_FACT_ADDRESSEE] = "addressee",
    [GD_FACT_SIGNATURE] = "signature",
    [GD_FACT_SIGNATURE_DATE] = "signature-date",
    [GD_FACT_LONE_DATE] = "lone-date",
    [GD_FACT_COPIED] = "copied",
    [GD_FACT_PRINTED_OFFICE] = "printed-office",
    [GD_FACT_PRINTED_DATE] = "printed-date",
};

const char *const gd_zone_names[GD_N_ZONES + 1] = {
    [GD_ZONE_HEAD] = "head",
    [GD_ZONE_OPENING] = "opening",
    [GD_ZONE_ENDING] = "ending",
};

const char *const gd_normaliser_names[GD_N_NORMALISERS + 1] = {
    [GD_NORMALISE_TEXT] = "text",   [GD_NORMALISE_DATE] = "date",
    [GD_NORMALISE_YEAR] = "year",   [GD_NORMALISE_DOCUMENT_NUMBER] = "document-number",
    [GD_NORMALISE_NAMES] = "names", [GD_NORMALISE_LIST] = "list",
};

const char *const gd_take_names[GD_N_TAKES + 1] = {
    [GD_TAKE_WHOLE] = "whole",
    [GD_TAKE_TITLE] = "title",
    [GD_TAKE_YEAR] = "year",
    [GD_TAKE_AGENCY] = "agency",
};

gboolean gd_shape_is(const GdFieldPatterns *patterns, GdShape shape, const char *text)
{
  return gd_pattern_match(patterns->shapes[shape], text, NULL);
}

gboolean gd_shape_match(const GdFieldPatterns *patterns, GdShape shape, const char *text,
                        GMatchInfo **match)
{
  return gd_pattern_match(patterns->shapes[shape], text, match);
}
