import os

import modal

os.environ["OPENAI_API_BASE"] = "https://api.302.ai/v1"
os.environ.setdefault("OPENAI_MODEL", "gpt-4o-mini")
os.environ.setdefault("NO_PROXY", "dashscope.aliyuncs.com,localhost")
os.environ.update({"ANTHROPIC_MODEL": "glm-4.6", "LOG_LEVEL": "info"})

image = modal.Image.debian_slim().env({"VLLM_MODEL": "tencent/Hunyuan-A13B-Instruct"})
app = modal.App("qwen-vllm", image=image)
CSP_CONNECT_SRC = ("'self'", "https://api.deepseek.com")
