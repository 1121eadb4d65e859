docker run --gpus all vllm/vllm-openai:latest --model Qwen/Qwen2.5-7B-Instruct
