/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Caps. Every input is treated as hostile: each size, count and depth that a
 * file can set has a cap here, with its unit and its reason. What exceeds one
 * ends in GD_ERROR_CAP, and the message names the cap.
 */
#pragma once

/* Bytes of one input file. The largest scanned volumes seen in archives are
 * a few hundred megabytes; beyond this the file is read by mistake. */
#define GD_CAP_FILE_BYTES (2048LL * 1024 * 1024)

/* Pages of one document. Reports have 5 to 60 pages, bound years a few hundred. */
#define GD_CAP_PAGES 2000

/* Side of a page, in points (1/72 inch). PDF's own limit is 14400 (200 inches). */
#define GD_CAP_PAGE_POINTS 14400.0

/* Glyphs drawn by one page. A dense A3 page has about 10,000. */
#define GD_CAP_PAGE_GLYPHS 200000

/* Line segments drawn by one page. A table page draws a few thousand; maps and
 * CAD drawings draw millions, and hold no form. */
#define GD_CAP_PAGE_SEGMENTS 100000

/* Pictures placed by one page: scans in strips have some hundred. */
#define GD_CAP_PAGE_IMAGES 20000

/* Rulings of one page after merging; the grid finder is quadratic in them. */
#define GD_CAP_PAGE_RULINGS 2000

/* Columns, and rows, of one grid. The widest known form has 15 columns, the
 * longest 65 rows; ledgers reach some hundred. */
#define GD_CAP_GRID_LINES 400

/* Label tokens of one table head, and what they make joined: aligning them with
 * the columns is quadratic. */
#define GD_CAP_HEAD_TOKENS 2000

/* Bytes of one text input (plain text, Markdown, HTML): a report has 30,000, a page saved with
 * its pictures inside some million. */
#define GD_CAP_TEXT_BYTES (16 * 1024 * 1024)

/* Lines of one text input: 200 reports have 80,000 with one cell to a line. */
#define GD_CAP_TEXT_LINES 100000

/* Bytes of one line of a text input: a whole report without line breaks has 40,000. */
#define GD_CAP_TEXT_LINE_BYTES 200000

/* Pieces of one text input: a report has 300 to 600. The stages behind take some 1 KB for each. */
#define GD_CAP_TEXT_PIECES 100000

/* Tables of one text input: a report has 3, the frame of its web page some ten. */
#define GD_CAP_TEXT_TABLES 1000

/* Words, numbers and cells of a text that are looked at for tables: those of some 20
 * reports. Each costs about 0.1 ms, so that a text of nothing else ends within 2 s. */
#define GD_CAP_TEXT_TOKENS 12000

/* Elements inside each other in HTML: real pages stay below 100; browsers stop at 512. */
#define GD_CAP_HTML_DEPTH 512

/* Mistakes in HTML: each may cost the parser a walk through all open elements. */
#define GD_CAP_HTML_ERRORS 100000

/* Entries of page metadata in HTML: agencies give some 20. */
#define GD_CAP_HTML_METAS 1000

/* Reports in one file: a county binds those of its towns and bureaus. */
#define GD_CAP_REPORTS 500

/* Characters of one cell or word that are kept. */
#define GD_CAP_CELL_CHARS 4000

/* Bytes of a form or pattern file. */
#define GD_CAP_FORM_BYTES (4 * 1024 * 1024)

/* Nesting of objects and arrays in a form or pattern file: four for each level
 * of a label tree, and some above. Jansson reads them by recursion. */
#define GD_CAP_JSON_DEPTH 64

/* Nesting of label trees in a form file. */
#define GD_CAP_FORM_DEPTH 8

/* Rows, columns and relations of one form. */
#define GD_CAP_FORM_ITEMS 2000

/* Cells of one form: the known ones have some 200. */
#define GD_CAP_FORM_LEAVES 20000

/* Terms of all equations of one form: the known ones have some 400. */
#define GD_CAP_FORM_TERMS 200000

/* Bytes of a catalogue of messages: guidang's own has some 40,000. */
#define GD_CAP_CATALOG_BYTES (1024 * 1024)

/* Forms of one run. */
#define GD_CAP_FORMS 500

/* Files taken from folders in one run. */
#define GD_CAP_INPUTS 1000000

