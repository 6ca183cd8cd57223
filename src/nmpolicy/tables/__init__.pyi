from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
