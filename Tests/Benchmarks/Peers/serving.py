"""Lets a reader be run on demand: every answer is the time of one run, so that rounds interleave.

A reader is a function that reads all cells of all files. It runs once to warm up; then one line of
JSON says what it found, and each line that comes in is answered with the nanoseconds of a run.
"""

import datetime
import json
import sys
import time

EPOCH = datetime.date(1970, 1, 1)


class Sums:
    """What a reader found, in figures that can be compared with those of another."""

    def __init__(self):
        self.cells = self.texts = self.booleans = self.days = 0
        self.bytes = 0
        self.numbers = 0.0

    def add(self, value):
        if value is None or value == "":
            return
        self.cells += 1
        if isinstance(value, str):
            self.texts += 1
            self.bytes += len(value.encode())
        elif isinstance(value, bool):
            self.booleans += value
        elif isinstance(value, (int, float)):
            self.numbers += value
        elif isinstance(value, datetime.datetime):
            self.days += (value.date() - EPOCH).days
        elif isinstance(value, datetime.date):
            self.days += (value - EPOCH).days
        else:
            raise TypeError(type(value))

    def line(self):
        return json.dumps(
            {
                "cells": self.cells, "texts": self.texts, "textBytes": self.bytes,
                "numbers": self.numbers, "days": self.days, "booleans": self.booleans,
            }
        )


def serve(read, values, files):
    """Warms up, then answers each line on standard input with the nanoseconds of one run.

    `read(file)` is timed; `values(what it returned)` gives every cell, and is not.
    """
    sums = Sums()
    for file in files:
        for value in values(read(file)):
            sums.add(value)
    print(sums.line(), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter_ns()
        for file in files:
            result = read(file)
        elapsed = time.perf_counter_ns() - start
        del result
        print(elapsed, flush=True)
