from .imported import Imported as Imported
from .legistar import read_legistar as read_legistar
