"""Which reader reads which file: by name first, then by ending, then by what the file says in its first lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.formats import bicep, hcl_blocks, json_text, nix, pairs, toml_tables, yaml_documents
from riskcheck.discovery.readers import (
    bom,
    code,
    dependencies,
    dockerfile,
    elisp,
    makefile,
    modelfile,
    notebook,
    python,
    shell,
    systemd,
    weights,
)
from riskcheck.discovery.settings import meaning

Reader = Callable[[SourceFile, Clues], Iterator[Detection]]


class Surface(NamedTuple):
    """A kind of file and its reader."""

    name: str
    read: Reader


_LLM_FILES = re.compile(
    r"(?:^|/)(?:litellm[^/]*|\.?aider[^/]*|opencode|\.?mcp|claude_desktop_config|continue/config|\.continue/[^/]*|\.claude/settings[^/]*|"
    r"\.codex/config|\.?zed/settings|librechat|\.cursor/[^/]*|\.cline[^/]*|\.roo[^/]*|cline_mcp_settings|llm[^/]*|models?|portkey[^/]*|"
    r"ai[-_.]?(?:gateway|proxy|config)[^/]*|openrouter[^/]*|promptfoo[^/]*|\.?crush|kilo[^/]*|goose[^/]*)\.(?:ya?ml|jsonc?|toml)$",
    re.I,
)
"""Files that configure language models throughout, so that a bare `model:` in them is one."""


_TRANSLATIONS = re.compile(r"(?:^|/)(?:locales?|i18n|translations?|_locales)/", re.I)
"""Folders of texts for people, where `model` is a word."""
_LANGUAGES = {
    "yaml": yaml_documents.of_yaml, "json": json_text.of_json, "toml": toml_tables.of_toml, "hcl": hcl_blocks.of_hcl, "bicep": bicep.of_bicep,
    "nix": nix.of_nix, "pairs": pairs.of_pairs, "ini": pairs.of_ini,
}  # fmt: skip
"""How the settings of each language are read."""


def _settings(language: str) -> Reader:
    def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
        if _TRANSLATIONS.search(file.path):
            return
        settings = _LANGUAGES[language](file.text)
        yield from meaning.uses(
            file,
            clues,
            settings,
            known={**file.beside, **file.variables},
            is_llm=bool(_LLM_FILES.search(file.path)) or _is_gateway(file),
        )

    return read


def _is_gateway(file: SourceFile) -> bool:
    head = file.text[:20_000]
    return bool(re.search(r"^\s*model_list:|litellm_params:", head, re.M))


def _json(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    if bom.is_bom(file.text):
        yield from bom.read(file, clues)
    elif weights.reads(file.name) and weights.is_of_weights(file.text):
        yield from weights.read(file, clues)
    else:
        yield from _settings("json")(file, clues)


def _toml(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    if file.name in ("pyproject.toml", "cargo.toml", "pipfile"):
        yield from dependencies.read(file, clues)
    yield from _settings("toml")(file, clues)


def _package(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    yield from dependencies.read(file, clues)


def _env_template(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    for one in _settings("pairs")(file, clues):
        state = "sample" if one.state in ("active", "default") else one.state
        yield one._replace(state=state, reason=f"{one.reason}; a template to be filled in")


def _settings_of_models(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    for one in _settings("json" if file.name.endswith("json") else "yaml")(file, clues):
        state = "capability" if one.state in ("active", "default") else one.state
        yield one._replace(state=state, reason=f"{one.reason}; a table of what models cost or how they are spoken to")


_YAML, _PAIRS, _INI = (
    Surface("yaml", _settings("yaml")),
    Surface("dotenv", _settings("pairs")),
    Surface("ini", _settings("ini")),
)
_NAMES: tuple[tuple[re.Pattern[str], Surface | None], ...] = (
    (re.compile(r"(?:package-lock|composer\.lock|pnpm-lock|yarn\.lock|poetry\.lock|uv\.lock|cargo\.lock|go\.sum|tsconfig)[^/]*$|\.min\.js$|\.map$|\.d\.ts$"), None),
    (re.compile(r"^\.aider\.model\.(?:settings\.ya?ml|metadata\.json)$|^model[-_.]?(?:prices|pricing|costs?)[^/]*\.(?:json|ya?ml)$"), Surface("settings of models", _settings_of_models)),
    (re.compile(r"^riskcheck(?:-waivers)?\.ya?ml$"), None),
    (re.compile(r"^\.?env[^/]*\.(?:example|sample|template|dist|tmpl)$|\.env\.(?:example|sample|template|dist)$|^env\.(?:example|sample|template)$"), Surface("dotenv", _env_template)),
    (re.compile(r"^\.env(?:\..+)?$|\.env$|\.properties$|^\.flaskenv$"), _PAIRS),
    (re.compile(r"^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$"), Surface("dockerfile", dockerfile.read)),
    (re.compile(r"^modelfile(?:\.(?!(?:pyi?|ipynb|[cm]?[jt]sx?|go|rs|java|kt|rb|cs|php|cpp|swift|json|ya?ml|toml|html)$).+)?$|\.modelfile$"), Surface("modelfile", modelfile.read)),
    (re.compile(r"^package\.json$"), Surface("dependencies", _package)),
    (re.compile(r"requirements[^/]*\.(?:txt|in)$|^constraints[^/]*\.txt$|^pipfile$|^pom\.xml$|\.csproj$|^gemfile$|^go\.mod$"), Surface("dependencies", dependencies.read)),
    (re.compile(r"^(?:gnu)?makefile$|\.mk$|^\.?justfile$|\.just$"), Surface("makefile", makefile.read)),
    (re.compile(r"^procfile$"), Surface("shell", shell.read)),
)  # fmt: skip
_NAMED = re.compile("|".join(pattern.pattern for pattern, _ in _NAMES))
_ENDINGS: dict[str, Surface] = {
    "py": Surface("python", python.read), "pyi": Surface("python", python.read), "ipynb": Surface("notebook", notebook.read),
    "sh": Surface("shell", shell.read), "bash": Surface("shell", shell.read), "zsh": Surface("shell", shell.read),
    "yaml": _YAML, "yml": _YAML, "json": Surface("json", _json), "jsonc": Surface("json", _json), "toml": Surface("toml", _toml),
    "tf": Surface("terraform", _settings("hcl")), "tofu": Surface("terraform", _settings("hcl")), "tfvars": Surface("terraform", _settings("hcl")),
    "hcl": Surface("terraform", _settings("hcl")), "bicep": Surface("bicep", _settings("bicep")), "bicepparam": Surface("bicep", _settings("bicep")),
    "service": Surface("systemd", systemd.read), "container": Surface("systemd", systemd.read), "nix": Surface("nix", _settings("nix")),
    "el": Surface("other code", elisp.read),
    "template": _YAML, "cfn": _YAML, "tpl": _YAML, "conf": _INI, "ini": _INI, "cfg": _INI, "jsonld": Surface("json", _json), "code-workspace": Surface("json", _json),
    **{ending[1:]: Surface("javascript" if ending[1:] in ("js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx") else "other code", code.read) for ending in code.LANGUAGES},
}  # fmt: skip


_TEMPLATE_ENDINGS = ("j2", "jinja", "jinja2", "tftpl", "tpl", "tmpl", "gotmpl", "erb")
"""Endings that say how a file is filled in; what it becomes stands before them."""
_RENDERED = re.compile(r"(?<=\.env)\.(?:j2|jinja2?|erb)$")
"""What adds to the name of an environment that is rendered; `.env.tmpl` is one that people fill in."""


def surface_of(path: str) -> Surface | None:
    """The surface of a file by its path, or None for one that is not read."""
    name = path.rpartition("/")[2].lower()
    made, _, ending = name.rpartition(".")
    if ending in _TEMPLATE_ENDINGS and "env" not in made and (surface := surface_of(made)) is not None:
        return surface
    name = _RENDERED.sub("", name)
    if _NAMED.search(name):
        for pattern, surface in _NAMES:
            if pattern.search(name):
                return surface
    if name == "readme.md" or name == "modelcard.md":
        return Surface("weights", weights.read)
    return _ENDINGS.get(name.rpartition(".")[2]) if "." in name else None


def is_always_read(path: str, surface: Surface) -> bool:
    """Whether a file is parsed whatever words it holds: a short list of packages, a Modelfile, settings of a model's tool."""
    return surface.name in ("dependencies", "modelfile") or bool(_LLM_FILES.search(path))
