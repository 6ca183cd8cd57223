"""Typed, sourced records of executive orders and legislation: who ordered what, whom it binds, and who opposes it.

Use it as `import nmpolicy as nm`. The names are listed in `__init__.pyi`, and each is imported when it is first used.
"""

__version__ = "0.1.0"

try:
    import lazy_loader

    __getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
except KeyboardInterrupt:
    import os
    import sys

    # The command, which has just been started as a script or with -m, ends quietly.
    program = os.path.basename(sys.argv[0])  # noqa: PTH119  # `pathlib` is slow to import
    if program.startswith("nmpolicy") or (program == "-m" and "nmpolicy" in sys.orig_argv):
        os._exit(130)
    raise
