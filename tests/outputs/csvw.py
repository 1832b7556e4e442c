#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates CSV files against their csv-metadata.json.

By the W3C's "Metadata Vocabulary for Tabular Data" and "Model for Tabular Data and Metadata on
the Web" (17 December 2015), as much of both as our metadata uses. Anything else in the metadata
is an error, so that nothing can be promised there that is not checked here. Knows nothing of
guidang but which of the files beside the metadata people may edit.

    csvw.py FOLDER     every CSV file in FOLDER is described and is what it is said to be
"""
import json
import os
import re
import sys
from decimal import Decimal

import rfc4180

METADATA = "csv-metadata.json"

# What people write in, or copies for them: not described.
PEOPLES = re.compile(r"corrections\.csv|.*\.new(-[0-9]+)?\.csv")

# Properties that say something to people only; they bind no cell.
COMMENTS = {"dc:title", "dc:description", "schema:unitText"}

# Lexical forms of XML Schema 1.1, part 2. A string is anything.
INTEGER = r"[+-]?[0-9]+"
FORMS = {
    "string": r"(?s:.*)",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "integer": INTEGER,
    "nonNegativeInteger": INTEGER,
    "positiveInteger": INTEGER,
    "gYear": r"-?([1-9][0-9]{3,}|0[0-9]{3})",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
LEAST = {"nonNegativeInteger": 0, "positiveInteger": 1}
NUMBERS = {"decimal", "integer"} | set(LEAST)

# RFC 6570 varname, which the name of a column has to be.
NAME = re.compile(r"([A-Za-z0-9_]|%[0-9A-Fa-f]{2})(\.?([A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")


class Wrong(ValueError):
    """What is wrong, with the file, and the row and column if it is about one."""


def known(node, where, required, optional=()):
    """All required properties are there, and none that this reader does not understand."""
    unknown = set(node) - set(required) - set(optional) - COMMENTS
    if unknown:
        raise Wrong(f"{where}: {sorted(unknown)} not understood")
    for name in required:
        if name not in node:
            raise Wrong(f"{where}: no {name}")


class Datatype:
    """A datatype description, or the name of one."""

    def __init__(self, node, where):
        node = {"base": node} if isinstance(node, str) else node
        known(node, where, ["base"], ["format", "minimum", "maximum"])
        self.base = node["base"]
        if self.base not in FORMS:
            raise Wrong(f"{where}: datatype {self.base} not understood")
        self.format = node.get("format")
        if self.format is not None and self.base == "date" and self.format != "yyyy-MM-dd":
            raise Wrong(f"{where}: date format {self.format} not understood")
        if self.format is not None and self.base not in ("date", "string"):
            raise Wrong(f"{where}: format of {self.base} not understood")
        self.minimum = self.bound(node, "minimum", where)
        self.maximum = self.bound(node, "maximum", where)

    def bound(self, node, name, where):
        if name not in node:
            return None
        if self.base not in NUMBERS or not re.fullmatch(FORMS[self.base], str(node[name])):
            raise Wrong(f"{where}: {name} is no {self.base}")
        return Decimal(str(node[name]))

    def accepts(self, text):
        if not re.fullmatch(FORMS[self.base], text):
            return False
        if self.base == "string":
            return self.format is None or re.fullmatch(self.format, text) is not None
        if self.base == "date":
            return is_date(text)
        if self.base not in NUMBERS:
            return True
        number = Decimal(text)
        return not (number < LEAST.get(self.base, number)
                    or (self.minimum is not None and number < self.minimum)
                    or (self.maximum is not None and number > self.maximum))


def is_date(text):
    """Whether the calendar has that day."""
    year, month, day = map(int, text.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= days[month - 1]


class Column:
    def __init__(self, node, where):
        known(node, where, ["name", "titles", "datatype"], ["required", "separator", "null"])
        self.name = node["name"]
        if not NAME.fullmatch(self.name) or self.name.startswith("_"):
            raise Wrong(f"{where}: {self.name!r} cannot name a column")
        self.titles = node["titles"]
        if not isinstance(self.titles, dict) or set(self.titles) != {"en", "zh"}:
            raise Wrong(f"{where} {self.name}: titles are not in English and Chinese")
        self.required = node.get("required", False)
        self.separator = node.get("separator")
        self.null = node.get("null", "")
        self.datatype = Datatype(node["datatype"], f"{where} {self.name}")

    def check(self, cell):
        """What is wrong with a cell, or None."""
        if cell == self.null:
            return "empty" if self.required else None
        for part in cell.split(self.separator) if self.separator else [cell]:
            if not self.datatype.accepts(part):
                return f"{part!r} is no {self.datatype.base}"
        return None


class Table:
    def __init__(self, folder, node, encoding):
        known(node, "table", ["url", "tableSchema"])
        self.url = node["url"]
        schema = node["tableSchema"]
        known(schema, self.url, ["columns"], ["primaryKey", "foreignKeys"])
        self.columns = [Column(column, self.url) for column in schema["columns"]]
        self.primary_key = schema.get("primaryKey")
        self.foreign_keys = schema.get("foreignKeys", [])
        self.at = {column.name: i for i, column in enumerate(self.columns)}
        if len(self.at) != len(self.columns):
            raise Wrong(f"{self.url}: a name twice")
        for language in ("en", "zh"):
            if len({column.titles[language] for column in self.columns}) != len(self.columns):
                raise Wrong(f"{self.url}: a title twice in {language}")
        try:
            head, *self.rows = rfc4180.read(os.path.join(folder, self.url), encoding)
        except (OSError, rfc4180.NotCsv) as error:
            raise Wrong(f"{self.url}: {error}")
        self.language = self.check_head(head)
        self.check_rows()

    def check_head(self, head):
        """The language of the head: all titles are of one, in the order of the columns."""
        if len(head) != len(self.columns):
            raise Wrong(f"{self.url}: {len(head)} columns, {len(self.columns)} described")
        languages = [language for language in ("en", "zh")
                     if head == [column.titles[language] for column in self.columns]]
        if not languages:
            strangers = [name for name, column in zip(head, self.columns)
                         if name not in column.titles.values()]
            raise Wrong(f"{self.url} row 0: {strangers or 'both languages'} in the head")
        return languages[0]

    def check_rows(self):
        for number, row in enumerate(self.rows, 1):
            for column, cell in zip(self.columns, row):
                what = column.check(cell)
                if what:
                    raise Wrong(f"{self.url} row {number}: {column.name}: {what}")
        seen = set()
        for number, row in enumerate(self.rows if self.primary_key else [], 1):
            key = self.key(row, self.primary_key)
            if key in seen:
                raise Wrong(f"{self.url} row {number}: key {key} twice")
            seen.add(key)

    def key(self, row, names):
        names = [names] if isinstance(names, str) else names
        for name in names:
            if name not in self.at:
                raise Wrong(f"{self.url}: key of no column {name}")
        return tuple(row[self.at[name]] for name in names)

    def check_references(self, tables):
        for foreign in self.foreign_keys:
            known(foreign, self.url, ["columnReference", "reference"])
            known(foreign["reference"], self.url, ["resource", "columnReference"])
            other = tables.get(foreign["reference"]["resource"])
            if other is None:
                raise Wrong(f"{self.url}: refers to no table")
            there = {other.key(row, foreign["reference"]["columnReference"]) for row in other.rows}
            for number, row in enumerate(self.rows, 1):
                if self.key(row, foreign["columnReference"]) not in there:
                    raise Wrong(f"{self.url} row {number}: nothing of that key in {other.url}")


def encoding_of(root):
    dialect = root["dialect"]
    fixed = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminators": ["\r\n"],
             "header": True, "headerRowCount": 1}
    if {name: value for name, value in dialect.items() if name != "encoding"} != fixed:
        raise Wrong(f"{METADATA}: dialect is not RFC 4180 with a head of one row")
    if dialect.get("encoding") not in ("utf-8", "gb18030"):
        raise Wrong(f"{METADATA}: encoding {dialect.get('encoding')} not understood")
    return dialect["encoding"]


def validate(folder):
    """Tables of a folder by name. Raises Wrong at the first thing that is not as described."""
    with open(os.path.join(folder, METADATA), encoding="utf-8") as file:
        root = json.load(file)
    known(root, METADATA, ["@context", "dialect", "null", "tables"])
    if root["@context"] != "http://www.w3.org/ns/csvw" or root["null"] != "":
        raise Wrong(f"{METADATA}: not CSVW, or null is not the empty cell")
    tables = {}
    for node in root["tables"]:
        table = Table(folder, node, encoding_of(root))
        if table.url in tables:
            raise Wrong(f"{METADATA}: {table.url} twice")
        tables[table.url] = table
    if len({table.language for table in tables.values()}) > 1:
        raise Wrong(f"{METADATA}: heads in several languages")
    for table in tables.values():
        table.check_references(tables)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".csv") and name not in tables and not PEOPLES.fullmatch(name):
            raise Wrong(f"{name}: not described in {METADATA}")
    return tables


def main(args):
    try:
        for folder in args:
            tables = validate(folder)
            print(f"{folder}: {len(tables)} tables, "
                  f"{sum(len(table.rows) for table in tables.values())} rows as described")
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if args else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
