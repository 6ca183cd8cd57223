from .exported import Exported as Exported
from .json_ld import to_jsonld as to_jsonld
from .json_ld_shapes import jsonld_shapes as jsonld_shapes
from .open_civic_data import to_ocd as to_ocd
