"""Open every CSV file of a folder in LibreOffice, and print each cell that is a live formula there.

`python tests/consumers/open_csv_in_libreoffice.py CSV_FOLDER NEW_FOLDER` converts the files to spreadsheets in
NEW_FOLDER, as a person would who opens and saves them. It exits with 1 if one has another number of rows.
"""

import csv
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

MAX_WAIT = 300  # seconds
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def convert(files: list[Path], folder: Path) -> None:
    """Convert CSV files to OpenDocument spreadsheets, with a profile of their own."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(folder)]
    command += map(str, files)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=MAX_WAIT)


def read(file: Path) -> tuple[int, list[str]]:
    """Return the number of rows that are not empty, and the formulas."""
    root = ET.fromstring(zipfile.ZipFile(file).read("content.xml"))  # noqa: S314  # LibreOffice has just made it
    rows = [row for row in root.iter(f"{_TABLE}table-row") if any(row.itertext())]
    formulas = [cell.get(f"{_TABLE}formula", "") for cell in root.iter(f"{_TABLE}table-cell")]
    count = sum(int(row.get(f"{_TABLE}number-rows-repeated", 1)) for row in rows)
    return count, [formula for formula in formulas if formula]


def main() -> None:
    """Print the formulas."""
    csv.field_size_limit(2**31 - 1)
    source, folder = map(Path, sys.argv[1:])
    files = sorted(source.glob("*.csv"))
    convert(files, folder)
    for file in files:
        rows, formulas = read(folder / f"{file.stem}.ods")
        with file.open(encoding="utf-8", newline="") as text:
            expected = sum(1 for _ in csv.reader(text))
        if rows != expected:
            sys.exit(f"{file.name} has {expected} rows, but LibreOffice shows {rows}")
        for formula in formulas:
            print(f"{file.name}: {formula}")


if __name__ == "__main__":
    main()
