"""Start what the evaluation needs.

    vllm serve moonshotai/Kimi-VL-A3B-Instruct
"""

import os
import shlex
import subprocess
import sys

EXAMPLES = ["hf download meta-llama/Llama-3.2-1B-Instruct"]


def start(port, name):
    argv = [
        sys.executable, "-m", "vllm.entrypoints.openai.api_server",
        "--model", "Qwen/QwQ-32B-AWQ",
        "--served-model-name", "gpt-4o",
        "--port", str(port),
    ]
    subprocess.Popen(argv)
    subprocess.Popen(shlex.split("llama-server -hf ggml-org/Qwen2.5-Coder-7B-Q8_0-GGUF --port 8012"))
    subprocess.run(["docker", "run", "ghcr.io/huggingface/text-generation-inference:3.3", "--model-id", "HuggingFaceH4/zephyr-7b-beta"])
    os.system("ollama pull deepseek-coder-v2:16b")
    print("or: ollama pull qwen3:8b")
    return subprocess.Popen(["vllm", "serve", name])
