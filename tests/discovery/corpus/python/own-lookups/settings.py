"""Settings that helpers of this module look up, and what functions called after a model give back."""

import os


def env(name, fallback=None):
    return os.environ.get(name, fallback)


def first_env(*names, default=None):
    return next((os.environ[one] for one in names if one in os.environ), default)


CHAT_MODEL = env("CHAT_MODEL", "qwen-plus")
CHAT_URL = first_env("CHAT_URL", "OPENAI_BASE_URL", default="https://dashscope.aliyuncs.com/compatible-mode/v1")
OWNER = env("OWNER_NAME", "qwen")


def get_default_model():
    return "glm-4.6"


def pick_model(is_hard: bool):
    if is_hard:
        return "deepseek-reasoner"
    return "deepseek-chat"


class Endpoint:
    @property
    def base_url(self):
        return os.getenv("KIMI_URL", "https://api.moonshot.cn/v1")

    @property
    def family(self):
        return "qwen2.5"
