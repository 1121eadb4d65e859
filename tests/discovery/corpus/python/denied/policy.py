BLOCKED_MODELS = ["deepseek-ai/DeepSeek-R1", "Qwen/Qwen3-32B"]
UNSUPPORTED = {"deepseek-chat"}
SUPPORTED_MODELS = ["zai-org/GLM-4.5"]
PRICES = {"deepseek": {"model": "deepseek-chat", "input": 0.27}}
