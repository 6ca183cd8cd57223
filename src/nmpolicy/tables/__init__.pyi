from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
from .xlsx_workbook import write_xlsx as write_xlsx
from .xlsx_reader import read_xlsx as read_xlsx
