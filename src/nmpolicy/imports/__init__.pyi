from .federal_register import read_federal_register as read_federal_register
from .imported import Imported as Imported
from .legistar import read_legistar as read_legistar
from .mapping_drafts import draft_mapping as draft_mapping
from .openstates_people import read_openstates_people as read_openstates_people
from .popolo import read_popolo as read_popolo
from .spreadsheets import read_spreadsheet as read_spreadsheet
