"""Settings that a command line passes on: `-e KEY=value`, `--set chart.model=value`, `-var model_id=value`, images of NIM."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from riskcheck.discovery import naming
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers.script_flow import Word

_PASSES_ON = frozenset(
    """docker podman nerdctl docker-compose kubectl oc helm helmfile gcloud az aws fly flyctl heroku railway vercel wrangler cf nomad
    terraform tofu pulumi srun sbatch apptainer singularity modal doppler dokku kamal""".split()
)
"""Programs that hand settings to others."""
_SETTING = re.compile(r"(?:--?[a-z][\w-]*[= ])?([A-Za-z_][\w.\[\]/-]*)=(.+)", re.S)
_NIM = re.compile(r"nvcr\.io/nim/[\w.-]+/[\w.-]+(?:[:@]\S+)?")


def settings_in(words: Sequence[Word]) -> Iterator[tuple[str, str, int, int]]:
    """Names and values that a command passes on, with the places of the values; commas separate several."""
    if not words or words[0][0].rpartition("/")[2] not in _PASSES_ON:
        return
    for text, line, column in words[1:]:
        at = 0
        for part in re.split(r"(?<!\\),(?=[A-Za-z_][\w.\[\]/-]*=)", text):
            found = _SETTING.fullmatch(part)
            if found:
                yield found[1], found[2].strip("\"'"), line, column + at + found.start(2)
            at += len(part) + 1


def uses_in(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection]:
    """The uses that settings on a command line state."""
    from riskcheck.discovery.readers import shell  # which asks here

    for name, value, line, column in settings_in(words):
        if re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            if not shell.was_told(value, known):
                yield from shell.uses_of_variable(file, clues, name, value, line, known, column=column)
            continue
        resolved, state, missing = shell.follow(value, known)
        key = ".".join(re.split(r"[./\[\]]+", name)[-2:])
        if missing or naming.refuses(name):
            continue
        if clues.is_url(resolved) and clues.host(resolved):
            yield clues.use(file, line, value, column=column, url=resolved, state=state, reason=f"{name} names the host")
        elif naming.names_a_model(key) and (clues.knows(resolved) or clues.is_hub_id(resolved)):
            yield clues.use(file, line, value, column=column, model=resolved, state=state, reason=f"{name} names the model")
    for text, line, column in words[1:] if words and words[0][0] in _PASSES_ON else ():
        if _NIM.fullmatch(text):
            yield clues.use(
                file, line, text, column=column, model=text, channel="self-hosted", reason="an image that holds a model"
            )
