#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output folders in both encodings and languages, and a strict look at all of their CSV files.

    conversions.py GUIDANG SOURCE

Converts two samples and odd.html, whose texts spreadsheets like to change, and holds every CSV file
against RFC 4180 (rfc4180.py) and those of the folder itself against csv-metadata.json (csvw.py).
"""
import os
import subprocess
import sys
import tempfile
from collections import namedtuple

import csvw
import rfc4180

Conversion = namedtuple("Conversion", "folder encoding language")


def make(guidang, source, folder):
    """Output folders below `folder`, workbooks in them."""
    conversions = []
    inputs = [os.path.join(source, "samples", "report-2019.pdf"),
              os.path.join(source, "samples", "report-wrong-total.pdf"),
              os.path.join(source, "tests", "outputs", "odd.html")]
    for encoding in ("utf-8", "gb18030"):
        for language in ("en", "zh"):
            out = os.path.join(folder, f"{encoding}-{language}")
            done = subprocess.run([guidang, "convert", *inputs, "-o", out, "--xlsx", "--quiet",
                                   "--encoding", encoding, "--headers", language], check=False)
            if done.returncode != 1:
                sys.exit(f"convert: status {done.returncode}, not 1")
            conversions.append(Conversion(out, encoding, language))
    return conversions


def csv_files(conversion):
    """Paths of all CSV files of a conversion."""
    found = [os.path.join(folder, name) for folder, _, names in os.walk(conversion.folder)
             for name in sorted(names) if name.endswith(".csv")]
    if len(found) < 15:
        sys.exit(f"{conversion.folder}: only {len(found)} CSV files")
    return found


def main(guidang, source):
    with tempfile.TemporaryDirectory() as folder:
        cells = 0
        for conversion in make(guidang, source, folder):
            tables = csvw.validate(conversion.folder)
            if {table.language for table in tables.values()} != {conversion.language}:
                sys.exit(f"{conversion.folder}: heads in another language")
            for path in csv_files(conversion):
                cells += sum(map(len, rfc4180.read(path, conversion.encoding)))
        print(f"{cells} cells by RFC 4180, those of tables with a description as described")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
