from .federal_register import read_federal_register as read_federal_register
from .imported import Imported as Imported
from .legistar import read_legistar as read_legistar
from .mapping_drafts import draft_mapping as draft_mapping
from .spreadsheets import read_spreadsheet as read_spreadsheet
