#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""extracted.py GUIDANG TYPESET FIRST COUNT: texts that another program takes out of PDFs.

Reports are typeset, pdftotext takes their text out in its three ways (as laid out, in the order of
the file, in reading order), guidang converts the texts, and each cell is compared with what was
printed. Prints a line for each way: cells, right, sure (ok or blank), missing, wrong and sure; and
each cell of the last kind. Status 1 if there is one, 77 if pdftotext is not there.

Where a file holds several reports and not all are found, a value counts as wrong if none of them
has it in that cell.
"""
import collections
import csv
import os
import shutil
import subprocess
import sys
import tempfile

WAYS = {"layout": ["-layout"], "raw": ["-raw"], "plain": []}
SURE = ("ok", "blank")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cell(row):
    return row["table"], row["row"], row["column"]


def truths(path):
    """One dict of cells for each report of a file, in order."""
    reports = collections.OrderedDict()
    for row in rows(path):
        reports.setdefault(row["document"], {})[cell(row)] = row["value"]
    return list(reports.values())


def found(path):
    """File name -> one dict of cells for each document found in it, in order."""
    documents = collections.OrderedDict()
    for row in rows(path):
        documents.setdefault(row["document"], {})[cell(row)] = row
    files = collections.defaultdict(list)
    for name, cells in documents.items():
        files[name.split("-")[0]].append(cells)
    return files


def compare(name, reports, documents, count):
    """Adds to count; returns the cells that are wrong and sure."""
    silent = []
    count["cells"] += sum(len(report) for report in reports)
    for d, document in enumerate(documents):
        whole = len(documents) == len(reports)
        for at, row in document.items():
            wanted = [report[at] for report in ([reports[d]] if whole else reports) if at in report]
            if not wanted:
                continue
            right = row["value"] in wanted
            sure = row["status"] in SURE
            count["right"] += right
            count["sure"] += right and sure
            count["missing"] += row["status"] == "missing"
            if sure and not right:
                silent.append(f"{name} {'/'.join(at)} printed {wanted} {row['status']} {row['value']}")
    return silent


def main(guidang, typeset, first, count):
    if shutil.which("pdftotext") is None:
        print("SKIP pdftotext is not there")
        return 77
    silent = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([typeset, "--seed", first, "--count", count, "--out", folder], check=True,
                       stdout=subprocess.DEVNULL)
        names = sorted((f[:-4] for f in os.listdir(folder) if f.endswith(".pdf")), key=int)
        for way, options in WAYS.items():
            texts = os.path.join(folder, way)
            os.mkdir(texts)
            for name in names:
                subprocess.run(["pdftotext", *options, f"{folder}/{name}.pdf", f"{texts}/{name}.txt"],
                               check=True, stderr=subprocess.DEVNULL)
            out = texts + ".out"
            run = subprocess.run([guidang, "convert", texts, "-o", out, "--quiet"],
                                 stderr=subprocess.DEVNULL)
            if run.returncode > 1:
                print(f"guidang convert: exit status {run.returncode}")
                return 1
            documents = found(out + "/values.csv")
            counts = collections.Counter()
            wrong = []
            for name in names:
                wrong += compare(name, truths(f"{folder}/{name}.truth.csv"), documents[name], counts)
            n = counts["cells"]
            print(f"{way:7} {n} cells, right {100 * counts['right'] / n:.2f} %, sure "
                  f"{100 * counts['sure'] / n:.2f} %, missing {counts['missing']}, silent {len(wrong)}")
            silent += [f"{way} {line}" for line in wrong]
    print("\n".join(silent))
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
