"""Collections in other people's formats: JSON-LD, graphs, Open Civic Data, FollowTheMoney, IG Script, iCalendar.

Use it as `nm.exports`. The names are listed in `__init__.pyi`, and each is imported when it is first used.

.. versionadded:: 0.1
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
