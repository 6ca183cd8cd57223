"""What there is: one module per noun, and the collection that holds them."""
