"""Makes the workloads where they are missing or were made by other sources than those of today."""

import hashlib
import shutil
import subprocess

from places import PYTHON, REPOSITORY, SOURCES, TIANBAO, WORKLOADS

# What decides how a generated workbook looks.
GENERATOR = ["forms", "Sources/FormDefinitions", "Sources/FormLayout", "Sources/SpreadsheetWriting"]


def _digest(places):
    digest = hashlib.sha256()
    for place in places:
        path = REPOSITORY / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _made(name, places, make):
    """A folder of the cache, made anew when one of the places has changed."""
    folder, stamp = WORKLOADS / name, _digest(places)
    written = folder / "stamp"
    if not written.exists() or written.read_text() != stamp:
        print(f"Making the workload {name}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        written.write_text(stamp)
    return folder


def _script(name, *arguments):
    subprocess.run([PYTHON, SOURCES / "Workloads" / name, *map(str, arguments)], check=True)


def _listing(folder):
    """A file that names the workbooks of a folder, a line each."""
    path = folder / "list"
    files = sorted(folder.rglob("*.xlsx"))
    path.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
    return path


def sheet(rows=100_000):
    """A workbook of one sheet with 20 columns."""
    script = "Tests/Benchmarks/Workloads/sheet.py"
    name = f"sheet-{rows}"
    return _listing(_made(name, [script], lambda to: _script("sheet.py", to / "sheet.xlsx", rows)))


def forms():
    """The 500 workbooks that an office sends out."""
    scripts = ["Tests/Benchmarks/Workloads/forms.py", "Tests/Benchmarks/Workloads/people.py"]
    return _listing(
        _made("forms", scripts + GENERATOR, lambda to: _script("forms.py", TIANBAO, to))
    )


def office(villages=300, households=100):
    """A list of villages and a roster of their households."""
    scripts = [f"Tests/Benchmarks/Workloads/{name}.py" for name in ("offices", "people", "forms")]
    return _made(
        f"office-{villages}x{households}",
        scripts,
        lambda to: _script("offices.py", to, villages, households),
    )


def returns():
    """The 500 workbooks that villages send back."""
    scripts = [f"Tests/Benchmarks/Workloads/{name}.py" for name in ("returns", "people", "forms")]
    return _made("returns", scripts + GENERATOR, lambda to: _script("returns.py", TIANBAO, to))
