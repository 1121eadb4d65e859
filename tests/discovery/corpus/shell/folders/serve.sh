#!/bin/sh
WEIGHTS="${WEIGHTS:-/srv/weights/Qwen3-8B-AWQ}"
vllm serve "$WEIGHTS" --port 8000 &
python -m sglang.launch_server --model-path ./models/deepseek-ai/DeepSeek-R1-Distill-Llama-8B --port 8001 &
vllm serve /srv/weights/checkpoint-1200 --port 8002 &
wait
