#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A newcomer with a README and nothing else.

    newcomer.py SOURCE BUILD README…

Installs BUILD below a folder of its own and runs, for each README, every command that its code
blocks give, as it stands there and in its order, on the samples. What only a person can do, between
`cp` and `apply`, is done as the README tells: the queue is filled in by what is printed (the truth
beside each sample). In the end every document must be complete and every cell right. Commands that
need root or a network (make, apt-get) are held against Makefile and package lists instead.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import csvw
import rfc4180

# What a command is to end with; README says what each status means. Others end with 0.
STATUS = {"convert": 1}

# The least that a README is to give of these, so that none is lost unseen.
NEEDED = ["guidang convert", "guidang apply", "guidang check", "guidang sample", "guidang inspect",
          "cp out/review.csv"]


def fail(what):
    sys.exit(f"newcomer: {what}")


def code_lines(readme):
    """Lines of indented code blocks, without what is said behind #."""
    for line in readme.splitlines():
        if line.startswith("    ") and line.strip():
            yield line[4:].split("    #")[0].split(" #")[0].rstrip()


def is_command(line):
    return re.match(r"(build/release/guidang|make|cp|apt-get) ", line) is not None


def table(name):
    """Rows of a CSV file of out/, as dicts."""
    head, *rows = rfc4180.read(os.path.join("out", name))
    return [dict(zip(head, row)) for row in rows]


def truth_of(document, source):
    """What is printed in the cells of a document: (table, row, column) → number, "" for none."""
    stem = document.rsplit("-", 1)[0]
    with open(os.path.join(source, "samples", f"{stem}.truth.csv"), encoding="utf-8") as file:
        return {(row["table"], row["row"], row["column"]):
                row["value"] if row["kind"] == "number" else "" for row in csv.DictReader(file)}


def check_values(source, final):
    """No number is wrong and sure; in the end none is wrong at all. The cells that were not sure."""
    open_cells = 0
    for row in table("values.csv"):
        printed = truth_of(row["document"], source)[row["table"], row["row"], row["column"]]
        sure = row["status"] in ("ok", "blank", "confirmed")
        if row["value"] != printed and (sure or final):
            fail(f"{row['document']} {row['row']} {row['column']}: {row['value']!r} is "
                 f"{row['status']}, {printed!r} is printed")
        open_cells += not sure
    return open_cells


def fill(path, source):
    """Fills in the queue as a person who looks at the pictures. Cells that had another reading."""
    head, *rows = rfc4180.read(path)
    at = {name: i for i, name in enumerate(head)}
    corrected = 0
    for row in rows:
        if row[at["check"]]:
            row[at["value"]] = "as printed"
        else:
            cell = tuple(row[at[name]] for name in ("table", "row", "column"))
            row[at["value"]] = truth_of(row[at["document"]], source)[cell] or "blank"
            corrected += row[at["value"]] != row[at["reading"]]
        row[at["by"]] = "newcomer"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head] + rows)
    return corrected


def statuses():
    return sorted(row["status"] for row in table("documents.csv"))


