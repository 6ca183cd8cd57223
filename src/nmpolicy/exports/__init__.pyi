from .exported import Exported as Exported
from .open_civic_data import to_ocd as to_ocd
