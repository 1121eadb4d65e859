"""Where riskcheck keeps what it writes for itself: caches, which may be lost, and data, which may not."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_home() -> Path:
    """Folder for what can be made again: `$RISKCHECK_HOME`, or the platform's cache folder."""
    if own := os.environ.get("RISKCHECK_HOME"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "riskcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "riskcheck"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "riskcheck"


def data_home() -> Path:
    """Folder for what was fetched and must be kept: `$RISKCHECK_HOME`, or the platform's user data folder."""
    if own := os.environ.get("RISKCHECK_HOME"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "riskcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "riskcheck"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "riskcheck"
