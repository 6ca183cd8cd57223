from .arrow_tables import to_arrow as to_arrow
from .frames import to_frames as to_frames
from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
from .parquet_files import write_parquet as write_parquet
