"""Output formats of `nmpolicy validate`."""
