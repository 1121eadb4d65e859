"""The HTML report: self-contained, small, safe against hostile names, and accessible in a real browser."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import riskcheck
from riskcheck.render import html
from riskcheck.schema.report import Report
from tests.engine.small_world import report_on
from tests.render.test_formats import TEXT, WAIVER

EXAMPLES = sorted(path.parent for path in Path("examples").glob("*/riskcheck.yaml"))
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Outline(HTMLParser):
    """What the tests ask of a page: its tags in balance, ids, headings, everything it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.loads: list[str] = []
        self.targets: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.loads += [str(given[key]) for key in ("src", "srcset", "data", "action") if given.get(key)]
        self.loads += [str(given["href"]) for _ in given if tag in ("link", "use", "image") and given.get("href")]
        if tag == "a":
            self.targets.append(str(given.get("href")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, (tag, self.open[-3:], self.getpos())
            self.open.pop()


@pytest.fixture(scope="module")
def hostile() -> Report:
    return report_on(TEXT, waivers=(WAIVER,))


def _example(folder: Path) -> str:
    return html.render(riskcheck.check(folder, as_of=date(2026, 11, 23)))


def test_hostile_names_stay_text(hostile: Report) -> None:
    page = html.render(hostile)
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "script" not in Outline(page).tags


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_one_file_that_loads_nothing(folder: Path) -> None:
    page = _example(folder)
    outline = Outline(page)
    assert outline.open == [] and outline.loads == [] and "@import" not in page and "url(" not in page
    assert len(outline.ids) == len(set(outline.ids))
    assert all(target[1:] in outline.ids for target in outline.targets if target.startswith("#"))
    assert all(target.startswith(("#", "https://", "http://")) for target in outline.targets)
    assert outline.headings[0] == 1 and all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))


def test_ten_deployments_stay_under_400_kilobytes(tmp_path: Path) -> None:
    deployments = "".join(
        f"""
  - name: service-{number}
    models: [deepseek/deepseek-chat, Qwen/Qwen3-32B, zai-org/GLM-4.6]
    users: {{places: [DE, US, KR], kinds: [consumer]}}
    data: {{subjects: {{DE: 12000, KR: 500}}, categories: [personal, health]}}
    hosting: {{channel: first-party-api, provider: deepseek-api, storage: [CN], inference: [CN]}}
"""
        for number in range(10)
    )
    manifest = tmp_path / "riskcheck.yaml"
    manifest.write_text(
        f"version: 1\norganization: {{name: Ten, domicile: US-TX, public_body: [US-TX]}}\ndeployments:{deployments}"
    )
    page = html.render(riskcheck.check(manifest, as_of=date(2026, 11, 23)))
    assert page.count("service-9") > 1 and len(page.encode()) < 400_000


@pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium on the path")
def test_axe_finds_no_violation_and_nothing_overflows(tmp_path: Path, hostile: Report) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    pages = {folder.name: _example(folder) for folder in EXAMPLES if folder.name[:2] in ("a-", "c-", "e-", "f-")}
    pages["hostile"] = html.render(hostile)
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, text in pages.items():
            path = tmp_path / f"{name}.html"
            path.write_text(text, encoding="utf-8")
            for width, scheme in ((1440, "light"), (390, "dark")):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(path.as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                violations = axe.run(page).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == [], (name, width)
                assert asked == [path.as_uri()], name
                page.close()
        browser.close()
