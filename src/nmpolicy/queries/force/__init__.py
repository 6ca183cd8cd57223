"""The status of instruments and provisions: in force, not in force, or undecided."""
