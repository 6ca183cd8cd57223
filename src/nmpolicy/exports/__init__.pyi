from .calendars import to_ics as to_ics
from .exported import Exported as Exported
from .follow_the_money.ftm_export import to_ftm as to_ftm
from .graphs.graph_export import to_graph as to_graph
from .ig_script import to_ig as to_ig
from .json_ld.json_ld_export import to_jsonld as to_jsonld
from .json_ld.json_ld_shapes import jsonld_shapes as jsonld_shapes
from .open_civic_data.ocd_export import to_ocd as to_ocd
