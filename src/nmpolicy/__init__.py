"""Typed, sourced records of executive orders and legislation: who ordered what, whom it binds, and who opposes it.

Use it as `import nmpolicy as nm`. The names are listed in `__init__.pyi`, and each is imported when it is first used.
"""

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
