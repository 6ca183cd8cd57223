"""`python -m nmpolicy` is the `nmpolicy` command."""

from nmpolicy.cli.main import main

if __name__ == "__main__":
    main(prog_name="nmpolicy")
