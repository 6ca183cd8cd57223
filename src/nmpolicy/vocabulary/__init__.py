"""Controlled terms, partial dates, identifiers, references and other field values."""
