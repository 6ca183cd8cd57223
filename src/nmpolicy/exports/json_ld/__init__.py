"""JSON-LD: the JSON of a collection with a context, and shapes to check it with."""
