"""Drawings for pages, as inline SVG: when things happened, and who is connected with what."""
