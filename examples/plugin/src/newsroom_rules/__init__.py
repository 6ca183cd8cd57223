"""A newsroom's own rules for policy records."""
