"""Holds the records and findings of two importers against each other."""

import json
from collections import Counter


def _lines(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return {line["file"].rsplit("/", 1)[-1]: line for line in lines}


def _found(line):
    return Counter(
        (finding["record"], finding["code"], finding.get("cell")) for finding in line["findings"]
        if finding["severity"] != "note"
    )


def compare(ours, theirs):
    """What is alike, in a sentence, and the first differences."""
    left, right = _lines(ours), _lines(theirs)
    differences = [f"{name} is in one only" for name in sorted(left.keys() ^ right.keys())]
    households = values = errors = others = notes = 0
    for name in sorted(left.keys() & right.keys()):
        own, other = left[name], right[name]
        if own["verdict"] != other["verdict"]:
            differences.append(f"{name}: {own['verdict']} against {other['verdict']}")
        for number, (one, two) in enumerate(zip(own["records"], other["records"], strict=True)):
            households += 1
            values += sum(value is not None for value in one["values"].values())
            for field, value in one["values"].items():
                if value != two["values"].get(field):
                    differences.append(
                        f"{name}, household {number}: {field} is {value!r} against "
                        f"{two['values'].get(field)!r}"
                    )
        found = _found(own), _found(other)
        errors += sum(finding["severity"] == "error" for finding in own["findings"])
        notes += sum(finding["severity"] == "note" for finding in own["findings"])
        others += sum(finding["severity"] in ("confirm", "warning") for finding in own["findings"])
        for missed in (found[0] - found[1]):
            differences.append(f"{name}: only ours has {missed}")
        for missed in (found[1] - found[0]):
            differences.append(f"{name}: only theirs has {missed}")
    alike = (
        f"{len(left)} workbooks, {households:,} households, {values:,} values, {errors:,} errors, "
        f"{others:,} questions and warnings, {notes:,} repairs noted"
    )
    return alike, differences


if __name__ == "__main__":
    import sys

    print(*compare(*sys.argv[1:])[0:1], *compare(*sys.argv[1:])[1][:30], sep="\n")
