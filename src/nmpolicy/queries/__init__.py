"""Questions about a collection, answered from its records."""
