"""The glance before the parsers: nothing that a reader would find is passed over, and common code is."""

from __future__ import annotations

import re

import pytest

from riskcheck.discovery import providers, sdks, table
from riskcheck.discovery.detection import SourceFile, Unreadable
from riskcheck.discovery.marks import marks_of
from tests.discovery.test_corpus import CORPUS, clues


def test_every_use_of_the_corpus_has_a_mark() -> None:
    passed = 0
    for path in (one for one in CORPUS.rglob("*") if one.is_file() and one.suffix != ".gguf"):
        surface = table.surface_of(path.name)
        if surface is None or table.is_always_read(str(path), surface):
            continue
        text = path.read_text("utf-8", "replace")
        try:
            found = list(surface.read(SourceFile(path.relative_to(CORPUS).as_posix(), text), clues()))
        except Unreadable:
            continue
        if found:
            passed += 1
            assert marks_of(clues()).may_state(path.suffix[1:], text.encode()), path
    assert passed > 100


def test_every_host_of_the_catalog_has_a_mark() -> None:
    for provider in clues().hosts.providers.values():
        for host in provider.hosts:
            name = re.sub(r"<region>|<[a-z-]+>", "eu-west-1", host.pattern.partition("/")[0]).replace("*", "acme")
            if name.removeprefix("acme.").count(".") < 2 and "acme." in name:
                continue  # everything below a company's domain (`*.azure.cn`): read when something else in the file speaks of models
            assert marks_of(clues()).may_state("py", f'get("https://{name}/v1")\n'.encode()), host.pattern


@pytest.mark.parametrize("name", sdks.CLASSES)
def test_every_client_has_a_mark(name: str) -> None:
    imported = "from volcenginesdkarkruntime import Ark\n" if name == "Ark" else ""  # a word as short as that means nothing alone
    assert marks_of(clues()).may_state("py", f"{imported}client = {name}(model=name)\n".encode())


@pytest.mark.parametrize("service", providers.VARIABLES)
def test_every_variable_has_a_mark(service: str) -> None:
    assert marks_of(clues()).may_state("py", f'os.environ["{service}_API_KEY"]\n'.encode())


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("py", "class Meta:\n    model = Article\n    fields = ['title']\n"),
        ("py", "def fit(self, model: Model) -> None:\n    self.model.fit(together)\n"),
        ("ts", "export interface Props { model: Model }\nconst provider = new Provider(this.model);\n"),
        ("go", "// replicate the model in the ark\nfunc x() { steady() }\n"),
        ("yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: api}\n"),
    ],
)
def test_common_files_have_none(ending: str, text: str) -> None:
    assert not marks_of(clues()).may_state(ending, text.encode())
