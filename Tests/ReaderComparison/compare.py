"""Compares what `tianbao cells` reads with what openpyxl and python-calamine read, cell by cell.

    compare.py --command PATH --samples FOLDER [--corpus FOLDER] [--groups quirks,samples] [--list]

Prints the table and ends with status 1 when there is a disagreement that disagreements.toml does not
explain, or an explanation that explains nothing any more.
"""

import argparse
import collections
import concurrent.futures
import multiprocessing
import os
import pathlib
import resource
import signal
import sys
import tomllib

from openpyxl.utils import get_column_letter, range_boundaries

import readers
import rules

OTHERS = ["openpyxl", "python-calamine"]
MEMORY = 4 << 30
SECONDS = 240


class Disagreement:
    """One thing of which another reader says something else than ours."""

    def __init__(self, file, sheet, place, reader, ours, theirs, context):
        self.file, self.sheet, self.place, self.reader = file, sheet, place, reader
        self.ours, self.theirs, self.context = ours, theirs, context

    def __str__(self):
        where = "!".join(part for part in (self.sheet, self.place) if part)
        return (f"{self.file} {where}: {self.reader} has {shorten(self.theirs)}, "
                f"tianbao {shorten(self.ours)}")


def shorten(text):
    return text if len(text) <= 60 else text[:57] + "…"


def main():
    options = arguments()
    known = tomllib.loads(options.explanations.read_text())
    files = list(find(options))
    skipped = {entry["file"]: entry["why"] for entry in known.get("skip", [])}
    wanted = [(name, path) for name, path in files if name not in skipped]
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        results = list(pool.map(compare_file, *zip(*[(n, p, options.command) for n, p in wanted])))
    explanations = Explanations(known, {name for name, _ in files})
    for result in results:
        for item in result["disagreements"]:
            explanations.take(item)
    report(results, explanations, len(files) - len(wanted), options)
    return 1 if explanations.unexplained or explanations.idle() else 0


def arguments():
    here = pathlib.Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--command", required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--groups", default="public,quirks,samples")
    parser.add_argument("--explanations", type=pathlib.Path,
                        default=here / "disagreements.toml")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true", help="print every disagreement")
    return parser.parse_args()


def find(options):
    """The workbooks by group, each with the name by which explanations call it."""
    for group in options.groups.split(","):
        if group == "samples":
            root = options.samples
        elif options.corpus is None:
            sys.exit(f"--corpus is needed for {group}")
        else:
            root = options.corpus / group
        paths = [path for path in root.rglob("*") if path.suffix.lower() in (".xlsx", ".xlsm")]
        for path in sorted(paths):
            yield f"{group}/{path.relative_to(root)}", str(path)


