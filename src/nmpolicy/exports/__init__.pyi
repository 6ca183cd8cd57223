from .exported import Exported as Exported
