"""Where riskcheck keeps what it writes for itself: caches, which may be lost, and data, which may not."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def cache_home() -> "Path":
    """Folder for what can be made again: `$RISKCHECK_HOME`, or the platform's cache folder."""
    from pathlib import Path  # not above: a hook's quick answer does without

    return Path(cache_folder())


def cache_folder() -> str:
    """The path of `cache_home`."""
    if own := os.environ.get("RISKCHECK_HOME"):
        return own
    home = os.path.expanduser("~")  # noqa: PTH111
    if sys.platform == "win32":
        return f"{os.environ.get('LOCALAPPDATA', home)}/riskcheck"
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/riskcheck"
    return f"{os.environ.get('XDG_CACHE_HOME') or f'{home}/.cache'}/riskcheck"


def data_home() -> "Path":
    """Folder for what was fetched and must be kept: `$RISKCHECK_HOME`, or the platform's user data folder."""
    from pathlib import Path

    if own := os.environ.get("RISKCHECK_HOME"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "riskcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "riskcheck"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "riskcheck"
