"""What a team may choose from: rows of records, of tuples and of addresses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    key_name: str
    model_name: str
    base_url: str


SERVICES = {
    "deepseek": Service("DEEPSEEK_API_KEY", "deepseek-chat", "https://api.deepseek.com"),
    "kimi": Service("MOONSHOT_API_KEY", "kimi-latest", "https://api.moonshot.cn/v1"),
}
MENU = {
    "1": ("zhipu", "Zhipu", "https://open.bigmodel.cn/api/paas/v4"),
    "2": ("qwen", "Qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
}
RUNS = {
    "plain": ("Qwen/Qwen2.5-0.5B-Instruct", ["--dtype", "half"]),
    "small": ("Qwen/Qwen2.5-0.5B-Instruct-AWQ", []),
}
PAGES = [
    {"name": "Ark", "url": "https://ark.cn-beijing.volces.com/api/v3"},
    {"name": "Flow", "url": "https://api.siliconflow.cn/v1"},
]
USD_PER_MILLION = {
    "gpt-4o": {"in": 2.5, "out": 10.0},
    "deepseek-reasoner": {"in": 0.55, "out": 2.19},
}


def service(name: str) -> Service:
    return SERVICES[name]


def is_slow(model: str) -> bool:
    return model in ("deepseek-reasoner", "qwq-32b")
