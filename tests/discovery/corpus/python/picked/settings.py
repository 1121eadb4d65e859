from openai import OpenAI

LLM_CONFIGS = {
    "openai": {"base_url": "https://api.openai.com/v1", "model": "gpt-4o"},
    "deepseek": {"base_url": "https://api.deepseek.com/v1", "model": "deepseek-chat"},
    "kimi": {"base_url": "https://api.moonshot.cn/v1", "model": "kimi-k2-turbo-preview"},
}
ACTIVE = "deepseek"
CONFIG = LLM_CONFIGS[ACTIVE]
MODEL_BY_TASK = {
    "classify": "moonshot-v1-8k",
    "translate": "qwen-mt-plus",
}
MAX_TOKENS = {"deepseek-chat": 4096, "gpt-4o": 8192}

client = OpenAI(base_url=CONFIG["base_url"])
answer = client.chat.completions.create(model=CONFIG["model"], messages=[])
