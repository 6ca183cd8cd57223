from .imported import Imported as Imported
from .openstates_people import read_openstates_people as read_openstates_people
from .popolo import read_popolo as read_popolo
