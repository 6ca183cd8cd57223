"""Kill writing commands at random moments, and check that each leaves the old output or the new one.

Run it with the number of kills and, to repeat a run, the seed: python tests/killed_writers.py 1000 5. Most are
killed with SIGKILL, which no program can catch; the others with SIGINT and SIGTERM, after which nothing may be left.
The commands run in forks of this process, which has imported everything, so that a kill takes milliseconds.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from command_line import run
from nmpolicy.__main__ import run as program
from writing_commands import COMMANDS, Content, WritingCommand, content, make_inputs, put

SIGNALS = (signal.SIGKILL,) * 4 + (signal.SIGINT, signal.SIGTERM)


class Target:
    """The output of a command: what it holds before and after, and how long that takes."""

    def __init__(self, name: str, command: WritingCommand, inputs: Path, folder: Path) -> None:
        """Run the command once for the old output and once for the new one."""
        self.name, self.out, self.rewrites = name, folder / command.out, bool(command.source)
        self.arguments = command.at(inputs, "new", self.out)
        if command.source:
            put(self.out, (inputs / command.source).read_bytes())
        else:
            self._run(command.at(inputs, "old", self.out))
        self.old = content(self.out)
        start = time.perf_counter()
        self._run(self.arguments)
        self.seconds = time.perf_counter() - start
        self.new = content(self.out)
        self.beside = {each.name for each in folder.iterdir()} - {self.out.name}
        if self.old == self.new:
            raise AssertionError(f"{name}: the old output and the new one are alike")

    def _run(self, arguments: list[str]) -> None:
        code, shown = run(*arguments)
        if code:
            raise AssertionError(f"{self.name}: {shown}")

    def start(self) -> int:
        """Run the command in a child, and return the number of its process."""
        if child := os.fork():
            return child
        code = 1
        try:
            # A shell lets what it runs in the background ignore an interrupt.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            null = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(null, stream)
            sys.argv = ["nmpolicy", *self.arguments]
            program()
        except KeyboardInterrupt:  # before the command could take it
            code = 130
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            os._exit(code)

    def left(self) -> list[str]:
        """The names of all that is beside the output."""
        return sorted({each.name for each in self.out.parent.iterdir()} - {self.out.name} - self.beside)

    def held(self) -> Content:
        """What the output holds, or, of a folder that was killed between two renames, what the next run restores."""
        found = content(self.out)
        return content(self.out.with_name(f".{self.out.name}.nmpolicy-old")) if found is None else found

    def kill(self, rng: random.Random, number: signal.Signals) -> tuple[str, list[str]]:
        """Kill the command at a random moment. Return what became of it, and what was wrong."""
        put(self.out, self.old)
        child = self.start()
        time.sleep(rng.uniform(0, self.seconds * 1.5))
        with suppress(ProcessLookupError):
            os.kill(child, number)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        held, left = self.held(), self.left()
        wrong = []
        if held not in (self.old, self.new):
            wrong.append("the output is lost or torn")
        if code == 0 and (held != self.new or left):
            wrong.append(f"it ended well, and left {left or 'the old output'}")
        if number != signal.SIGKILL and (left or code not in {0, 130, 143, -signal.SIGTERM}):
            wrong.append(f"after {number.name}, it exited with {code} and left {left}")
        if any(not each.endswith((".nmpolicy-tmp", ".nmpolicy-old")) for each in left) or len(left) > 2:
            wrong.append(f"it left {left}")
        if left or rng.random() < 0.05:
            if self.rewrites:  # such as `fmt`, which writes nothing into a file that it has formatted
                put(self.out, self.old)
            code = os.waitstatus_to_exitcode(os.waitpid(self.start(), 0)[1])
            if code or content(self.out) != self.new or self.left():
                wrong.append(f"the next run exited with {code}, and left {self.left()}")
        return ("new" if held == self.new else "old"), wrong


def kill_writers(
    times: int, seed: int, names: Iterable[str] = COMMANDS, organizations: int = 100
) -> tuple[Counter[str], list[str]]:
    """Kill the commands in turn, and return how many kills had which end, and what was wrong."""
    rng = random.Random(seed)  # noqa: S311  # not secret
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with TemporaryDirectory() as made:
        inputs = Path(made, "inputs")
        inputs.mkdir()
        make_inputs(inputs, organizations)
        targets = []
        for number, name in enumerate(names):
            folder = Path(made, str(number))
            folder.mkdir()
            targets.append(Target(name, COMMANDS[name], inputs, folder))
        for number in range(times):
            target, sent = targets[number % len(targets)], rng.choice(SIGNALS)
            end, found = target.kill(rng, sent)
            counts[f"{sent.name} {end}"] += 1
            wrong += [f"kill {number}, {target.name}, {sent.name}: {each}" for each in found]
    return counts, wrong


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**32)  # noqa: S311  # not secret
    counts, wrong = kill_writers(times, seed)
    for line in wrong:
        print(line)  # noqa: T201  # the result of the script
    print(  # noqa: T201  # as above
        f"{times:,} writes of {len(COMMANDS)} commands (seed {seed}): {len(wrong)} wrong; {dict(sorted(counts.items()))}"
    )
    sys.exit(bool(wrong))
