from .datasette import datasette_metadata as datasette_metadata
from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
from .sqlite_database import read_sqlite as read_sqlite
from .sqlite_database import write_sqlite as write_sqlite
