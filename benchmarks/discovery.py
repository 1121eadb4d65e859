"""Discovery against what others do, and its speed: tables on standard output.

    python benchmarks/discovery.py corpus     # recall per surface, beside borderlint (MIT) and ai-bom (Apache-2.0)
    python benchmarks/discovery.py tree       # 20,000 generated files, beside `git grep -c model`

The other tools are installed from PyPI into an environment of their own, for this benchmark only. They are not asked for
what they do not claim: a hit counts when the model id or the host is named in the right file, and again when it is named
at the right line; which files a tool opens at all is logged by an audit hook and told. All seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "discovery" / "corpus"
SEED = 20261124
FILES = 20_000
OTHERS = ("borderlint", "ai-bom")
_GATING = ("active", "default")
_HOOK = """
import os, sys
_log = open(os.environ["OPENED"], "a", buffering=1)
def _hook(event, args):
    if event == "open" and isinstance(args[0], str) and "/corpus/" in args[0] and os.path.isfile(args[0]):
        _log.write(args[0] + "\\n")
sys.addaudithook(_hook)
"""


class Told(NamedTuple):
    """One thing a tool said: where, the words that name it, and whether it counts as a use."""

    file: str
    line: int
    words: str
    is_use: bool = True


# --- the tools ------------------------------------------------------------------------------------------------------------


def riskcheck(tree: Path, environment: dict[str, str], _bin: Path) -> list[Told]:
    text = _output(
        [sys.executable, "-m", "riskcheck", "discover", str(tree), "--format", "json", "--no-cache", "-j", "1"], environment
    )
    return [
        Told(one["file"], one["line"], " ".join(filter(None, (one["model"], one["host"]))), one["state"] in _GATING)
        for one in json.loads(text)["detections"]
    ]  # fmt: skip


def borderlint(tree: Path, environment: dict[str, str], bin_: Path) -> list[Told]:
    found = json.loads(_output([str(bin_ / "borderlint"), "scan", str(tree), "-f", "json"], environment))["findings"]
    return [
        Told(_below(tree, one["file"]), one["line"] or 0, f"{one.get('evidence') or ''} {one.get('model') or ''}")
        for one in found
    ]


def ai_bom(tree: Path, environment: dict[str, str], bin_: Path) -> list[Told]:
    out = tree.parent / "ai-bom.json"
    _output(
        [str(bin_ / "ai-bom"), "scan", str(tree), "--format", "json", "-o", str(out), "--deep", "--no-telemetry"], environment
    )
    told = []
    for one in json.loads(out.read_text("utf-8"))["components"]:
        facts = {fact["name"].partition(":")[2]: fact["value"] for fact in one.get("properties", ())}
        file, _, line = facts.get("source_location", "").rpartition(":")
        if not line.isdigit():
            file, line = facts.get("source_location", ""), "0"
        told.append(Told(_below(tree, file), int(line), f"{one['name']} {facts.get('model_name', '')}"))
    return told


TOOLS: dict[str, Callable[[Path, dict[str, str], Path], list[Told]]] = {
    "riskcheck": riskcheck, "borderlint": borderlint, "ai-bom": ai_bom,
}  # fmt: skip


def _below(tree: Path, file: str) -> str:
    return os.path.relpath(file, tree) if file.startswith("/") else file


def _output(command: Sequence[str], environment: dict[str, str]) -> str:
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return ran.stdout


# --- the corpus -----------------------------------------------------------------------------------------------------------


class Row:
    """The counts of one surface and tool."""

    def __init__(self) -> None:
        self.file = self.line = self.uses = self.opened = self.files = self.alarms = self.traps = 0


def corpus() -> None:
    with tempfile.TemporaryDirectory() as scratch_:
        scratch = Path(scratch_)
        bin_ = _others(scratch)
        tree = scratch / "corpus"
        shutil.copytree(CORPUS, tree)
        wanted = {path.parent.relative_to(tree).as_posix(): yaml.safe_load(path.read_text("utf-8")) for path in tree.rglob("expected.yaml")}  # fmt: skip
        for path in tree.rglob("expected.yaml"):
            path.unlink()
        (scratch / "hook").mkdir()
        (scratch / "hook" / "sitecustomize.py").write_text(_HOOK)
        rows: dict[str, dict[str, Row]] = {}
        for name, run in TOOLS.items():
            told: list[Told] = []
            log = scratch / f"{name}.opened"
            log.touch()
            for case in sorted(wanted):  # each case alone: in a tree of its own it is what a user would scan
                where = os.environ | {"PYTHONPATH": str(scratch / "hook"), "OPENED": str(log), "AI_BOM_TELEMETRY": "0"}
                told += [one._replace(file=f"{case}/{one.file}") for one in run(tree / case, where, bin_)]
            opened = {os.path.relpath(line, tree) for line in log.read_text().splitlines()}
            rows[name] = _scored(told, wanted, opened, tree)
        _table(rows)


def _others(scratch: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(scratch / "others")], check=True)
    bin_ = scratch / "others" / "bin"
    subprocess.run([str(bin_ / "pip"), "install", "--quiet", *OTHERS], check=True, stderr=subprocess.DEVNULL)
    shown = subprocess.run([str(bin_ / "pip"), "freeze"], capture_output=True, text=True, check=True).stdout
    print("against " + ", ".join(line for line in shown.splitlines() if line.partition("==")[0] in OTHERS) + "\n")
    return bin_


def _scored(told: Sequence[Told], wanted: dict[str, Any], opened: set[str], tree: Path) -> dict[str, Row]:
    at: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.is_use:
            at[one.file].append(one)
    rows: dict[str, Row] = defaultdict(Row)
    for case, expected in wanted.items():
        row = rows[case.partition("/")[0]]
        files = [path for path in (tree / case).rglob("*") if path.is_file()]
        row.files += len(files)
        row.opened += sum(path.relative_to(tree).as_posix() in opened for path in files)
        for use in expected["uses"]:
            named = use.get("model") or use.get("host")
            if not named or use.get("state", "active") not in _GATING:
                continue  # an unresolved use, or a possible one, which only riskcheck tells
            hits = [one for one in at[f"{case}/{use['file']}"] if _names(one.words, named)]
            row.uses += 1
            row.file += bool(hits)
            row.line += any(one.line == use["line"] for one in hits)
        for trap in expected["traps"]:
            row.traps += 1
            row.alarms += any(one.line == trap["line"] for one in at[f"{case}/{trap['file']}"])
    return rows


def _names(words: str, named: str) -> bool:
    tail = named.lower().rpartition("/")[2]
    return tail in words.lower() or any(word.rpartition("/")[2] == tail for word in words.lower().split())


def _table(rows: dict[str, dict[str, Row]]) -> None:
    """Per surface: uses; for each tool the files it opened, uses named in the file, at the line, traps told as uses."""
    print("| surface | files | uses | traps | " + " | ".join(f"{name}: opens, in file, at line, trapped" for name in rows) + " |")
    print("|---|--:|--:|--:|" + "---|" * len(rows))
    for surface in [*sorted(next(iter(rows.values()))), "all"]:
        cells, first = [], None
        for found in rows.values():
            row = found[surface] if surface != "all" else _sum(found)
            first = first or row
            cells.append(f"{row.opened}, {_percent(row.file, row.uses)}, {_percent(row.line, row.uses)}, {row.alarms}")
        assert first is not None
        print(f"| {surface} | {first.files} | {first.uses} | {first.traps} | " + " | ".join(cells) + " |")


def _sum(rows: dict[str, Row]) -> Row:
    total = Row()
    for row in rows.values():
        for key, value in vars(row).items():
            setattr(total, key, getattr(total, key) + value)
    return total


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


# --- speed ----------------------------------------------------------------------------------------------------------------


def tree(runs: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "tree"
        size = generate(root, FILES)
        git = ["git", "-C", str(root), "-c", "gc.auto=0"]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "add", "-A"], check=True)
        environment = os.environ | {"RISKCHECK_HOME": str(Path(scratch) / "home")}
        discover = [sys.executable, "-m", "riskcheck", "discover", str(root)]
        subprocess.run([*git, "grep", "-c", "model"], check=True, stdout=subprocess.DEVNULL)  # warms the disk
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(runs):
            for name, command in (
                ("git grep", [*git, "grep", "-c", "model"]),
                ("first", [*discover, "--no-cache"]),
                ("second", discover),
            ):
                begin = time.perf_counter()
                subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
                times[name].append(time.perf_counter() - begin)
        middle = {name: statistics.median(values) for name, values in times.items()}
        print(f"{FILES:,} files, {size / 1e6:.0f} MB, {os.cpu_count()} cores, medians of {runs} paired runs")
        for name, value in middle.items():
            print(f"  {name:<9} {value:7.2f} s")
        print(
            f"  first / git grep  {statistics.median(a / b for a, b in zip(times['first'], times['git grep'], strict=True)):6.1f}"
        )
        print(
            f"  first / second    {statistics.median(a / b for a, b in zip(times['first'], times['second'], strict=True)):6.1f}"
        )


def generate(root: Path, count: int) -> int:
    """A tree with the mix of a large application: code, settings, text; one file in a hundred uses a model. Returns its bytes."""
    rng = random.Random(SEED)
    words = ["".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(3, 10))) for _ in range(3_000)]
    kinds = [(kind, weight) for kind, weight in zip(_KINDS, (25, 20, 7, 6, 14, 10, 10, 3, 5), strict=True)]
    size = 0
    for number in range(count):
        suffix = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        folder = root / rng.choice(words[:40]) / rng.choice(words[40:120])
        folder.mkdir(parents=True, exist_ok=True)
        text = _KINDS[suffix](rng, words, number % 100 == 0)
        size += len(text)
        (folder / f"{rng.choice(words)}{number}{suffix}").write_text(text)
    return size


def _name(rng: random.Random, words: Sequence[str]) -> str:
    return rng.choice(words) + "_" + rng.choice(words)


def _python(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = ["from __future__ import annotations", "", "import os", f"from {rng.choice(words)} import {_name(rng, words)}", ""]
    if uses:
        lines += ["from openai import OpenAI", "", 'client = OpenAI(base_url="https://api.deepseek.com")', ""]
    for _ in range(rng.randint(3, 16)):
        lines += [
            f"def {_name(rng, words)}({rng.choice(words)}, {rng.choice(words)}=None):",
            f'    """{" ".join(rng.choices(words, k=9))}."""',
        ]
        for _ in range(rng.randint(2, 9)):
            lines.append(
                f"    {rng.choice(words)} = {_name(rng, words)}({rng.choice(words)}, key={rng.choice(words)!r}, limit={rng.randint(1, 999)})"
            )
        lines += [f"    return self.model.{rng.choice(words)}" if rng.random() < 0.15 else f"    return {rng.choice(words)}", ""]
    if uses:
        lines.append('client.chat.completions.create(model="deepseek-chat", messages=[])')
    return "\n".join(lines) + "\n"


def _braces(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = [f'import {{ {_name(rng, words)} }} from "./{rng.choice(words)}";', ""]
    for _ in range(rng.randint(3, 16)):
        lines.append(f"export function {_name(rng, words)}({rng.choice(words)}, {rng.choice(words)}) {{")
        for _ in range(rng.randint(2, 9)):
            lines.append(
                f'  const {_name(rng, words)} = {rng.choice(words)}.{rng.choice(words)}("{rng.choice(words)}", {{ {rng.choice(words)}: {rng.randint(1, 99)} }});'
            )
        lines += [f"  return {rng.choice(words)}.{'model' if rng.random() < 0.1 else rng.choice(words)};", "}", ""]
    if uses:
        lines += [
            'const client = new OpenAI({ baseURL: "https://api.deepseek.com" });',
            'await client.chat.completions.create({ model: "deepseek-chat" });',
        ]
    return "\n".join(lines) + "\n"


def _go(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = ["package main", "", 'import "fmt"', ""]
    for _ in range(rng.randint(3, 16)):
        lines.append(f"func {_name(rng, words)}({rng.choice(words)} string) string {{")
        lines += [
            f'\t{_name(rng, words)} := fmt.Sprintf("%s {rng.choice(words)}", {rng.choice(words)})'
            for _ in range(rng.randint(2, 9))
        ]
        lines += ["\treturn " + rng.choice(words), "}", ""]
    if uses:
        lines.append('var config = Config{Model: "deepseek-chat", BaseURL: "https://api.deepseek.com/v1"}')
    return "\n".join(lines) + "\n"


def _yaml(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = [
        "apiVersion: apps/v1",
        "kind: Deployment",
        f"metadata: {{name: {rng.choice(words)}}}",
        "spec:",
        "  template:",
        "    spec:",
        "      containers:",
    ]
    for _ in range(rng.randint(1, 5)):
        lines += [
            f"        - name: {rng.choice(words)}",
            f"          image: registry.example.test/{rng.choice(words)}:1.{rng.randint(0, 99)}",
            "          env:",
        ]
        lines += [
            f"            - {{name: {rng.choice(words).upper()}, value: {rng.choice(words)}}}" for _ in range(rng.randint(1, 12))
        ]
    if uses:
        lines.append("            - {name: OPENAI_BASE_URL, value: https://api.deepseek.com}")
    return "\n".join(lines) + "\n"


def _json(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    rows = [{word: rng.choice(words) for word in rng.choices(words, k=6)} for _ in range(rng.randint(1, 40))]
    return json.dumps({"rows": rows} | ({"model": "deepseek-chat"} if uses else {}), indent=2) + "\n"


def _text(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = [" ".join(rng.choices(words, k=12)) for _ in range(rng.randint(10, 80))]
    return "\n".join([*lines, "the model deepseek-chat is used" if uses else ""]) + "\n"


def _dotenv(rng: random.Random, words: Sequence[str], uses: bool) -> str:
    lines = [f"{rng.choice(words).upper()}={rng.choice(words)}" for _ in range(rng.randint(3, 30))]
    return "\n".join([*lines, "OPENAI_BASE_URL=https://api.deepseek.com" if uses else ""]) + "\n"


_KINDS: dict[str, Callable[[random.Random, Sequence[str], bool], str]] = {
    ".py": _python, ".ts": _braces, ".go": _go, ".js": _braces, ".yaml": _yaml, ".json": _json, ".md": _text, ".env": _dotenv,
    ".txt": _text,
}  # fmt: skip


def main() -> None:
    """Run one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["corpus", "tree"])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    corpus() if given.part == "corpus" else tree(given.runs)


if __name__ == "__main__":
    main()
