python3 -m sglang.launch_server \
  --model-path deepseek-ai/DeepSeek-V3 \
  --tp 8
llama-server -hf Qwen/Qwen2.5-0.5B-Instruct-GGUF
