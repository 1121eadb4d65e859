import os

from openai import OpenAI

BACKEND = os.environ.get("BACKEND", "zai")


def by_argument(provider):
    if provider == "siliconflow":
        return OpenAI(base_url="https://api.siliconflow.com/v1")
    elif provider == "zhipu":
        return OpenAI(base_url="https://open.bigmodel.cn/api/paas/v4")
    raise ValueError(f"{provider}: not one of siliconflow, zhipu")


def by_pattern(provider):
    match provider:
        case "kimi":
            return OpenAI(base_url="https://api.moonshot.cn/v1")
        case "openai":
            return OpenAI(base_url="https://api.openai.com/v1")


def by_default():
    if BACKEND == "zai":
        return OpenAI(base_url="https://api.z.ai/api/paas/v4")
    if BACKEND == "minimax":
        return OpenAI(base_url="https://api.minimax.io/v1")
