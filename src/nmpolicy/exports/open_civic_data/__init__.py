"""Open Civic Data, as pupa loads it."""
