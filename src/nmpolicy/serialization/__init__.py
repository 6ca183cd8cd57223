"""Bytes in, bytes out: the cattrs converter, the diagnosis of what it refuses, and files."""
