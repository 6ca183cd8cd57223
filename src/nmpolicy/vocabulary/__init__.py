"""Words and values: the controlled terms, partial dates, identifiers and references."""
