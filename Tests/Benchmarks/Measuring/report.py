"""The table of figures: what was measured, against what, and whether the goal is reached."""

import os
import platform
import re
import subprocess


class Report:
    """Collects rows and prints them, for the terminal and as Markdown."""

    def __init__(self):
        self.sections = []

    def section(self, title):
        self.sections.append((title, []))
        print(f"\n{title}", flush=True)

    def row(self, what, figure, ratio="", goal="", reached=None):
        mark = {None: "", True: "yes", False: "NO"}[reached]
        self.sections[-1][1].append((what, figure, ratio, goal, mark))
        print(f"  {what:52} {figure:>22} {ratio:>16} {goal:>9} {mark}", flush=True)

    def ratio(self, what, figure, ratio, goal, at_least):
        """A row whose ratio must reach a goal, or must stay below it."""
        reached = ratio >= goal if at_least else ratio <= goal
        self.row(
            what, figure, f"{ratio:.2f} ×", f"{'≥' if at_least else '≤'} {goal:g} ×", reached
        )

    def note(self, text):
        self.sections[-1][1].append((text,))
        print(f"  {text}", flush=True)

    def markdown(self):
        """One table, with a row before each section, and the notes under it."""
        lines = [machine(), "", "| what | figure | ratio | goal | reached |",
                 "| --- | ---: | ---: | ---: | --- |"]
        notes = []
        for title, rows in self.sections:
            lines.append(f"| **{title}** | | | | |")
            lines += [f"| {' | '.join(row)} |" for row in rows if len(row) > 1]
            notes += [f"- {title}: {row[0]}" for row in rows if len(row) == 1]
        return "\n".join([*lines, "", *notes, ""])


def _first(command, pattern):
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return "?"
    found = re.search(pattern, text)
    return found[1] if found else "?"


def machine():
    """The machine and the versions that the figures hold for."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        cpu = re.search(r"model name\s*: (.*)", file.read())
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(re.search(r"MemTotal:\s*(\d+)", file.read())[1]) / 2**20
    libraries = ", ".join(
        f"{name} {_first(['pkg-config', '--modversion', package], r'(.*)')}"
        for name, package in [("libzip", "libzip"), ("libdeflate", "libdeflate")]
    )
    from importlib.metadata import PackageNotFoundError, version

    peers = []
    for name in ("fastexcel", "python-calamine", "polars", "openpyxl"):
        try:
            peers.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            pass
    return (
        f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB; "
        f"{platform.system()} {platform.release().split('-')[0]}, "
        f"Swift {_first(['swift', '--version'], r'Swift version ([0-9.]+)')}, "
        f"Python {platform.python_version()}, {libraries}, "
        f"libxlsxwriter {_first(['dpkg-query', '-W', '-f', '${Version}', 'libxlsxwriter-dev'], r'([0-9.]+)')}; "
        + ", ".join(peers)
    )
