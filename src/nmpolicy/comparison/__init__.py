"""Compare collections and merge them."""
