from .arrow_tables import to_arrow as to_arrow
from .csv_package import read_csv as read_csv
from .csv_package import write_csv as write_csv
from .frames import to_frames as to_frames
from .layout import Column as Column
from .layout import Table as Table
from .layout import layout as layout
from .parquet_files import write_parquet as write_parquet
