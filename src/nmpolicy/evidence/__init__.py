"""Anchor records in the text of their sources, and check the anchors."""
