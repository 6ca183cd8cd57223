"""Collections made from other people's data: the Federal Register, Open States, Legistar, Popolo, spreadsheets.

Use it as `nm.imports`. The names are listed in `__init__.pyi`, and each is imported when it is first used.

.. versionadded:: 0.1
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
