from .csv_package import read_csv as read_csv
from .csv_package import write_csv as write_csv
from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
