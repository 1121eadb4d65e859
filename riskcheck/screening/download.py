"""A file from an authority's server or a mirror, or a clear reason why not.

TLS is verified, redirects lead only to https, what is fetched never exceeds a cap, a body that ends before its stated
length is an error, and transient failures are tried again with growing pauses. Proxies come from the environment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests

from riskcheck import __version__
from riskcheck.errors import ListError

MOST_BYTES = 400_000_000
"""More than three times the largest list known (OFAC's advanced XML, about 120 MB)."""

ATTEMPTS = 3
PAUSE_SECONDS = 0.5
"""Before the second attempt; doubled before each further one."""

_TIMEOUT = (10, 60)
_REDIRECTS = 8
_CHUNK = 1 << 16
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[int, int | None], None]
"""Called with the bytes so far and, where the server says it, the whole."""


class Fetched(NamedTuple):
    """What a server gave. is_new: False when it says that the copy at hand is the newest. validators: for next time."""

    is_new: bool
    validators: dict[str, str]


class NotThere(ListError):
    """The server has no such file."""


class _Transient(Exception):
    """A failure that may pass; the message says what it was."""


def fetch(
    url: str,
    to: Path,
    *,
    validators: dict[str, str] | None = None,
    most: int | None = None,
    progress: Progress = lambda done, whole: None,
) -> Fetched:
    """Fetch a URL into a file. `validators` (etag, last_modified) make the request conditional.

    Raises ListError, which names the URL, when it cannot be had whole; what then stands in the file is worthless.
    """
    problem = ""
    with requests.Session() as session:
        session.headers["User-Agent"] = f"riskcheck/{__version__}"
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE_SECONDS * 2 ** (attempt - 1))
            try:
                return _once(session, url, to, validators or {}, most or MOST_BYTES, progress)
            except _Transient as error:
                problem = str(error)
            except requests.exceptions.SSLError as error:
                raise ListError(f"{url}: the server's certificate cannot be trusted: {_short(error)}") from None
            except requests.RequestException as error:
                problem = _short(error)
            except OSError as error:
                raise ListError(f"cannot write what {url} gives: {error.strerror or error}") from None
    raise ListError(
        f"{url}: {problem} ({ATTEMPTS} attempts)",
        fix="try again later, or name a mirror with --from DIR|URL",
    )


def _once(session: requests.Session, url: str, to: Path, validators: dict[str, str], most: int, progress: Progress) -> Fetched:
    headers = {
        name: validators[key]
        for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "last_modified"))
        if key in validators
    }
    with _followed(session, url, headers) as answer:
        if answer.status_code == 304 and validators:
            return Fetched(False, validators)
        if answer.status_code in _TRANSIENT:
            raise _Transient(f"the server answers {answer.status_code} {answer.reason}")
        if answer.status_code != 200:
            kind = NotThere if answer.status_code in (404, 410) else ListError
            raise kind(f"{url}: the server answers {answer.status_code} {answer.reason}", fix="name a mirror with --from DIR|URL")
        length = answer.headers.get("Content-Length", "")
        whole = int(length) if length.isdigit() and not answer.headers.get("Content-Encoding") else None
        _save(answer, url, to, most, whole, progress)
        kept = {"etag": answer.headers.get("ETag"), "last_modified": answer.headers.get("Last-Modified")}
        return Fetched(True, {key: value for key, value in kept.items() if value})


def _followed(session: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
    """The answer at the end of the redirects, each of which must lead to https."""
    at = url
    for _ in range(_REDIRECTS):
        answer = session.get(at, headers=headers, timeout=_TIMEOUT, stream=True, allow_redirects=False)
        if not answer.is_redirect:
            return answer
        at = urljoin(at, answer.headers["Location"])
        answer.close()
        if urlsplit(at).scheme != "https":
            raise ListError(f"{url}: the server redirects to {at}, which is not https", fix="name a mirror with --from DIR|URL")
    raise ListError(f"{url}: more than {_REDIRECTS} redirects", fix="name a mirror with --from DIR|URL")


def _save(answer: requests.Response, url: str, to: Path, most: int, whole: int | None, progress: Progress) -> None:
    done = 0
    with to.open("wb") as file:
        for chunk in answer.iter_content(_CHUNK):  # decodes gzip, so the cap counts what would fill the disk
            done += len(chunk)
            if done > most:
                raise ListError(f"{url}: more than {most / 1e6:,.0f} MB came; no list is that long")
            file.write(chunk)
            progress(done, whole)
    if whole is not None and done != whole:
        raise _Transient(f"the server announced {whole:,} bytes and sent {done:,}")
    if done == 0:
        raise _Transient("the server sent an empty file")


def _short(error: BaseException) -> str:
    """The innermost message of a requests error, without object addresses."""
    inner: BaseException = error
    while inner.args and isinstance(inner.args[-1], BaseException):
        inner = inner.args[-1]
    reason = getattr(inner, "reason", None)
    text = str(reason if isinstance(reason, BaseException) else inner)
    return text.rpartition(">: ")[2] or type(error).__name__
