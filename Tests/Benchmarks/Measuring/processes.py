"""Whole processes, from start to end, in turn."""

import os
import random
import resource
import shutil
import statistics
import subprocess
import time


class Process:
    """A command that is run again and again; its times in milliseconds."""

    def __init__(self, name, command, output=None, accepted=(0,), environment=None):
        self.name = name
        self.command = list(map(str, command))
        # What is removed before each run: no run may find what the last one left.
        self.output = output
        self.accepted = accepted
        self.environment = {**os.environ, **(environment or {})}
        self.times, self.processor_times = [], []

    def run(self):
        if self.output and self.output.is_dir():
            shutil.rmtree(self.output)
        elif self.output:
            self.output.unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        process = subprocess.run(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=self.environment, check=False, text=True,
        )
        self.times.append((time.perf_counter() - start) * 1e3)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.processor_times.append(used * 1e3)
        if process.returncode not in self.accepted:
            raise SystemExit(f"{self.name}: {process.returncode}\n{process.stderr[-2000:]}")

    @property
    def median(self):
        """The median time of all runs, in milliseconds."""
        return statistics.median(self.times)

    @property
    def processor(self):
        """The median processor time of all runs on all cores together, in milliseconds."""
        return statistics.median(self.processor_times)


def interleave(processes, rounds):
    """Runs all in turn, round after round, in another order each time."""
    order = random.Random(1)
    for _ in range(rounds):
        for process in order.sample(processes, len(processes)):
            process.run()
