"""Kill writing commands, and check that each leaves the old output or the new one.

Run it with the number of kills, which come at random moments, and, to repeat a run, the seed:
python tests/killed_writers.py 1000 5. Most are done with SIGKILL, which no program can catch; the others with SIGINT
and SIGTERM, after which nothing may be left. The tests kill a few commands just before each change to a folder. The
commands run in forks of this process, which has imported everything, so that a kill takes milliseconds.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from command_line import exit_code, fork, run
from writing_commands import COMMANDS, Content, WritingCommand, content, make_inputs, put

SIGNALS = (signal.SIGKILL,) * 4 + (signal.SIGINT, signal.SIGTERM)
#: The events that audit hooks get when a command locks, makes, renames or removes a folder, or renames a file.
CHANGES = {"fcntl.flock", "os.mkdir", "os.rename", "os.rmdir"}


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
        child = fork(*self.arguments)
        time.sleep(rng.uniform(0, self.seconds * 1.5))
        with suppress(ProcessLookupError):
            os.kill(child, number)
        return self._result(exit_code(child), number, again=rng.random() < 0.05)

    def kill_at_each_change(self) -> Iterator[str]:
        """Kill the command before each change to a folder, until it has made all of them. Yield what was wrong."""
        for change in count():
            number = SIGNALS[change % len(SIGNALS)]
            put(self.out, self.old)
            code = exit_code(fork(*self.arguments, prepare=partial(_kill_at, change, number)))
            _, wrong = self._result(code, number, again=False)
            yield from (f"{self.name}, change {change}, {number.name}: {each}" for each in wrong)
            if code == 0:
                return

    def _result(self, code: int, number: signal.Signals, *, again: bool) -> tuple[str, list[str]]:
        """Return which output is there after a kill, and what is wrong, also after another run, if one is needed."""
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
        if left or again:
            if self.rewrites:  # such as `fmt`, which writes nothing into a file that it has formatted
                put(self.out, self.old)
            code = exit_code(fork(*self.arguments))
            if code or content(self.out) != self.new or self.left():
                wrong.append(f"the next run exited with {code}, and left {self.left()}")
        return ("new" if held == self.new else "old"), wrong


def _kill_at(change: int, number: signal.Signals) -> None:
    """Send this process a signal just before a change to a folder, of which the first has the number 0."""
    changes = count()

    def audit(event: str, _arguments: object) -> None:
        if event in CHANGES and next(changes) == change:
            os.kill(os.getpid(), number)

    sys.addaudithook(audit)


@contextmanager
def targets(names: Sequence[str], organizations: int) -> Iterator[list[Target]]:
    """Yield the outputs of some commands, in a folder for each, until the block ends."""
    with TemporaryDirectory() as made:
        inputs = Path(made, "inputs")
        inputs.mkdir()
        make_inputs(inputs, organizations, tables=any(name.startswith("import") for name in names))
        found = []
        for number, name in enumerate(names):
            folder = Path(made, str(number))
            folder.mkdir()
            found.append(Target(name, COMMANDS[name], inputs, folder))
        yield found


def kill_writers(times: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Kill the commands in turn, and return how many kills had which end, and what was wrong."""
    rng = random.Random(seed)  # noqa: S311  # not secret
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with targets([*COMMANDS], organizations=100) as all_targets:
        for number in range(times):
            target, sent = all_targets[number % len(all_targets)], rng.choice(SIGNALS)
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
