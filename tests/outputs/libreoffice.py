#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LibreOffice makes of our files: no value may change.

    libreoffice.py GUIDANG SOURCE        77 (skipped) without soffice

Every CSV file is opened with all columns as text (what docs/outputs.md tells people to choose),
saved as CSV and compared cell by cell. Every sheet of guidang.xlsx, opened as it is, must show what
the CSV files hold. Leading zeros, +8, dates, numbers of 20 digits, 〔2021〕 and texts that begin with
= are in odd.html and in the samples; that they are is checked too.

And as people do it: review.csv opened as LibreOffice would have it, saved, and given to apply.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

import conversions
import rfc4180

# Numbers that LibreOffice has for character sets.
CHARSETS = {"utf-8": 76, "gb18030": 85}

# More columns than any of our tables has, all of them text (format 2).
COLUMNS = 400
ALL_TEXT = "/".join(f"{column}/2" for column in range(1, COLUMNS + 1))

# Comma, quote, UTF-8, from the first row on; cells as shown. The last -1: every sheet, into a file
# of its own.
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
TO_SHEETS = TO_CSV + ",,0,false,true,true,false,false,-1"

# Texts that must have been among those compared.
NEEDED = ["007", "0012", "+8", "2021-03-04", "12345678901234567890", "110101199003071234", "1E5",
          "某发〔2021〕7号", "'=SUM(A1)", "TRUE", "3/4", "12345678901234567.80", "a,b"]


def soffice(folder, arguments):
    profile = "file://" + os.path.join(folder, "profile")
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    done = subprocess.run(command + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", check=False, timeout=240)
    if done.returncode != 0:
        sys.exit(f"soffice: status {done.returncode}\n{done.stdout}")


def saved(path):
    """Rows of a CSV file that LibreOffice wrote: as ours, but LF, and no byte order mark."""
    with open(path, "rb") as file:
        data = file.read()
    return rfc4180.parse(rfc4180.MARK + data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def same(where, ours, theirs):
    """Both hold the same cells; empty ones at the end of a row and rows of them count for nothing."""
    trimmed = []
    for rows in (ours, theirs):
        rows = [list(row) for row in rows]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        trimmed.append(rows)
    if trimmed[0] == trimmed[1]:
        return
    for number, (a, b) in enumerate(zip(*trimmed), 1):
        if a != b:
            cells = [(x, y) for x, y in zip(a, b) if x != y]
            sys.exit(f"{where} row {number}: {cells or (len(a), len(b))}")
    sys.exit(f"{where}: {len(trimmed[0])} rows, LibreOffice has {len(trimmed[1])}")


def csv_round_trip(folder, made):
    """Opens and saves all CSV files; the texts of all cells."""
    texts = set()
    for encoding, charset in CHARSETS.items():
        here = os.path.join(folder, f"csv-{encoding}")
        os.makedirs(os.path.join(here, "saved"))
        paths = [path for conversion in made if conversion.encoding == encoding
                 for path in conversions.csv_files(conversion)]
        for number, path in enumerate(paths):
            shutil.copy(path, os.path.join(here, f"{number}.csv"))
        soffice(folder, [f"--infilter=CSV:44,34,{charset},1,{ALL_TEXT},1033,false,false",
                         "--convert-to", TO_CSV, "--outdir", os.path.join(here, "saved")]
                + [os.path.join(here, f"{number}.csv") for number in range(len(paths))])
        for number, path in enumerate(paths):
            ours = rfc4180.read(path, encoding)
            same(path, ours, saved(os.path.join(here, "saved", f"{number}.csv")))
            texts.update(cell for row in ours for cell in row)
    missing = [text for text in NEEDED if text not in texts]
    if missing:
        sys.exit(f"not among the cells compared: {missing}")
    return len(texts)


def plain(row):
    """A row of ours without the ' that guards text in CSV files, which a workbook does not need."""
    return [cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@＝＋－＠") else cell
            for cell in row]


def check_queue(where, sheet, values):
    """待核: each row is a cell that is open in values.csv, with the same texts."""
    head, *rows = sheet
    at = {name: i for i, name in enumerate(values[0])}
    common = [name for name in head if name in at]
    there = {tuple(plain(row)[at[name]] for name in common) for row in values[1:]}
    for row in rows:
        if tuple(row[head.index(name)] for name in common) not in there:
            sys.exit(f"{where}: {row} is not in values.csv")
    if not rows or len(common) < 10:
        sys.exit(f"{where}: {len(rows)} rows, {common}")


def workbook_round_trip(folder, made):
    """Sheets of the workbooks against the CSV files beside them."""
    for conversion in made:
        here = os.path.join(folder, "xlsx", os.path.basename(conversion.folder))
        os.makedirs(here)
        soffice(folder, ["--convert-to", TO_SHEETS, "--outdir", here,
                         os.path.join(conversion.folder, "guidang.xlsx")])
        sheets = {name[len("guidang-"):-len(".csv")]: saved(os.path.join(here, name))
                  for name in os.listdir(here)}
        forms = {"数据": "disclosure-report-2019", "数据 2": "disclosure-report-2021",
                 "数据 3": "three-public-expenses"}
        pairs = {"目录": "documents.csv", "问题": "findings.csv",
                 **{sheet: f"{form}.csv" for sheet, form in forms.items()}}
        if set(sheets) != set(pairs) | {"待核", "说明"}:
            sys.exit(f"{conversion.folder}: sheets {sorted(sheets)}")
        for sheet, name in pairs.items():
            ours = rfc4180.read(os.path.join(conversion.folder, name), conversion.encoding)
            if sheet in forms:  # doubts are shown as colours
                ours = [row[:-1] for row in ours]
            same(f"{conversion.folder} {sheet}", [plain(row) for row in ours], sheets[sheet])
        values = rfc4180.read(os.path.join(conversion.folder, "values.csv"), conversion.encoding)
        check_queue(f"{conversion.folder} 待核", sheets["待核"], values)


def check_review(folder, guidang, conversion):
    """The queue, filled in, through LibreOffice with types as it guesses them, into apply."""
    head, *rows = rfc4180.read(os.path.join(conversion.folder, "review.csv"), conversion.encoding)
    at = {name: i for i, name in enumerate(head)}
    for row in rows:
        row[at["value"]] = "as printed" if row[at["check"]] else "1.25"
        row[at["by"]], row[at["date"]] = "张三", "2026-01-31"
    path = os.path.join(folder, "filled.csv")
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head] + rows)
    out = os.path.join(folder, "review")
    soffice(folder, ["--infilter=CSV:44,34,76,1,,2052,false,true", "--convert-to", TO_CSV,
                     "--outdir", out, path])
    done = subprocess.run([guidang, "apply", conversion.folder, os.path.join(out, "filled.csv")],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          check=False)
    if done.returncode not in (0, 1) or f"decisions taken: {len(rows)};" not in done.stdout:
        sys.exit(f"apply: status {done.returncode}\n{done.stdout}")


def main(guidang, source):
    if shutil.which("soffice") is None:
        print("SKIP: no LibreOffice (libreoffice-calc-nogui)")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        made = conversions.make(guidang, source, folder)
        print(f"{csv_round_trip(folder, made)} different texts came back as they were")
        workbook_round_trip(folder, [c for c in made if c.encoding == "utf-8"])
        print("workbooks show what the CSV files hold")
        check_review(folder, guidang, made[0])
        print("a queue filled in and saved by LibreOffice was applied")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
