from .imported import Imported as Imported
from .mapping_drafts import draft_mapping as draft_mapping
from .spreadsheets import read_spreadsheet as read_spreadsheet
