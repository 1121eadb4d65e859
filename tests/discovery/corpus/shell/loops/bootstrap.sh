#!/bin/sh
# Prepare an Ollama host for the field laptops
set -eu

CHAT_MODELS="llama3.1:8b deepseek-r1:14b"
EMBED_MODEL=bge-large
OLD="qwen:7b yi:6b" # removed below

curl -fsSL https://ollama.com/install.sh | sh
systemctl enable --now ollama
until curl -sf http://127.0.0.1:11434/api/tags >/dev/null; do sleep 1; done

for m in $CHAT_MODELS; do
  ollama pull "$m"
done
ollama pull "${EMBED_MODEL}"

for m in $OLD; do ollama rm "$m" || true; done
ollama rm qwen2:72b 2>/dev/null || :

cat > /tmp/Modelfile <<'MF'
FROM cogito:14b
PARAMETER temperature 0.2
SYSTEM "You help field engineers. You are not qwen."
MF
ollama create field-assistant -f /tmp/Modelfile
ollama show deepseek-coder:6.7b >/dev/null 2>&1 && echo "coder is there"

ollama run hf.co/bartowski/Qwen2.5-Coder-14B-GGUF:Q4_K_M "say hi"
: <<'OFF'
ollama pull glm4:9b
OFF
useradd --create-home qwen
