from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[str]:
    """The instructions of a Modelfile."""
    yield from path.read_text("utf-8").splitlines()
