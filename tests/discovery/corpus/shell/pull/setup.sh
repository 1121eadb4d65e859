ollama pull deepseek-r1:7b
# ollama pull qwen3:8b
hf download zai-org/GLM-4.5-Air --local-dir m
echo "ollama pull x"
