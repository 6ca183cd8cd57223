"""The `nmpolicy` command: the only part of the package that prints and exits."""
