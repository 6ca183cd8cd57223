"""Collections as web pages for people: a page that works from disk, or a folder of pages for a large collection.

Use it as `nm.report`. The names are listed in `__init__.pyi`, and each is imported when it is first used.

.. versionadded:: 0.1
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
