from .exported import Exported as Exported
from .json_ld import to_jsonld as to_jsonld
