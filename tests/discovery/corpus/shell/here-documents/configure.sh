#!/bin/sh
sudo tee /etc/litellm/config.yaml >/dev/null <<'CFG'
model_list:
  - model_name: claude-sonnet
    litellm_params:
      model: zai/glm-4.6
      api_base: https://api.z.ai/api/paas/v4
  - model_name: cheap
    litellm_params:
      model: deepseek/deepseek-chat
CFG
cat >> ~/.bashrc <<'RC'
export OPENAI_API_BASE=http://localhost:4000
export AIDER_MODEL=openai/cheap
RC
sed -i 's#api.openai.com#api.groq.com#' app/config.py
iptables -A OUTPUT -d api.deepseek.com -j DROP
grep -q 'qwen' /etc/passwd || adduser -D qwen
cat > /etc/systemd/system/llama.service <<UNIT
[Service]
ExecStart=/usr/local/bin/llama-server --hf-repo ggml-org/Qwen2.5-Coder-7B-Q8_0-GGUF --port 8012
UNIT
for m in phi4-mini "nomic-embed-text:v1.5"; do ollama pull $m; done
wget -O /models/m.gguf "https://huggingface.co/unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF/resolve/main/DeepSeek-R1-Distill-Llama-8B-Q4_K_M.gguf?download=true"
llama-server -m /models/m.gguf --alias gpt-4 &
npx -y @openai/codex --model gpt-5 "hi"
env OPENROUTER_API_KEY=$K python -m bot --model openrouter/minimax/minimax-m2
