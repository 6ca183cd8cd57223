"""Facts about a whole collection that several rules share, each computed once per collection."""
