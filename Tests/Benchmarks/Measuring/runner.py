"""Processes that run a workload when they are told to, so that rounds of several interleave."""

import json
import statistics
import subprocess
import sys


class Runner:
    """A process that has warmed up and answers each line with the nanoseconds of one run."""

    def __init__(self, name, command):
        self.name = name
        self.times = []
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.found = json.loads(self._answer())

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} has ended with {self.process.wait()}")
        return line

    def run(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        self.times.append(int(self._answer()) / 1e6)

    @property
    def median(self):
        """The median of all rounds, in milliseconds."""
        return statistics.median(self.times)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def interleave(runners, rounds):
    """Runs all in turn, round after round, each round beginning with another."""
    for number in range(rounds):
        start = number % len(runners)
        for runner in runners[start:] + runners[:start]:
            runner.run()
    for runner in runners:
        runner.close()
