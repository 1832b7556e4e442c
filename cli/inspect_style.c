/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours are those of Okabe and Ito ("Color Universal Design", 2008), which people who see
 * colours differently can tell apart; each status has a pattern as well.
 */
#include "cli/inspect_parts.h"

const char gd_inspect_shapes_style[] =
    ".sheet{fill:#fff}"
    ".word{fill:#0072b2;fill-opacity:.07;stroke:#0072b2;stroke-width:.4}"
    ".hidden{stroke:#cc79a7;stroke-dasharray:2 1}"
    ".ruling{fill:none;stroke:#d55e00;stroke-width:1.3;stroke-opacity:.75}"
    ".edge{stroke-dasharray:4 2}"
    ".grid{fill:#e69f00;fill-opacity:.04;stroke:#e69f00;stroke-width:.8}"
    ".divider{fill:none;stroke:#000;stroke-width:.9;stroke-dasharray:3 2}"
    ".cell{stroke-width:.8}"
    ".s-ok{fill:#009e73;fill-opacity:.16;stroke:#009e73}"
    ".s-blank{fill:#777;fill-opacity:.05;stroke:#777;stroke-dasharray:1 2}"
    ".s-inferred{fill:url(#p-inferred);stroke:#0072b2}"
    ".s-repaired{fill:url(#p-repaired);stroke:#0072b2}"
    ".s-doubtful{fill:url(#p-doubtful);stroke:#d55e00;stroke-width:1.2}"
    ".s-missing{fill:url(#p-missing);stroke:#cc79a7}"
    ".s-confirmed{fill:url(#p-confirmed);stroke:#e69f00}"
    "path:hover{stroke-width:2.4;stroke-opacity:1}";

void gd_inspect_put_patterns(GString *out)
{
  static const struct {
    const char *status, *colour, *path;
  } patterns[] = {
      {"inferred", "#0072b2", "M0 3H6"},
      {"repaired", "#0072b2", "M3 0V6"},
      {"doubtful", "#d55e00", "M-1 1L1 -1M0 6L6 0M5 7L7 5"},
      {"missing", "#cc79a7", "M0 0L6 6M0 6L6 0"},
      {"confirmed", "#e69f00", "M2 3H4M3 2V4"},
  };
  g_string_append(out, "<defs>\n");
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++)
    g_string_append_printf(out,
                           "<pattern id=\"p-%s\" width=\"6\" height=\"6\" "
                           "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
                           "fill=\"%s\" fill-opacity=\".13\"/><path d=\"%s\" stroke=\"%s\" "
                           "stroke-opacity=\".4\" fill=\"none\"/></pattern>\n",
                           patterns[i].status, patterns[i].colour, patterns[i].path,
                           patterns[i].colour);
  g_string_append(out, "</defs>\n");
}

const char gd_inspect_page_style[] =
    "*{box-sizing:border-box}"
    "body{margin:0;font:14px/1.5 system-ui,sans-serif;color:#111;background:#f3f3f1}"
    "h1{font-size:1.3em;margin:.2em 0}h2{font-size:1.05em;margin:1.5em 0 .4em}"
    "header,main{padding:.6em 1.2em}header{background:#fff}"
    ".note{color:#555}"
    "input.layer{position:absolute;opacity:0;width:1px;height:1px}"
    "nav{position:sticky;top:0;z-index:1;background:#fff;border-bottom:1px solid #bbb;"
    "padding:.4em 1.2em;display:flex;flex-wrap:wrap;gap:.4em .6em;align-items:center}"
    "nav label{border:1px solid #767676;border-radius:.3em;padding:.05em .6em;cursor:pointer;"
    "user-select:none}"
    "nav label::before{content:'\\2610\\00a0'}"
    "section{scroll-margin-top:4em}"
    ".key{display:inline-flex;align-items:center;gap:.3em;margin-right:.5em}"
    ".key svg{width:1.9em;height:1.1em}"
    "main{display:grid;grid-template-columns:minmax(0,1fr) 22em;gap:1.2em;align-items:start}"
    "main.text{display:block}"
    "#seen{position:sticky;top:4em;background:#fff;border:1px solid #bbb;border-radius:.3em;"
    "padding:.6em .8em;min-height:11em;max-height:80vh;overflow:auto;white-space:pre-wrap;"
    "overflow-wrap:anywhere}"
    "svg.page{display:block;width:100%;max-width:60em;border:1px solid #bbb}"
    "pre{background:#fff;border:1px solid #bbb;padding:.6em;overflow:auto;line-height:1.25;"
    "font-family:'Noto Sans Mono CJK SC','Sarasa Mono SC',NSimSun,monospace}"
    "table.grid-text{margin:.5em 0}"
    "pre.pieces{white-space:pre-wrap;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;background:#fff}"
    "td,th{border:1px solid #ccc;padding:.1em .5em;text-align:left;vertical-align:top;"
    "overflow-wrap:break-word}"
    ".wide{overflow-x:auto}"
    "tr.t-doubtful,tr.t-missing,tr.t-error{background:#fdeee4}"
    "tr.t-inferred,tr.t-repaired,tr.t-warning{background:#e9f2f9}"
    "summary{cursor:pointer;margin:.8em 0}"
    "@media (max-width:60em){main{display:block}#seen{position:fixed;left:0;right:0;bottom:0;"
    "top:auto;z-index:2;min-height:0;max-height:30vh}main{padding-bottom:32vh}}"
    "@media print{nav,#seen{display:none}main{display:block}svg.page{break-inside:avoid}}";

/* Shows what the pointer is over. It sets text only, never markup; without it, viewers show
 * the same titles a moment later. */
const char gd_inspect_script[] =
    "(function(){var seen=document.getElementById('seen');"
    "document.addEventListener('mouseover',function(e){"
    "var shape=e.target.closest?e.target.closest('svg.page path'):null;if(!shape)return;"
    "var title=shape.querySelector('title');"
    "if(title){shape.setAttribute('data-seen',title.textContent);shape.removeChild(title);}"
    "seen.textContent=shape.getAttribute('data-seen');});})();";