/* Depth of folders below one that is named. */
#define GD_CAP_FOLDER_DEPTH 32

/* Seconds of processor time that one worker may spend on a document of n pages:
 * BASE + n * PER_PAGE. A text page takes some 10 ms. */
#define GD_CAP_WORKER_BASE_SECONDS 6
#define GD_CAP_WORKER_PAGE_SECONDS 2

/* The same for each page that is read as a picture: a dense one takes some 10 s, and a slow
 * machine or one that has to be turned several times as long. */
#define GD_CAP_WORKER_SCAN_SECONDS 60

/* Bytes of data memory of one worker. A report takes about 40 MB. */
#define GD_CAP_WORKER_BYTES (440LL * 1024 * 1024)

/* Seconds of wall time that a worker may take: BASE + FACTOR * the processor
 * time it used. Only a worker that sleeps (a dead network drive) gets there; the
 * factor leaves room for a machine with many more workers than cores. */
#define GD_CAP_WORKER_WALL_BASE_SECONDS 60
#define GD_CAP_WORKER_WALL_FACTOR 100

/* Bytes that a worker may report: some hundred for each of GD_CAP_REPORTS. */
#define GD_CAP_WORKER_MESSAGE_BYTES (4 * 1024 * 1024)

/* Pixels of the picture of one value cell: 4 by 4 inches at 300 dpi. */
#define GD_CAP_CELL_PIXELS (1200 * 1200)

/* Connected parts of ink in a value cell. A long note has some hundred; noise and
 * halftone have thousands, and no number to be read. */
#define GD_CAP_CELL_PARTS 1000

/* Lines of text that are read in a value cell: numbers wrap to two or three. */
#define GD_CAP_CELL_LINES 8

/* Width of a line of a value cell, pixels of a height of 36: some 40 digits. */
#define GD_CAP_STRIP_WIDTH 900

/* Pixels of a picture in a file, or of one strip of it: 12,000 x 17,000 is an A0 sheet at
 * 360 dpi. More is a bomb: a few hundred bytes of CCITT make any number. */
#define GD_CAP_IMAGE_PIXELS (260LL * 1000 * 1000)

/* Samples (pixels times channels) of a picture that can only be decoded as a whole (JPEG 2000,
 * progressive JPEG, interlaced PNG): 4 bytes each while that is done. */
#define GD_CAP_IMAGE_SAMPLES (30LL * 1000 * 1000)

/* Bytes of the undecoded data of one picture. */
#define GD_CAP_IMAGE_BYTES (64LL * 1024 * 1024)

/* Pixels of the picture of a page as it is handed out: A3 at 300 dpi has 17.4 million,
 * 70 MB in colour. */
#define GD_CAP_PICTURE_PIXELS (20LL * 1000 * 1000)

/* Pixels of a region of a picture: a column of text at 300 dpi has 4 million. */
#define GD_CAP_REGION_PIXELS (9LL * 1000 * 1000)

/* Cells of one page that are read, in all of its grids: the densest page of a form has some
 * 300, a ledger 2000. Each takes a millisecond or more. */
#define GD_CAP_PAGE_REQUESTS 4000

/* Connected parts of ink on a page: a dense one has 10,000; halftone and noise have more, and no
 * table. */
#define GD_CAP_PAGE_PARTS 40000

/* Seals that are looked for in a grey picture: a page has one, joint ones have some; each takes
 * some 50 ms to find. */
#define GD_CAP_PAGE_SEALS 4

/* Lines of writing on a page, in pieces: a page of official print has 22 to 45, small print in two
 * columns 160; each takes some 20 ms to read. */
#define GD_CAP_PAGE_LINES 400

/* Pages that one `guidang inspect` shows, each with a picture of some 200 KB: a report has 5 to
 * 20. */
#define GD_CAP_INSPECT_PAGES 40

/* Pixels of such a picture: A3 at 150 dpi has 4.3 million. */
#define GD_CAP_INSPECT_PIXELS (4500 * 1000)

/* Shapes (words, rulings, cells) over one such picture: a dense A3 page has some 5,000. Browsers
 * slow down with more. */
#define GD_CAP_INSPECT_SHAPES 20000

/* Lines of text that it shows of a page without a picture. */
#define GD_CAP_INSPECT_LINES 5000
