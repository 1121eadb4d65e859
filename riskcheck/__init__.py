"""riskcheck: what law, sanctions and licences mean for the AI models a team deploys.

The Python interface is `check` and `load_manifest`; see `riskcheck.api`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from riskcheck.api import check as check
    from riskcheck.api import load_manifest as load_manifest

__version__ = "1.0.0"
__all__ = ["__version__", "check", "load_manifest"]


def __getattr__(name: str) -> object:
    """Import the interface when it is first used: the command line must start without it."""
    if name in ("check", "load_manifest"):
        import importlib

        return getattr(importlib.import_module("riskcheck.api"), name)
    raise AttributeError(f"module 'riskcheck' has no attribute '{name}'")
