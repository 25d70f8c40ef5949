"""Processes that run a workload when they are told to, so that rounds of several interleave."""

import json
import os
import random
import statistics
import subprocess
import sys


class Runner:
    """A process that has warmed up and answers each line with the nanoseconds of one run."""

    def __init__(self, name, command):
        self.name = name
        self.times, self.processor_times = [], []
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.found = json.loads(self._answer())

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} has ended with {self.process.wait()}")
        return line

    def _processor(self):
        """The processor time of all threads so far, in milliseconds; the system counts hundredths."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        # Fields 14 and 15 of proc(5): in user mode and in the kernel.
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")

    def run(self, warm=True):
        """Runs once more and keeps the times; before that once without, if it is to be warm."""
        if warm:
            self._told_to_run()
        before = self._processor()
        self.times.append(self._told_to_run())
        self.processor_times.append(self._processor() - before)

    def _told_to_run(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        return int(self._answer()) / 1e6

    @property
    def median(self):
        """The median of all rounds, in milliseconds."""
        return statistics.median(self.times)

    @property
    def processor(self):
        """The median processor time of all rounds, in milliseconds."""
        return statistics.median(self.processor_times)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def interleave(runners, rounds, warm=True):
    """Runs all in turn, round after round, in another order each time.

    Systems take pages from a process that waits for its turn, and caches forget it: each runs twice
    in its turn, and the second run is the one that counts.
    """
    order = random.Random(1)
    for _ in range(rounds):
        for runner in order.sample(runners, len(runners)):
            runner.run(warm)
    for runner in runners:
        runner.close()
