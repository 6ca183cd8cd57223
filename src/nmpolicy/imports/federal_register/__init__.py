"""Executive orders as the API of the Federal Register returns them."""
