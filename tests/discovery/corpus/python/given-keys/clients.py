"""A key that a deployment brings along switches its service on; a flag that is off here switches it off."""

import os

from openai import OpenAI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    zhipu_api_key: str = ""
    use_kimi: bool = False


settings = Settings()
DEEPSEEK_KEY = os.getenv("DEEPSEEK_API_KEY", "")

if DEEPSEEK_KEY:
    deepseek = OpenAI(api_key=DEEPSEEK_KEY, base_url="https://api.deepseek.com")
    deepseek.chat.completions.create(model="deepseek-reasoner", messages=[])
if settings.zhipu_api_key:
    zhipu = OpenAI(api_key=settings.zhipu_api_key, base_url="https://open.bigmodel.cn/api/paas/v4")
    zhipu.chat.completions.create(model="glm-4.6", messages=[])
if settings.use_kimi:
    kimi = OpenAI(base_url="https://api.moonshot.cn/v1")
    kimi.chat.completions.create(model="kimi-latest", messages=[])

provider = os.getenv("LLM_PROVIDER", "local")
if provider == "local":
    local = OpenAI(base_url="http://vllm:8000/v1")
    local.chat.completions.create(model="qwen3-32b", messages=[])
else:
    cloud = OpenAI()
    cloud.chat.completions.create(model="gpt-4o-mini", messages=[])
