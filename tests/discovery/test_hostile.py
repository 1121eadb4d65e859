"""Files that would crash, hang or mislead a scanner: a warning that names the file, and nothing else."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from riskcheck.discovery import one_file, scan, walk
from tests.discovery.test_corpus import clues

ALIASES = "a0: &a0 [model, model]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)
)


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("model.yaml", "model: x")
    return data.getvalue()


HOSTILE: dict[str, bytes] = {
    "deep.yaml": b"model: " + b"[" * 50_000,
    "deep-block.yaml": b"".join(b" " * n + b"a:\n" for n in range(2_000)) + b" " * 2_000 + b"model: x",
    "aliases.yaml": ALIASES.encode(),
    "zip.yaml": zipped(),
    "deep.json": b'{"model":' * 30_000,
    "arrays.json": b"[" * 200_000 + b'"model"',
    "line.json": b'{"model": "' + b"x" * 4_000_000 + b'"}',
    "nul.py": b"model = '\x00\x00'" * 10,
    "deep.py": b"model = " + b"(" * 3_000 + b"1" + b")" * 3_000,
    "unary.py": b"openai = " + b"-" * 40_000 + b"1",
    "namesake.py": b"import codecs\nclass Codec(codecs.Codec):\n    model = 'gpt-4o'\n    def f(self):\n        return self.missing(self.model)\n",
    "itself.py": b"def f(model='gpt-4o'):\n    model = model if model else model\n    model = f(model) or model\n    return f(model=model)\n",
    "table.py": b"model = {\n"
    + b"".join(b"  'k%d': {'model': 'gpt-4o', 'n': 1},\n" % n for n in range(4_000))
    + b"}\nmodel['k1']\n",
    "rows.py": b"model = 1\ndata = [\n" + b"".join(b"  ('k%d', 'v%d'),\n" % (n, n) for n in range(20_000)) + b"]\n",
    "calls.py": b"PROVIDERS = [\n" + b"  P(model='qwen-plus', url='https://api.deepseek.com'),\n" * 4_000 + b"]\n",
    "urls.py": b"model = [\n" + b"  {'n': 1, 'url': 'https://api.deepseek.com'},\n" * 4_000 + b"]\n",
    "sum.py": b"model = 'a'\n" + b"model = model + 'a'\n" * 3_000,
    "old.py": b"print 'openai'\nexec 'x'\n",
    "deep.ts": b"const model = " + b"(" * 20_000 + b"1" + b")" * 20_000,
    "heredoc.tf": b'resource "a" "model" {\n  x = <<EOT\nnever ended model\n' * 200,
    "broken.ipynb": b'{"cells": [{"cell_type": "code", "source": ["model = ("]}',
    "cells.ipynb": b'{"cells": {"model": 1}}',
    "deep.sh": b"model " + b"$(" * 5_000,
    "Dockerfile": b"FROM model\nRUN <<EOF\nnever ended",
    "x.gguf": b"GGUF" + b"\xff" * 200,
    "short.gguf": b"GG",
    "latin.env": "OPENAI_MODEL=caf\xe9".encode("latin-1"),
    "regex.env": b"OPENAI_MODEL=" + b"a." * 50_000,
    "bom.json": b"\xef\xbb\xbf" + b'{"model": "deepseek-chat", "temperature": 1}',
    "empty.yaml": b"",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_crash_and_no_hang(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    begun = time.monotonic()
    found, problem = one_file.read_file(tmp_path, name, clues())
    assert time.monotonic() - begun < one_file.SECONDS_A_FILE + 1
    assert problem is None or isinstance(problem, str)
    assert all(one.file == name for one in found)


@pytest.mark.parametrize("name", ["deep.yaml", "zip.yaml", "nul.py", "old.py", "cells.ipynb", "deep.py", "short.gguf"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    assert one_file.read_file(tmp_path, name, clues())[1]


def test_a_hundred_megabytes_in_a_line_are_left_alone(tmp_path: Path) -> None:
    with (tmp_path / "big.json").open("wb") as file:
        file.write(b'{"model": "')
        file.seek(100_000_000)
        file.write(b'"}')
    begun = time.monotonic()
    found, problem = one_file.read_file(tmp_path, "big.json", clues())
    assert not found and problem and "100 MB" in problem and time.monotonic() - begun < 1


def test_links_in_a_circle_and_out_of_the_tree(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "a").mkdir(parents=True)
    (tmp_path / "outside.env").write_text("OPENAI_MODEL=deepseek-chat\n")
    (tree / "a" / "loop").symlink_to(tree)
    (tree / "out.env").symlink_to(tmp_path / "outside.env")
    (tree / "own.env").write_text("OPENAI_MODEL=deepseek-chat\n")
    assert list(walk.files(tree)) == ["own.env"]


def test_gitignore_is_respected_with_and_without_git(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "sub").mkdir()
    for name in ("kept.env", "secret.env", "sub/secret.env", "sub/other.env"):
        (tmp_path / name).write_text("OPENAI_MODEL=deepseek-chat\n")
    (tmp_path / ".gitignore").write_text("secret.env\n")
    (tmp_path / "sub" / ".gitignore").write_text("other.env\n!secret.env\n")
    wanted = [".gitignore", "kept.env", "sub/.gitignore", "sub/secret.env"]
    assert list(walk.files(tmp_path)) == wanted
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert list(walk.files(tmp_path)) == wanted


def test_what_a_neighbour_sets_is_followed_and_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    tree = tmp_path / "tree"
    tree.mkdir()

    def written(name: str, text: str, day: int) -> None:
        (tree / name).write_text(text)
        os.utime(tree / name, (1_700_000_000 + day, 1_700_000_000 + day))
        os.utime(tree, (1_700_000_000 + day, 1_700_000_000 + day))

    def models() -> set[str | None]:
        return {one.model for one in scan.scan(tree, clues).detections if one.file in ("main.tf", "compose.yml")}

    written(".gitignore", ".env\n", 0)
    written("main.tf", 'resource "aws_sagemaker_model" "x" {\n  environment = { HF_MODEL_ID = var.m }\n}\n', 0)
    written("vars.tf", 'variable "m" {\n  default = "Qwen/Qwen3-8B"\n}\n', 0)
    written("compose.yml", "services:\n  a:\n    environment:\n      OPENAI_MODEL: ${M}\n", 0)
    assert models() == {"Qwen/Qwen3-8B", None}
    written(".env", "M=deepseek-chat\n", 1)
    assert models() == {"Qwen/Qwen3-8B", "deepseek-chat"}
    written("terraform.tfvars", 'm = "Qwen/Qwen3-14B"\n', 2)
    written(".env", "M=kimi-k2-thinking\n", 2)
    assert models() == {"Qwen/Qwen3-14B", "kimi-k2-thinking"} == models()


def test_a_second_run_answers_from_what_it_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in ("a.env", "b.env"):
        (tree / name).write_text("OPENAI_MODEL=deepseek-chat\n")
        os.utime(tree / name, (1_700_000_000, 1_700_000_000))
    first = scan.scan(tree, clues)
    read: list[str] = []
    real = one_file.read
    monkeypatch.setattr(one_file, "read", lambda base, path, it: (read.append(path), real(base, path, it))[1])
    assert scan.scan(tree, clues) == first and read == []
    (tree / "b.env").write_text("OPENAI_MODEL=qwen-max\n")
    again = scan.scan(tree, clues)
    assert read == ["b.env"] and {one.model for one in again.detections} == {"deepseek-chat", "qwen-max"}
    os.utime(tree / "a.env", (1_800_000_000, 1_800_000_000))  # the same content at another time, as after a checkout
    read.clear()
    assert scan.scan(tree, clues) == again and "a.env" not in read


def test_many_files_over_several_processes(tmp_path: Path) -> None:
    for number in range(450):
        (tmp_path / f"f{number}.env").write_text("OPENAI_MODEL=deepseek-chat\n")
    assert len(scan.scan(tmp_path, clues, jobs=2, cache=False).detections) == 450


def test_a_folder_named_env_is_read_unless_python_made_it(tmp_path: Path) -> None:
    for place in ("deploy/env", "made/env"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "llm.env").write_text("LLM_MODEL=deepseek-chat\n", "utf-8")
    (tmp_path / "made/env/pyvenv.cfg").write_text("home = /usr/bin\n", "utf-8")
    assert list(walk.files(tmp_path)) == ["deploy/env/llm.env"]


def test_one_document_of_comments_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("# model: x\n---\n# nothing\n---\nmodel: Qwen/Qwen3-8B\n---\n~\n", "utf-8")
    found, problem = one_file.read_file(tmp_path, "m.yaml", clues())
    assert problem is None
    assert [one.model for one in found] == ["Qwen/Qwen3-8B"]


@pytest.mark.parametrize("name", ["m.yaml", "m.toml", ".env", "m.tf"])
def test_a_file_of_comments_alone_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# model: Qwen/Qwen3-8B\n", "utf-8")
    found, problem = one_file.read_file(tmp_path, name, clues())
    assert problem is None
    assert {one.state for one in found} <= {"commented"}
