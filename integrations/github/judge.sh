#!/usr/bin/env bash
# The judging step of the GitHub Action: annotations on standard output, JSON and SARIF in files, Markdown in the job
# summary, verdict and score as outputs. Exits with riskcheck's own code. Inputs come as environment variables, never as
# text in the script, so that a path cannot become a command.
set -uo pipefail

bin="$RUNNER_TEMP/riskcheck/bin"
summary="$RUNNER_TEMP/riskcheck-summary.md"
report="${INPUT_REPORT_FILE:-riskcheck.json}"
sarif="${INPUT_SARIF_FILE:-riskcheck.sarif}"

read -r -a paths <<<"${INPUT_PATHS:-.}"
arguments=(--fail-on "${INPUT_FAIL_ON:-high}" --format github --format "json=$report" --format "sarif=$sarif" --format "markdown=$summary")
option() { if [ -n "$2" ]; then arguments+=("$1" "$2"); fi; }
option --undetermined "${INPUT_UNDETERMINED:-}"
option --as-of "${INPUT_AS_OF:-}"
option --rules "${INPUT_RULES:-}"
option --waivers "${INPUT_WAIVERS:-}"
option --baseline "${INPUT_BASELINE:-}"
option --scenario "${INPUT_SCENARIO:-}"

"$bin/riskcheck" check "${arguments[@]}" -- "${paths[@]}"
code=$?

if [ "$code" -le 1 ]; then
  "$bin/python" - "$report" "$sarif" <<'PYTHON' >>"$GITHUB_OUTPUT"
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
print(f"verdict={report['verdict']}\nscore={report['score']}\nreport-file={sys.argv[1]}\nsarif-file={sys.argv[2]}")
PYTHON
  cat "$summary" >>"$GITHUB_STEP_SUMMARY"
else
  echo "riskcheck could not judge (exit code $code); see the log." >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
