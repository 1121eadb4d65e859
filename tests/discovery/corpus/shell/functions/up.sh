#!/usr/bin/env bash
# usage: up.sh [small|large]
SIZE=${1:-small}

serve() {
  local model=$1 port=$2; shift 2
  nohup vllm serve "$model" --port "$port" "$@" >"/var/log/$port.log" 2>&1 &
}
pull_all() { for m in "$@"; do ollama pull "$m"; done; }

serve Qwen/Qwen3-Next-80B-A3B-Instruct 8000 --tp 4
serve "nomic-ai/nomic-embed-text-v2-moe" 8001
pull_all gemma3n:e4b smollm2:1.7b

case $SIZE in
  small) LARGE_MODEL=mistral-nemo ;;
  large) LARGE_MODEL=deepseek-v3:671b ;;
esac
ollama run "$LARGE_MODEL" </dev/null

MODELS_JSON='["gpt-4o","qwen-max"]'
log "pulling deepseek-r1:70b is not allowed"
[ "$MODEL" = "qwen-max" ] && exit 3
docker rmi vllm/vllm-openai:v0.6
ollama stop qwen3:8b; ollama list | grep llama3
export HF_ENDPOINT=https://hf-mirror.com
