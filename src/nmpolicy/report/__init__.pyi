from .pages import to_html as to_html
