from .imported import Imported as Imported
