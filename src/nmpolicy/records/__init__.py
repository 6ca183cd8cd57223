"""The record classes, one module for each topic, and the collection that holds them."""
