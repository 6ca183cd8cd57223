"""`python -m nmpolicy` is the `nmpolicy` command."""

from nmpolicy.cli.main import main

main(prog_name="nmpolicy")
