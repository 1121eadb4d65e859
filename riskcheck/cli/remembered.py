"""Answers of `check` and `discover --check` kept until anything they rest on changes, so that a hook costs a glance.

An answer rests on the words of the call, the folder, the variables that riskcheck reads, the day, and files: manifests,
settings, waivers, rules, lists and riskcheck's own code, those that are not there included. Each is known by size, time of
modification in nanoseconds and number. A file that changed during the run or just before it keeps the answer from being
kept, for a clock's tick could hide a second change. Only answers that go to no terminal and write no file are kept.

Imported before anything else, so it imports next to nothing.
"""

import marshal
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VARIABLES = (
    "RISKCHECK_", "XDG_", "HOME", "LOCALAPPDATA", "APPDATA", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "TERM", "LANG",
    "LC_", "PYTHON",
)  # fmt: skip
"""How the variables begin that an answer can depend on."""
_TICK = 2_000_000_000
_MOST = 200
"""Answers kept; the oldest go first."""

_rests_on: list[str] | None = None


def rests_on(paths: "Iterable[str]") -> None:
    """Say what files the answer of this run rests on; without it, the answer is not kept."""
    global _rests_on
    _rests_on = [os.path.abspath(path) for path in paths]  # noqa: PTH100 - pathlib costs what this saves


def law_and_code(rules: "Iterable[object]") -> "Iterator[str]":
    """The files and folders of the rules, and of riskcheck's own code as it is installed."""
    import pydantic

    own = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
    libraries = os.path.dirname(os.path.dirname(os.path.realpath(pydantic.__file__)))  # noqa: PTH120
    yield libraries  # what is installed or taken away changes their folder
    for folder in (*(str(one) for one in rules), own):
        for above, _, names in os.walk(folder, followlinks=True):
            yield above
            if folder != own or os.path.dirname(own) != libraries:  # noqa: PTH120 - installed code comes and goes as a whole
                yield from (f"{above}/{name}" for name in names if name.endswith((".yaml", ".yml", ".py")))


def answer(arguments: list[str]) -> int | None:
    """Write the kept answer to a call and return its exit code; None when there is none, or something changed."""
    key = _key(arguments)
    try:
        with open(_path(key), "rb") as file:  # noqa: PTH123
            kept_key, files, out, err, code = marshal.loads(file.read())
        if kept_key != key:
            return None
        stat = os.stat
        for path, stamp in files:
            try:
                seen = stat(path)
                now: tuple[int, int, int] | None = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
            except OSError:
                now = None
            if now != stamp:
                return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    sys.stdout.write(out)
    sys.stderr.write(err)
    return int(code)


def leave(code: int) -> None:
    """End the process at once: nothing is open, and an orderly end takes as long as the answer."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # nobody reads the answer
    os._exit(code)


def recorded(arguments: list[str]) -> int:
    """Run a call, and keep its answer if it may be kept."""
    from riskcheck.cli.commands import run

    begun = time.time_ns()
    out, err = _Tee(sys.stdout), _Tee(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        code = run(arguments)
    finally:
        sys.stdout, sys.stderr = out.stream, err.stream
    if code in (0, 1) and _rests_on is not None:
        _keep(arguments, _rests_on, "".join(out.said), "".join(err.said), code, begun)
    return code


class _Tee:
    """A stream that remembers what is written to it."""

    def __init__(self, stream: object) -> None:
        self.stream = stream
        self.said: list[str] = []

    def write(self, text: str) -> int:
        self.said.append(text)
        return self.stream.write(text)  # type: ignore[attr-defined, no-any-return]

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def _keep(arguments: list[str], paths: list[str], out: str, err: str, code: int, begun: int) -> None:
    files: list[tuple[str, tuple[int, int, int] | None]] = []
    for path in dict.fromkeys(paths):
        try:
            seen = os.stat(path)  # noqa: PTH116
        except OSError:
            files.append((path, None))
            continue
        if seen.st_mtime_ns > begun - _TICK:
            return
        files.append((path, (seen.st_size, seen.st_mtime_ns, seen.st_ino)))
    key = _key(arguments)
    path = _path(key)
    folder = os.path.dirname(path)  # noqa: PTH120
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.write(marshal.dumps((key, files, out, err, code)))  # type: ignore[arg-type]
        os.replace(temporary, path)  # noqa: PTH105
        held = [f"{folder}/{name}" for name in os.listdir(folder)]  # noqa: PTH208
        if len(held) > _MOST:
            for old in sorted(held, key=os.path.getmtime)[:-_MOST]:
                os.unlink(old)  # noqa: PTH108
    except OSError:
        return


def _key(arguments: list[str]) -> tuple[object, ...]:
    variables = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_VARIABLES))
    return (tuple(arguments), os.getcwd(), tuple(variables), sys.version, sys.executable, int(time.time() // 86_400))  # noqa: PTH109


def _path(key: tuple[object, ...]) -> str:
    from riskcheck.reading.state import cache_folder

    name = int.from_bytes(repr(key).encode("utf-8", "surrogateescape"), "big") % (2**61 - 1)  # a name; the key itself is compared
    return f"{cache_folder()}/answers/{name:x}"
