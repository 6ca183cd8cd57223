from .federal_register import read_federal_register as read_federal_register
from .imported import Imported as Imported
