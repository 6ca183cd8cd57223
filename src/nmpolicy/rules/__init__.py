"""The rules that report what is wrong with well-formed records: a registry, one module per family, and the report."""
