"""LibreOffice Calc, driven as a person would use it: open, type into cells, save as .xlsx.

Runs under the interpreter of .build-tools, which sees Debian's UNO bridge (python3-uno).
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

XLSX = "Calc MS Excel 2007 XML"
XLS = "MS Excel 97"
CSV = "Text - txt - csv (StarCalc)"
HTML = "HTML (StarCalc)"

# The settings of a Chinese office: what is typed is understood as a Chinese Calc understands it.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


def properties(**values):
    """Named values as UNO takes them."""
    result = []
    for name, value in values.items():
        result.append(PropertyValue(Name=name, Value=value))
    return tuple(result)


class Calc:
    """A running Calc with a profile of its own; use it in a `with` statement."""

    def __init__(self):
        self.profile = Path(tempfile.mkdtemp(prefix="calc-"))
        user = self.profile / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        pipe = f"tianbao{os.getpid()}"
        environment = dict(os.environ, LC_ALL="C.UTF-8", SAL_USE_VCLPLUGIN="svp")
        self.process = subprocess.Popen(
            [
                "soffice", "--headless", "--norestore", "--nologo", "--nodefault",
                f"-env:UserInstallation={self.profile.as_uri()}", f"--accept=pipe,name={pipe};urp;",
            ],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context)
        for _ in range(300):
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if self.process.poll() is not None:
                    raise RuntimeError("soffice ended before it could be reached")
                time.sleep(0.2)
        else:
            raise RuntimeError("soffice cannot be reached")
        services = self.context.ServiceManager
        self.desktop = services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context)
        # One document stays open, since Calc ends when the last one is closed.
        self.kept = self.new()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            pass  # It ended before it could answer.
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, path):
        """Opens a workbook."""
        document = self.desktop.loadComponentFromURL(
            Path(path).resolve().as_uri(), "_blank", 0, properties(Hidden=True))
        if document is None:
            raise RuntimeError(f"Calc cannot open {path}")
        return Document(self, document)

    def new(self):
        """Makes an empty workbook."""
        document = self.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(Hidden=True))
        return Document(self, document)


class Document:
    """An open workbook."""

    def __init__(self, calc, document):
        self.calc = calc
        self.document = document
        self.controller = document.getCurrentController()

    def sheet(self, name):
        """A sheet by its name."""
        return self.document.Sheets.getByName(name)

    @property
    def sheet_names(self):
        return list(self.document.Sheets.ElementNames)

    def type(self, sheet, cell, text):
        """Types a text into a cell, as Calc understands it there; says whether the cell took it.

        A cell with the text format keeps the text, others make numbers and dates of it; a locked
        cell of a protected sheet takes nothing.
        """
        place = self.sheet(sheet).getCellRangeByName(cell)
        before = place.getFormula()
        place.setPropertyValue("FormulaLocal", text)
        return place.getFormula() != before or place.getString() == text

    def clear(self, sheet, area):
        """Deletes the content of an area, as the Delete key does."""
        self.sheet(sheet).getCellRangeByName(area).clearContents(1 | 2 | 4 | 16)

    def unprotect(self, sheet):
        """Takes the protection off, for which no password is asked."""
        self.sheet(sheet).unprotect("")

    def save(self, path, kind=XLSX, **options):
        """Saves under a name and a file format."""
        self.document.storeToURL(
            Path(path).resolve().as_uri(), properties(FilterName=kind, **options))

    def save_locked(self, path, password):
        """Saves as .xlsx with a password for opening."""
        secret = (NamedValue("OOXPassword", password), NamedValue("CryptoType", "Standard"))
        self.save(path, EncryptionData=uno.Any("[]com.sun.star.beans.NamedValue", secret))

    def close(self):
        self.document.close(True)


def convert_to_pdf(calc, path, target):
    """Prints a workbook to PDF."""
    document = calc.open(path)
    document.save(target, "calc_pdf_Export")
    document.close()
