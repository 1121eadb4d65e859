"""Settings that a command line passes on: `-e KEY=value`, `--set chart.model=value`, `-var model_id=value`, images of NIM."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from riskcheck.discovery import naming, programs, variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import options
from riskcheck.discovery.readers.options import Word

_SAYS = re.compile(
    r"(?:^|[_-])(?:echo|printf?|grep|egrep|rg|sed|awk|log|info|warn|warning|err|error|die|usage|say|note|title|logger|test|git|jq)(?:$|[_-])"
)

_PASSES_ON = frozenset(
    """docker podman nerdctl docker-compose kubectl oc helm helmfile gcloud az aws fly flyctl heroku railway vercel wrangler cf nomad
    terraform tofu pulumi lm_eval lm-eval srun sbatch apptainer singularity modal doppler dokku kamal""".split()
)
"""Programs that hand settings to others."""
_SETTING = re.compile(r"(?:--?[a-z][\w-]*[= ])?([A-Za-z_][\w.\[\]/-]*)=(.+)", re.S)


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
    settings = list(settings_in(words))
    environment = {name: value for name, value, _, _ in settings}
    for name, value, line, column in settings:
        if re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            if not variables.was_told(value, known):
                yield from variables.uses_of_variable(
                    file, clues, name, value, line, known, column=column, environment=environment
                )
            continue
        resolved, state, missing = variables.follow(value, known)
        key = ".".join(re.split(r"[./\[\]]+", name)[-2:])
        if missing or naming.refuses(name) or re.fullmatch(r"\$\{?\w+\}?|\$\(\w+\)", value):
            continue
        if clues.is_url(resolved) and clues.host(resolved):
            yield clues.use(file, line, value, column=column, url=resolved, state=state, reason=f"{name} names the host")
        elif (naming.names_a_model(key) or key == "pretrained") and (clues.knows(resolved) or clues.is_hub_id(resolved)):
            yield clues.use(file, line, value, column=column, model=resolved, state=state, reason=f"{name} names the model")
    for text, line, column in words[1:] if words and words[0][0] in _PASSES_ON else ():
        if programs.IMAGE_OF_MODEL.match(text):
            yield clues.use(
                file, line, text, column=column, model=text, channel="self-hosted", reason="an image that holds a model"
            )


def is_speech(program: str) -> bool:
    """Whether a program or function only says, searches or compares its words."""
    return program in ("[", "[[", ":") or bool(_SAYS.search(program.rpartition("/")[2]))


def uses_of_options(
    file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str], host: str | None, *, is_server: bool = False
) -> Iterator[Detection]:
    """Models and hosts that the catalog knows, after options that say what they are, in whatever program's command line."""
    for name, (text, line, column) in options.placed(words):
        resolved, state, missing = variables.follow(text, known)
        if missing or variables.was_told(text, known, file.beside):
            continue
        held = clues.in_folder(resolved)
        if options.names_a_model(name, is_server=is_server) and (held or clues.knows(resolved)):
            yield clues.use(
                file, line, text, column=column, model=held or resolved, url=host,
                channel="self-hosted" if held or (is_server and host is None) else None, state=state,
                confidence="inferred" if held else "declared", reason=f"the option {name} names the model",
            )  # fmt: skip
        elif re.match(programs.URL_OPTION, name) and clues.is_url(resolved) and clues.host(resolved):
            yield clues.use(
                file, line, text, column=column, url=resolved, state=state, reason=f"the option {name} names the host"
            )
    for (text, line, column), model, reason in (*options.drafts(words), *options.fetched(words)):
        if clues.could_be_model(model):
            yield clues.use(file, line, text, column=column, model=model, channel="self-hosted", reason=reason)
