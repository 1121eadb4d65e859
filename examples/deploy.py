"""Deploy only what passes: the gate inside a deploy script.

    python deploy.py deploy/        # a folder with a riskcheck.yaml
"""

import subprocess
import sys

import riskcheck
from riskcheck.errors import RiskcheckError


def gate(folder: str) -> None:
    """Leave with a message for people when the deployment must not go out."""
    try:
        report = riskcheck.check(folder, fail_on="high", undetermined="fail")
    except RiskcheckError as error:
        sys.exit(f"nothing was judged: {error}")
    for finding in report.findings:
        if finding.determination == "applies" and finding.severity in ("critical", "high") and not finding.is_settled:
            print(f"{finding.location.file}:{finding.location.line}: {finding.title}")
            print(f"  {finding.message}")
            print(f"  what to do: {'; '.join(finding.remedies)}")
    for fact, waiting in report.questions():
        print(f"nobody stated {fact}: {len(waiting)} rules wait for it")
    if report.verdict != "pass":
        sys.exit(f"not deployed: {report.verdict}, score {report.score}")


if __name__ == "__main__":
    gate(sys.argv[1])
    subprocess.run(["echo", "deploying", sys.argv[1]], check=True)
