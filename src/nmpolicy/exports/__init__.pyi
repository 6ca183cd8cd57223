from .calendars import to_ics as to_ics
from .exported import Exported as Exported
from .graphs import to_graph as to_graph
