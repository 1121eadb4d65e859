#!/bin/sh
# docker run --rm --gpus all \
#   -p 8000:8000 \
#   vllm/vllm-openai:v0.9.0 \
#   Qwen/Qwen3-14B-AWQ \
#   --served-model-name chat

docker run --rm --gpus all \
  -v /srv/weights/Qwen3-32B-FP8:/model:ro \
  vllm/vllm-openai:v0.9.0 \
  --model /model \
  --served-model-name chat
