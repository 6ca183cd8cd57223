"""Matters, histories and votes as the Web API of Legistar returns them."""