def reading(reader, path, command):
    """What a reader says, from a process of its own: one gone wild takes down nothing but itself."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(
        target=read_apart, args=(there, reader, path, command)
    )
    child.start()
    there.close()
    try:
        answer = here.recv()
    except EOFError:
        answer = None
    child.join()
    if answer is None:
        raise readers.Refused(f"ends with signal {-child.exitcode}")
    if isinstance(answer, str):
        raise readers.Refused(answer)
    return answer


def read_apart(pipe, reader, path, command):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        pipe.send(readers.READERS[reader](path, command))
    except Exception as error:  # Whatever a reader throws, it gives no workbook.
        text = str(error).strip().split("\n")[0]
        kind = "" if isinstance(error, readers.Refused) else f"{type(error).__name__}: "
        pipe.send(kind + text)


def compare_file(name, path, command):
    readings, refusals = {}, {}
    for reader in readers.READERS:
        try:
            readings[reader] = reading(reader, path, command)
        except readers.Refused as error:
            refusals[reader] = str(error)
    result = {"file": name, "cells": 0, "compared": collections.Counter(),
              "agreed": collections.Counter(), "disagreements": [], "refusals": refusals}
    ours = readings.get("tianbao")
    if ours is not None:
        result["cells"] = sum(len(sheet.cells) for sheet in ours.values())
    for reader in OTHERS:
        theirs = readings.get(reader)
        if ours is None or theirs is None:
            if (ours is None) != (theirs is None):
                result["disagreements"].append(Disagreement(
                    name, None, None, reader, refusals.get("tianbao", "reads it"),
                    refusals.get(reader, "reads it"), {}))
            continue
        compare_books(name, reader, ours, theirs, result)
    return result


def compare_books(name, reader, ours, theirs, result):
    def differ(sheet, label, here, there, **context):
        result["disagreements"].append(
            Disagreement(name, sheet, label, reader, here, there, context))

    if list(ours) != list(theirs):
        differ(None, None, f"sheets {list(ours)}", f"sheets {list(theirs)}")
    for title in ours:
        if title not in theirs:
            continue
        here, there = ours[title], theirs[title]
        for fact in ("merged", "visibility", "hidden_rows", "hidden_columns"):
            left, right = getattr(here, fact), getattr(there, fact)
            if left is None or right is None:
                continue
            result["compared"][reader] += 1
            if left == right:
                result["agreed"][reader] += 1
            else:
                differ(title, fact.replace("_", " "), difference(left, right),
                       difference(right, left))
        covered = rules.Covered(here.merged)
        for place in sorted(here.cells.keys() | there.cells.keys()):
            left, right = here.cells.get(place), there.cells.get(place)
            result["compared"][reader] += 1
            if readers.same(left, right):
                result["agreed"][reader] += 1
            else:
                differ(title, reference(place), readers.shown(left), readers.shown(right),
                       cells=(left, right), place=place, covered=place in covered)
        if there.formulas is None:
            continue
        for place in sorted(here.formulas.keys() | there.formulas.keys()):
            left, right = here.formulas.get(place), there.formulas.get(place)
            result["compared"][reader] += 1
            if left == right:
                result["agreed"][reader] += 1
            else:
                differ(title, reference(place), f"formula {left!r}", f"formula {right!r}",
                       formulas=(left, right), place=place, covered=place in covered)


def difference(one, other):
    if isinstance(one, str):
        return one
    items = sorted(one - other)
    return f"{len(items)} more: {items[:3]}" if items else "nothing more"


def reference(place):
    return f"{get_column_letter(place[1])}{place[0]}"


class Explanations:
    """What disagreements.toml says, and what of it applied."""

    def __init__(self, known, files):
        self.rules = known.get("rule", [])
        # In a short run, what is said of other files has nothing to explain.
        groups = {file.split("/")[0] for file in files}
        self.groups = groups
        self.cases = [case for case in known.get("case", [])
                      if case["file"].split("/")[0] in groups]
        self.is_whole = {"public", "quirks", "samples"} <= groups
        self.taken = collections.defaultdict(list)
        self.unexplained = []

    def take(self, item):
        for case in self.cases:
            if self.covers(case, item):
                self.taken[id(case)].append(item)
                return
        for rule in self.rules:
            if rule["reader"] == item.reader and getattr(rules, rule["id"])(item.context):
                self.taken[id(rule)].append(item)
                return
        self.unexplained.append(item)

    @staticmethod
    def covers(case, item):
        if case["file"] != item.file or case["reader"] != item.reader:
            return False
        if case.get("sheet", item.sheet) != item.sheet:
            return False
        what = case.get("what", "cells")
        if what != "cells":
            return what == (item.place or "file")
        if "place" not in item.context:
            return False
        if "cells" not in case:
            return True
        row, column = item.context["place"]
        return any(left <= column <= right and top <= row <= bottom
                   for left, top, right, bottom in map(range_boundaries, case["cells"].split()))

    def idle(self):
        """The explanations that explain nothing any more, or another number of things."""
        found = []
        for case in self.cases:
            count = len(self.taken[id(case)])
            if count != case.get("count", 1):
                found.append(f"{case['file']} {case['reader']}: explains {count}, "
                             f"not {case.get('count', 1)}: {case['why']}")
        if self.is_whole:
            found += [f"{rule['id']} {rule['reader']}: explains nothing" for rule in self.rules
                      if not self.taken[id(rule)]]
        return found

    def rows(self):
        """Reason by reason: how many disagreements, in how many files."""
        for entry in self.rules + self.cases:
            items = self.taken[id(entry)]
            if items:
                yield entry, items


def report(results, explanations, skipped, options):
    groups = collections.defaultdict(list)
    for result in results:
        groups[result["file"].split("/")[0]].append(result)
    heading = ["", "files", "refused by all", "cells"]
    for reader in OTHERS:
        heading += [f"{reader}: compared", "the same", "other"]
    rows = [heading]
    for group, members in [*groups.items(), ("all", results)]:
        refused = sum(len(member["refusals"]) == 3 for member in members)
        row = [group, len(members), refused, sum(member["cells"] for member in members)]
        for reader in OTHERS:
            compared = sum(member["compared"][reader] for member in members)
            agreed = sum(member["agreed"][reader] for member in members)
            other = sum(item.reader == reader for member in members
                        for item in member["disagreements"])
            row += [compared, agreed, other]
        rows.append(row)
    for row in rows:
        print(" | ".join(f"{item:>{max(len(str(r[i])) for r in rows)},}" if isinstance(item, int)
                         else f"{item:<{max(len(str(r[i])) for r in rows)}}"
                         for i, item in enumerate(row)))
    print(f"\nLeft out, since they are attacks: {skipped}")
    print("\nDisagreements, and what is right:")
    for entry, items in explanations.rows():
        files = len({item.file for item in items})
        place = entry.get("file", f"{files} files")
        print(f"{len(items):>7} {entry['reader']}, {place}: {entry['why']} "
              f"Right: {entry['right']}.")
        if options.list:
            for item in items[:20]:
                print(f"          {item}")
    if explanations.unexplained:
        print(f"\n{len(explanations.unexplained)} WITHOUT AN EXPLANATION:")
        for item in explanations.unexplained[: None if options.list else 50]:
            print(f"  {item}")
    for text in explanations.idle():
        print(f"\nEXPLAINS NOTHING ANY MORE, or another number: {text}")


if __name__ == "__main__":
    sys.exit(main())
