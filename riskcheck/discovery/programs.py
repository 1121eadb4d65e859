"""Programs that serve, fetch or ask models, and where their command lines say which."""

from __future__ import annotations

import re

IMAGES: tuple[str, ...] = (
    # container images that serve models; what they serve stands in their command or environment
    "vllm/vllm-openai", "vllm", "lmsysorg/sglang", "sglang", "ghcr.io/huggingface/text-generation-inference",
    "text-generation-inference", "text-embeddings-inference", "ollama/ollama", "ollama", "nvcr.io/nim", "llama.cpp",
    "ghcr.io/ggml-org/llama.cpp", "ghcr.io/ggerganov/llama.cpp", "localai", "tritonserver", "lmdeploy", "openvino/model_server",
    "ghcr.io/huggingface/text-embeddings-inference", "michaelf34/infinity", "predibase/lorax", "aphrodite-openai",
    "ai-dynamo/vllm-runtime", "ai-dynamo/sglang-runtime", "ai-dynamo/tensorrtllm-runtime", "llm-d/llm-d",
)  # fmt: skip
IMAGE_OF_MODEL = re.compile(r"nvcr\.io/nim/[\w.-]+/(?!(?:multi-)?llm-nim\b)[\w.-]+(?:[:@]\S+)?$")
"""An image of NVIDIA's that holds a model; the general one gets its model from elsewhere."""

SERVERS: dict[str, tuple[str, ...]] = {
    # commands that serve or fetch a model: where in their words it stands (option names; "" is the first free word)
    "vllm serve": ("", "--model"),
    "vllm": ("--model",),
    "python -m vllm.entrypoints.openai.api_server": ("--model",),
    "python -m sglang.launch_server": ("--model-path", "--model"),
    "python -m llama_cpp.server": ("--model", "--hf_model_repo_id"),
    "python -m mlx_lm.server": ("--model",),
    "python -m dynamo.vllm": ("--model",),
    "python -m dynamo.sglang": ("--model-path", "--model"),
    "python -m dynamo.trtllm": ("--model-path", "--model"),
    "sglang serve": ("--model-path", "--model"),
    "text-generation-launcher": ("--model-id",),
    "text-embeddings-router": ("--model-id",),
    "ollama run": ("",),
    "ollama pull": ("",),
    "huggingface-cli download": ("",),
    "hf download": ("",),
    "modelscope download": ("--model", ""),
    "llama-server": ("-hf", "--hf-repo", "-m", "--model"),
    "llama-cli": ("-hf", "--hf-repo", "-m", "--model"),
    "lmdeploy serve api_server": ("",),
    "infinity_emb v2": ("--model-id",),
    "tritonllm serve": ("",),
    "ramalama serve": ("",),
    "ramalama run": ("",),
    "ramalama pull": ("",),
    "docker model run": ("",),
    "docker model pull": ("",),
    "foundry model run": ("",),
    "lms get": ("",),
    "lms load": ("",),
    "llamafile": ("-m", "--model"),
    "whisper-server": ("-m", "--model"),
    "tgi": ("--model-id",),
    "mlx_lm.server": ("--model",),
    "mlx_lm.generate": ("--model",),
    "mlx_lm.convert": ("--hf-path",),
    "mlx_lm.lora": ("--model",),
    "python -m mlx_lm.convert": ("--hf-path",),
    "trtllm-serve": ("",),
}
CLIENTS: dict[str, tuple[str, ...]] = {
    # commands that ask a model which others serve: where in their words it stands
    "llm": ("-m", "--model"),
    "aider": ("--model", "--weak-model", "--editor-model"),
    "litellm": ("--model",),
    "claude": ("--model", "--fallback-model"),
    "codex": ("-m", "--model"),
    "codex exec": ("-m", "--model"),
    "gemini": ("-m", "--model"),
    "qwen": ("-m", "--model"),
    "opencode run": ("-m", "--model"),
    "opencode": ("-m", "--model"),
    "goose run": ("--model",),
    "mods": ("-m", "--model"),
    "sgpt": ("--model",),
    "aichat": ("-m", "--model"),
    "fabric": ("-m", "--model"),
    "aws bedrock-runtime invoke-model": ("--model-id",),
    "aws bedrock-runtime converse": ("--model-id",),
    "aws bedrock-runtime invoke-model-with-response-stream": ("--model-id",),
    "aws bedrock-runtime converse-stream": ("--model-id",),
    "az cognitiveservices account deployment create": ("--model-name",),
    "gcloud ai model-garden models deploy": ("--model",),
    "promptfoo eval": ("--providers", "-r"),
}
MODEL_OPTION = (
    r"^--?(?!(?:[\w-]+[-_])?(?:served|exclude|ignore|deny|no|skip)[-_])(?:[\w-]+[-_])?"
    r"(?:model(?:[-_](?:id|path|name[-_]or[-_]path|repo|uri|source))?|repo[-_]id|hf[-_]repo)$"
)
"""Options that name a model in any program's command line, where the catalog knows the value. A served name is an alias."""
URL_OPTION = r"^--(?:[\w-]+[-_])?(?:base[-_]url|api[-_]base|api[-_]url|endpoint)$"
"""Options that name the host of a model's service, where the catalog knows the host."""
