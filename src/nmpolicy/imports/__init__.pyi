from .federal_register.register_import import read_federal_register as read_federal_register
from .imported import Imported as Imported
from .legistar.legistar_import import read_legistar as read_legistar
from .open_states.openstates_people import read_openstates_people as read_openstates_people
from .popolo.popolo_import import read_popolo as read_popolo
from .spreadsheets.mapping_drafts import draft_mapping as draft_mapping
from .spreadsheets.spreadsheet_import import read_spreadsheet as read_spreadsheet
