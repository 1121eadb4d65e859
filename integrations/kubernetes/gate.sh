#!/usr/bin/env bash
# Judge rendered Kubernetes manifests on their way: standard input to standard output unchanged when the gate passes,
# nothing on standard output and riskcheck's exit code when it does not. The report goes to standard error.
#
#   kustomize build overlay | gate.sh | kubectl apply -f -        (with `set -o pipefail`)
#   helm upgrade --install app ./chart --post-renderer gate.sh
#   Argo CD: see argocd-plugin.yaml
#
# RISKCHECK_ORGANIZATION: a manifest that says who deploys (its organization is used). RISKCHECK_ARGUMENTS: more words for
# `riskcheck check`, such as `--undetermined fail`.
set -euo pipefail

organization="${RISKCHECK_ORGANIZATION:?set it to a manifest that says who deploys}"
read -r -a more <<<"${RISKCHECK_ARGUMENTS:-}"
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
cat >"$rendered"
riskcheck check - --organization "$organization" "${more[@]}" <"$rendered" >&2
cat "$rendered"