def run(command, environment):
    """Runs one command of a README; what it printed."""
    done = subprocess.run(["bash", "-c", command], env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    name = command.split()[1]
    if done.returncode != STATUS.get(name, 0):
        fail(f"{command}: status {done.returncode}\n{done.stdout}")
    return done.stdout


def check_outputs(readme):
    """Every file that the README's table of outputs names is there and is what it should be."""
    listed = re.findall(r"^\| `([^`| ]+)`[^|]*\|[^|]*\|$", readme, re.M)
    files = [name for name in listed if name.endswith((".csv", ".json"))]
    if len(files) < 7:
        fail(f"only {files} in the table of outputs")
    for name in files:
        if not os.path.getsize(os.path.join("out", name)):
            fail(f"out/{name} is empty")
    csvw.validate("out")
    for document in os.listdir("out/documents"):
        folder = os.path.join("out/documents", document)
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            json.load(file)
        for name in os.listdir(folder):
            if name.endswith(".csv"):
                rfc4180.read(os.path.join(folder, name))


def check_make(readme, source):
    """Targets that a README names are there, and all package lists are used by some target."""
    with open(os.path.join(source, "Makefile"), encoding="utf-8") as file:
        makefile = file.read()
    targets = {line.split()[1] for line in code_lines(readme) if line.startswith("make ")}
    if not targets >= {"demo", "check", "install", "deb"}:
        fail(f"only make {targets} in the README")
    for target in targets:
        subprocess.run(["make", "-n", "-C", source, target], stdout=subprocess.DEVNULL, check=True)
    used = set(re.findall(r"tools/packages-[a-z]+\.txt", makefile))
    there = {f"tools/{name}" for name in os.listdir(os.path.join(source, "tools"))
             if name.startswith("packages-")}
    if used != there:
        fail(f"package lists: Makefile uses {sorted(used)}, there are {sorted(there)}")
    for name in there:
        with open(os.path.join(source, name), encoding="utf-8") as file:
            packages = [line.split()[0] for line in file if not line.startswith("#")]
        odd = [p for p in packages if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", p)]
        if odd or len(set(packages)) != len(packages):
            fail(f"{name}: {odd or 'a package twice'}")
    for path in re.findall(r"`((?:packaging|tools)/[a-z-]+\.sh)`", readme):
        if not os.access(os.path.join(source, path), os.X_OK):
            fail(f"README names {path}, which cannot be run")


def follow(path, source, environment):
    with open(path, encoding="utf-8") as file:
        readme = file.read()
    check_make(readme, source)
    commands = [line for line in code_lines(readme) if is_command(line)]
    for needed in NEEDED:
        if not any(needed in command for command in commands):
            fail(f"{path} does not give {needed}")
    said, shown = "", [line for line in code_lines(readme) if not is_command(line)]
    for command in commands:
        if command.startswith(("make ", "apt-get ")):
            continue
        said += run(command, environment)
        if " convert " in command:
            if check_values(source, False) == 0:
                fail("no cell of the samples is in doubt: nothing to correct")
            if statuses() != ["complete", "complete", "review", "review"]:
                fail(f"after convert: {statuses()}")
        elif command.startswith("cp "):
            corrected = fill(command.split()[-1], source)
            if corrected == 0:
                fail("no reading in the queue is to be corrected")
    for line in shown:
        if line.strip() not in said:
            fail(f"{path} shows {line.strip()!r}, which nothing printed")
    if set(statuses()) != {"complete"}:
        fail(f"in the end: {statuses()}")
    check_values(source, True)
    check_outputs(readme)
    for name in ("out/corrections.csv", "out/sample-1.html", "report-scan.inspect.html"):
        if not os.path.getsize(name):
            fail(f"{name} is empty")
    print(f"{os.path.basename(path)}: {len(commands)} commands, {corrected} readings corrected, "
          "all documents complete")


def main(source, build, readmes):
    source, readmes = os.path.realpath(source), [os.path.realpath(path) for path in readmes]
    environment = {name: value for name, value in os.environ.items() if name != "GUIDANG_DATA_DIR"}
    environment["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "opt")
        subprocess.run(["cmake", "--install", build, "--prefix", prefix],
                       stdout=subprocess.DEVNULL, check=True)
        for readme in readmes:
            try_in = os.path.join(folder, os.path.basename(readme))
            os.makedirs(os.path.join(try_in, "build/release"))
            shutil.copytree(os.path.join(source, "samples"), os.path.join(try_in, "samples"))
            os.symlink(os.path.join(prefix, "bin/guidang"),
                       os.path.join(try_in, "build/release/guidang"))
            os.chdir(try_in)
            follow(readme, source, environment)
        os.chdir("/")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
