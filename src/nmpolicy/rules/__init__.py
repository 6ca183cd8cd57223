"""What is wrong with well-formed records: the catalog of rules, one module per family, and the report."""
