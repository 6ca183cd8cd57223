from .page_folder import write_folder as write_folder
from .pages import to_html as to_html
