#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A strict reader of CSV: RFC 4180, byte by byte, as docs/outputs.md promises our files.

    UTF-8   one byte order mark at the very start and none elsewhere, valid throughout
    GB18030 no byte order mark, valid throughout
    rows    end with CR LF, the last one too; no empty rows; all as wide as the first
    cells   a quote stands only around a whole cell; inside it, it is doubled; CR and LF
            stand only inside quotes; no NUL

Python's own csv module reads nearly anything, so it proves nothing of this.

    rfc4180.py [--gb18030] FILE…      says what is wrong, by file and row
    rfc4180.py --self-test            the reader itself: what it must accept and refuse
"""
import sys

MARK = b"\xef\xbb\xbf"


class NotCsv(ValueError):
    """What is wrong, and in which row (from 1, the head)."""

    def __init__(self, row, what):
        super().__init__(f"row {row}: {what}")


def decode(data, encoding):
    """The text of a file without its byte order mark."""
    if encoding == "utf-8":
        if not data.startswith(MARK):
            raise NotCsv(1, "no byte order mark")
        data = data[len(MARK):]
    try:
        text = data.decode(encoding, "strict")
    except UnicodeDecodeError as error:
        raise NotCsv(data[:error.start].count(b"\n") + 1, f"not {encoding}: {error.reason}")
    for bad, name in (("\ufeff", "a byte order mark"), ("\0", "a NUL")):
        if bad in text:
            raise NotCsv(text[:text.index(bad)].count("\n") + 1, f"{name} inside the file")
    return text


def quoted_cell(text, at, row):
    """The cell whose opening quote stands at `at`, and the place behind its closing one."""
    parts = []
    while True:
        end = text.find('"', at + 1)
        if end < 0:
            raise NotCsv(row, "a quote is not closed")
        parts.append(text[at + 1:end])
        if text[end + 1:end + 2] != '"':
            return '"'.join(parts), end + 1
        at = end + 1


def plain_cell(text, at, row):
    """The cell without quotes that begins at `at`, and the place behind it."""
    end = at
    while end < len(text) and text[end] not in ',\r\n':
        if text[end] == '"':
            raise NotCsv(row, "a quote inside a cell that is not quoted")
        end += 1
    return text[at:end], end


def cells(text):
    """Rows of the text: lists of cells."""
    rows, row, at = [], [], 0
    while at < len(text) or row:
        number = len(rows) + 1
        quoted = text[at:at + 1] == '"'
        cell, at = (quoted_cell if quoted else plain_cell)(text, at, number)
        row.append(cell)
        if text[at:at + 1] == ",":
            at += 1
        elif text[at:at + 2] == "\r\n":
            at += 2
            if row == [""] and not quoted:
                raise NotCsv(number, "empty")
            rows.append(row)
            row = []
        elif at == len(text):
            raise NotCsv(number, "the last row does not end with CR LF")
        else:
            raise NotCsv(number, f"{text[at]!r} behind a cell")
    return rows


def parse(data, encoding="utf-8"):
    """Rows of a file, given its bytes. Raises NotCsv."""
    rows = cells(decode(data, encoding))
    if not rows:
        raise NotCsv(1, "no rows")
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise NotCsv(number, f"{len(row)} cells, the first row has {len(rows[0])}")
    return rows


def read(path, encoding="utf-8"):
    with open(path, "rb") as file:
        return parse(file.read(), encoding)


def self_test():
    good = MARK + b'a,"b"\r\n"x ""y"", z\r\n",\r\n'
    assert parse(good) == [["a", "b"], ['x "y", z\r\n', ""]]
    assert parse(MARK + b'a\r\n""\r\n') == [["a"], [""]]
    assert parse("文档\r\n〔2021〕\r\n".encode("gb18030"), "gb18030") == [["文档"], ["〔2021〕"]]
    refused = {
        b"a\r\n": "no byte order mark",
        MARK: "no rows",
        MARK + MARK + b"a\r\n": "byte order mark inside",
        MARK + b"a\r\n\xff\r\n": "row 2: not utf-8",
        MARK + b"a\n": "behind a cell",
        MARK + b"a\r1\r\n": "behind a cell",
        MARK + b"a\r\n1": "the last row",
        MARK + b"a,b\r\n1,": "the last row",
        MARK + b"a\r\n\r\n": "row 2: empty",
        MARK + b"a,b\r\n1\r\n": "1 cells, the first row has 2",
        MARK + b"a\r\n1,2\r\n": "2 cells, the first row has 1",
        MARK + b'a\r\n1"2\r\n': "a quote inside",
        MARK + b'a\r\n"1"2\r\n': "behind a cell",
        MARK + b'a\r\n"1\r\n': "not closed",
        MARK + b"a\r\n\0\r\n": "a NUL",
    }
    for data, what in refused.items():
        try:
            parse(data)
        except NotCsv as error:
            assert what in str(error), (data, str(error))
        else:
            raise AssertionError(f"accepted: {data!r}")


def main(args):
    encoding = "utf-8"
    if args == ["--self-test"]:
        self_test()
        return 0
    if args[:1] == ["--gb18030"]:
        encoding, args = "gb18030", args[1:]
    failures = 0
    for path in args:
        try:
            read(path, encoding)
        except NotCsv as error:
            print(f"{path}: {error}", file=sys.stderr)
            failures += 1
    return 1 if failures or not args else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
