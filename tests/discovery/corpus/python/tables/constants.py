"""What the settings page offers."""

PROVIDER_DEFAULTS = {
    "openai": {"api_key": "", "model": "gpt-4o-mini"},
    "deepseek": {"api_key": "", "model": "deepseek-chat"},
    "moonshot": {"api_key": "", "model": "kimi-k2-0905-preview"},
}

SELECTABLE_MODELS = {
    "deepseek": ["deepseek-chat", "deepseek-reasoner"],
    "qwen": [
        "qwen-max",
        "qwen-plus",
    ],
}

MODEL_TRAITS: dict = {
    "glm-4.6": {"thinking": True},
    "qwen3-max": {"thinking": False},
}

BLOCKED_MODELS = {
    "cn": ["ernie-4.0-8k"],
}
