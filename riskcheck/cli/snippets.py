"""Hook and CI snippets that `riskcheck init` writes. A file that is already there is never overwritten."""

from __future__ import annotations

import io
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from riskcheck import __version__
from riskcheck.errors import InputError, Mark

SOURCE = "https://github.com/OWNER/riskcheck"
"""Where this repository is kept; the user's own copy of it goes here."""

_REV = f"v{__version__}"

CI: dict[str, tuple[str, str]] = {
    "github": (
        ".github/workflows/riskcheck.yml",
        """\
name: riskcheck
on: [pull_request]
permissions: {contents: read}
jobs:
  riskcheck:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: {repository}@{rev}
""",
    ),
    "gitlab": (
        ".gitlab-ci.yml",
        """\
riskcheck:
  image: python:3.12-slim
  before_script:
    - apt-get update -qq && apt-get install -y -qq --no-install-recommends git
    - python -m pip install --quiet "riskcheck @ git+{source}@{rev}"
  script:
    - riskcheck check --format text --format gitlab=gl-code-quality-report.json --format junit=riskcheck.xml
  artifacts:
    when: always
    reports: {codequality: gl-code-quality-report.json, junit: riskcheck.xml}
""",
    ),
    "azure": (
        "azure-pipelines.yml",
        """\
steps:
  - script: python -m pip install --quiet "riskcheck @ git+{source}@{rev}"
    displayName: Install riskcheck
  - script: riskcheck check --format text --format junit=riskcheck.xml
    displayName: Judge
  - task: PublishTestResults@2
    condition: succeededOrFailed()
    inputs: {testResultsFormat: JUnit, testResultsFiles: riskcheck.xml, testRunTitle: riskcheck}
""",
    ),
    "jenkins": (
        "Jenkinsfile",
        """\
pipeline {
  agent any
  stages {
    stage('riskcheck') {
      steps {
        sh 'python3 -m venv .riskcheck && .riskcheck/bin/pip install --quiet "riskcheck @ git+{source}@{rev}"'
        sh '.riskcheck/bin/riskcheck check --format text --format junit=riskcheck.xml'
      }
      post { always { junit 'riskcheck.xml' } }
    }
  }
}
""",
    ),
}
"""The file and the text of each CI system's job."""


def add_ci(root: Path, system: str, source: str) -> str:
    """Write a CI job, and say so; a file that is already there is left alone, and the job is told instead."""
    name, template = CI[system]
    repository = "/".join(source.rstrip("/").removesuffix(".git").split("/")[-2:])
    text = template
    for key, value in (("repository", repository), ("source", source), ("rev", _REV)):
        text = text.replace("{" + key + "}", value)
    path = root / name
    if path.exists():
        if "riskcheck" in path.read_text("utf-8", "replace"):
            return f"{name} already runs riskcheck"
        return f"{name} is yours; add this to it:\n\n{text}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return f"wrote {name}{_placeholder(source)}"


def add_hook(root: Path, source: str) -> str:
    """Add both hooks to the pre-commit configuration, and say so. Raises InputError for one that is not YAML."""
    path = root / ".pre-commit-config.yaml"
    is_new = not path.exists()
    before = "repos: []\n" if is_new else path.read_text("utf-8")
    if "id: riskcheck" in before:
        return f"{path.name} already runs riskcheck"
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        document = yaml.load(before)
        repos = document.get("repos")
        if not isinstance(repos, list):
            raise TypeError
    except (YAMLError, AttributeError, TypeError):
        raise InputError("not a pre-commit configuration", mark=Mark(path.name), fix="mend it: `repos:` holds a list") from None
    hook = {"repo": source, "rev": _REV, "hooks": [{"id": "riskcheck"}, {"id": "riskcheck-discover"}]}
    if repos:
        repos.append(hook)
    else:
        document["repos"] = [hook]
    out = io.StringIO()
    yaml.dump(document, out)
    path.write_text(out.getvalue(), "utf-8")
    return f"{'wrote' if is_new else 'added the hooks to'} {path.name}{_placeholder(source)}"


def _placeholder(source: str) -> str:
    return "; put the address of your copy of riskcheck in place of OWNER" if "OWNER" in source else ""
