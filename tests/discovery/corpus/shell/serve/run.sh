#!/usr/bin/env bash
set -e
MODEL="${MODEL:-Qwen/Qwen3-32B}"
vllm serve "$MODEL" --port 8000
