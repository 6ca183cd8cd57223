"""Change one cell of a workbook in LibreOffice, and save the workbook as xlsx.

`/usr/bin/python3 tests/consumers/edit_in_libreoffice.py OLD.xlsx NEW.xlsx TABLE ID COLUMN TEXT`, with a Python that has
LibreOffice's UNO modules. The text is entered as if typed.
"""

import importlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Installed with LibreOffice, so only by the system's own Python.
uno: Any = importlib.import_module("uno")
PIPE = "nmpolicy-consumers"
MAX_WAIT = 60  # seconds


def prop(name: str, value: object) -> Any:
    """Return an argument for loading or storing."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connect(office: "subprocess.Popen[bytes]") -> tuple[Any, Any]:
    """Return the service manager and the desktop of an office that is starting."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + MAX_WAIT
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            manager = remote.ServiceManager
            return manager, manager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > end or office.poll() is not None:
                raise
            time.sleep(0.2)


def cell_of(sheet: Any, id: str, column: str) -> Any:
    """Return the cell of a row and a column."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  # UNO has no named arguments
    address = cursor.getRangeAddress()
    names = [sheet.getCellByPosition(number, 0).String for number in range(address.EndColumn + 1)]
    ids = [sheet.getCellByPosition(names.index("id"), number).String for number in range(address.EndRow + 1)]
    return sheet.getCellByPosition(names.index(column), ids.index(id))


def main() -> None:
    """Edit the cell."""
    old, new, table, id, column, text = sys.argv[1:]
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}"]
        office = subprocess.Popen(["soffice", *options, f"--accept=pipe,name={PIPE};urp;"], stdout=subprocess.DEVNULL)
        manager, desktop = connect(office)
        try:
            book = desktop.loadComponentFromURL(Path(old).resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))  # noqa: FBT003
            cell = cell_of(book.Sheets.getByName(table), id, column)
            before = cell.String
            book.CurrentController.select(cell)
            dispatcher = manager.createInstance("com.sun.star.frame.DispatchHelper")
            frame = book.CurrentController.Frame
            dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, (prop("StringName", text),))
            book.storeToURL(Path(new).resolve().as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
            book.close(True)  # noqa: FBT003
            print(f"{table}, {id}, {column}: {before!r} is now {text!r}")
        finally:
            desktop.terminate()
            office.wait(MAX_WAIT)


if __name__ == "__main__":
    main()
