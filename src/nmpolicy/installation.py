"""Commands that install an extra of nmpolicy."""

import sys
from importlib.util import find_spec


def how_to_install(extra: str) -> str:
    """Return the command that installs an extra into this environment, as the end of a sentence.

    pip finds nmpolicy there, so the command needs neither a clone nor a wheel.
    """
    wanted = f'"nmpolicy[{extra}]"'  # in double quotes, which every shell understands
    if find_spec("pip"):
        return f"run `{_quoted(sys.executable)} -m pip install {wanted}`"
    install = f"python3 -m pip --python {_quoted(sys.prefix)} install {wanted}"
    return f"run `{install}` outside of this environment, such as after `deactivate`"


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
