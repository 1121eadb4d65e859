import os
from dataclasses import dataclass

from openai import OpenAI

ENABLE_DEEPSEEK = False
USE_QWEN = os.getenv("USE_QWEN", "false").lower() == "true"


@dataclass(frozen=True)
class Backend:
    name: str
    model: str
    base_url: str
    enabled: bool = True


BACKENDS = [
    Backend("glm", "glm-4.6", "https://api.z.ai/api/paas/v4"),
    Backend(
        name="ds",
        model="deepseek-chat",
        base_url="https://api.deepseek.com",
        enabled=False,
    ),
]


def make():
    if ENABLE_DEEPSEEK:
        return OpenAI(base_url="https://api.deepseek.com/v1")
    if USE_QWEN:
        return OpenAI(base_url="https://dashscope-us.aliyuncs.com/compatible-mode/v1")
    return OpenAI(base_url="https://api.mistral.ai/v1")
