"""Command lines, wherever they stand: in scripts, Dockerfiles, manifests, workflows and package scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from riskcheck.discovery import naming, programs
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_settings, embedded, mounts, options, payloads
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.variables import follow, was_told

_WRAPPERS = frozenset("sudo exec env nohup time docker podman run exec -it -d --rm uv uvx poetry pipx npx conda torchrun".split())
_URL_OPTIONS = ("--base-url", "--api-base", "--openai-api-base", "--endpoint", "--host", "--url")
_RUNS_OTHERS = frozenset(
    "docker podman nerdctl docker-compose kubectl oc ssh srun sudo exec nohup time xargs timeout nice setsid tmux screen apptainer "
    "singularity uv uvx poetry pipx npx conda torchrun accelerate numactl retry su runuser start-stop-daemon systemd-run".split()
)
"""Programs whose words hold another command."""
_COMMANDS = {**programs.SERVERS, **programs.CLIENTS}
_SHELLS = frozenset(("sh", "bash", "/bin/sh", "/bin/bash", "zsh"))
_SWITCHES = """--resume-download --force-download --enforce-eager --enable-auto-tool-choice --enable-prefix-caching --insecure
    --enable-chunked-prefill --disable-log-requests --verbose --print -p --no-auto-commits --flash-attn --enable-lora --quiet -v""".split()
"""Options without a value, of the commands that serve and fetch."""
_VALUELESS = frozenset(
    ("-q", "-y", "-f", "-d", "-it", "-i", "-t", "--quiet", "--verbose", "--rm", "--trust-remote-code", *_SWITCHES)
)
_FETCHERS = frozenset("curl wget http https xh aria2c axel git".split())


def uses_of_words(
    file: SourceFile, clues: Clues, words: Sequence[Word], variables: Mapping[str, str] | None = None, *, is_server: bool = False
) -> Iterator[Detection]:
    """The uses in one command line. is_server: its program is the entry point of a serving image, and does not stand there."""
    known = variables or {}
    if (program := _program_in(file, clues, words, known)) is not None:
        yield from program
        return
    rest = list(words)
    while rest and (rest[0][0] in _WRAPPERS or re.match(r"^\w+=", rest[0][0])):
        rest.pop(0)
    image = next((index for index, word in enumerate(rest) if is_server_image(word[0])), None)
    if image is not None and rest[0][0] != "FROM":
        rest, is_server = mounts.from_outside(clues, rest[image + 1 :], mounts.mounts_in(rest[:image]), known), True
    yield from command_settings.uses_in(file, clues, words if image is None else words[: len(words) - len(rest)], known)
    runs_others = bool(words) and words[0][0].rpartition("/")[2] in _RUNS_OTHERS
    command, before = _command_in([word[0] for word in rest], can_run_others=runs_others)
    rest = rest[before:]
    if command is None and not is_server:
        yield from _of_other_command(file, clues, rest, known)
    elif not any(name == "--repo-type" and one[0] in ("dataset", "space") for name, one in options.placed(rest)):
        yield from _of_command(file, clues, rest, command, known)


def _program_in(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection] | None:
    """The uses in the program that a command is given as a word: `sh -c`, `python -c`; None for other commands."""
    texts = [word[0] for word in words]
    if len(words) < 3:
        return None
    if texts[0] in _SHELLS and texts[1].startswith("-") and "c" in texts[1]:
        from riskcheck.discovery.readers.shell import uses_of_script  # which asks here for every command

        script, line, column = words[2]
        return uses_of_script(file, clues, script, line, column, known)
    if re.match(r"(?:\S*/)?python[\d.]*$", texts[0]) and "-c" in texts:
        script, line, _ = words[min(texts.index("-c") + 1, len(words) - 1)]
        return embedded.uses_of_python(file, clues, script.replace('\\"', '"'), line)
    return None


def _of_command(
    file: SourceFile, clues: Clues, words: Sequence[Word], command: str | None, known: Mapping[str, str]
) -> Iterator[Detection]:
    """What a command that serves, fetches or asks a model says; without a name it is the entry point of a serving image."""
    host = _host_in(clues, words)
    is_client = command in programs.CLIENTS
    region = next((one[0] for name, one in options.placed(words) if name == "--region" and "$" not in one[0]), None)
    say = partial(clues.use, file, channel=None if host or is_client else "self-hosted")
    where = _COMMANDS[command] if command else ("--model", "--model-id", "--model-path", "--hf-repo", "-hf")
    if command is None and _is_served(clues, words, known):
        where = ("", *where)
    told: set[tuple[int, int]] = set()
    for text, line, column in _models(words[len(command.split(" ")) if command else 0 :], where):
        told.add((line, column))
        if was_told(text, known, file.beside):
            continue
        resolved, state, missing = follow(text, known)
        if missing:
            yield say(line, text, column=column, confidence="unresolved", reason=f"{missing} is set outside this file")
        elif (weights := clues.in_folder(resolved)) is not None:
            yield say(
                line, text, column=column, model=weights, state="sample" if resolved.startswith("/path/to/") else state,
                confidence="inferred", reason="by the name of the folder that its weights lie in",
            )  # fmt: skip
        elif clues.could_be_model(resolved):
            yield say(
                line, text, column=column, model=resolved, url=host, region=region if is_client else None, state=state,
                reason=f"{'asked' if is_client else 'served or fetched'} by {command or 'the image'}",
            )  # fmt: skip
    for one in command_settings.uses_of_options(file, clues, words, known, host, is_server=not is_client):
        if (one.line, one.column) not in told:
            yield one


def _is_served(clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> bool:
    """Whether the first word that a serving image is given is the model itself: its entry point is `vllm serve`."""
    first = follow(words[0][0], known)[0] if words else ""
    return clues.knows(first) or (clues.is_hub_id(first) and any(word[0].startswith("--") for word in words[1:2]))


def _host_in(clues: Clues, words: Sequence[Word]) -> str | None:
    return next((one[0] for name, one in options.placed(words) if name in _URL_OPTIONS and clues.is_url(one[0])), None)


def _of_other_command(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection]:
    """What a command that is not known says: hosts it calls, options that name models, commands that it hands on."""
    yield from _hosts(file, clues, words, known)
    if not words or command_settings.is_speech(words[0][0]):
        return
    yield from command_settings.uses_of_options(file, clues, words, known, _host_in(clues, words))
    from riskcheck.discovery.readers.shell import uses_of_script  # which asks here for every command

    for text, line, column in words[1:]:
        script = re.sub(r"^\w+=[\"']?", "", text).strip("\"'") if words[0][0] == "alias" else text
        inner = script.split()
        if len(inner) > 1 and _command_in(inner, can_run_others=inner[0] in _RUNS_OTHERS)[0]:  # in quotes, for another shell
            yield from uses_of_script(file, clues, script, line, column + text.find(script), known)


def is_server_image(text: str) -> bool:
    """Whether a word is a container image that serves models."""
    name = text.partition("@")[0].rpartition("/")[0] + "/" + text.partition("@")[0].rpartition("/")[2].partition(":")[0]
    return "/" in text and any(name.strip("/").endswith(image) for image in programs.IMAGES if "/" in image)


def _command_in(texts: Sequence[str], *, can_run_others: bool) -> tuple[str | None, int]:
    """The known command of a line and where it begins: `docker exec NAME ollama pull` runs one behind its own words."""
    if (command := _command(texts)) or not can_run_others:
        return command, 0
    for start in range(1, min(len(texts), 40)):
        if command := _command(texts[start:]):
            return command, start
    return None, 0


def _command(texts: Sequence[str]) -> str | None:
    """The longest known command that a command line begins with."""
    bare = [text.rpartition("/")[2] if index == 0 else text for index, text in enumerate(texts[:5])]
    bare[:1] = ["python" if one.startswith("python") else one for one in bare[:1]]
    for length in range(5, 0, -1):
        if (found := " ".join(bare[:length])) in _COMMANDS:
            return found
    return None


def _models(words: Sequence[Word], where: Sequence[str]) -> Iterator[Word]:
    """Words that stand where a command takes its model: after an option, joined to it, or the first free word."""
    skip_next = took_free = False
    for index, (text, line, column) in enumerate(words):
        if skip_next:
            skip_next = False
            continue
        name, sign, value = text.partition("=")
        if name.startswith("-"):
            if name in where and name:
                if sign:
                    yield value, line, column + len(name) + 1
                elif index + 1 < len(words) and not words[index + 1][0].startswith("-"):
                    yield words[index + 1]
            skip_next = not sign and name not in _VALUELESS
        elif "" in where and not took_free:
            took_free = True
            yield text, line, column


def _hosts(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection]:
    """Known hosts that a command such as curl talks to, and models that it fetches from a hub."""
    program = words[0][0].rpartition("/")[2] if words else ""
    if program not in _FETCHERS or (program == "git" and not {"clone", "pull", "submodule"} & {word[0] for word in words}):
        return
    for text, line, column in words[1:]:
        resolved, state, _ = follow(text, known)
        if clues.is_url(resolved) and (hub_id := clues.hub_id(resolved)):
            yield clues.use(
                file, line, text, column=column, model=hub_id, channel="self-hosted", state=state, reason="fetched from a hub"
            )
        elif program != "git" and clues.is_url(resolved) and clues.host(resolved) and not naming.is_download(resolved):
            asked = payloads.line_of_model(clues, words)
            if asked is None or asked != line:
                yield clues.use(file, line, text, column=column, url=resolved, state=state, reason="called by this command")
            return
