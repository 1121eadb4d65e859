import os

from openai import AsyncOpenAI, OpenAI


def _settings():
    return {"base_url": "https://api.moonshot.ai/v1", "api_key": os.environ["MOONSHOT_API_KEY"]}


def summarise(text):
    client = OpenAI(**_settings())
    return client.chat.completions.create(model="kimi-k2-0905-preview", messages=[{"role": "user", "content": text}])


def embed(texts):
    with OpenAI(base_url="https://api.siliconflow.cn/v1") as client:
        return client.embeddings.create(model="Qwen/Qwen3-Embedding-8B", input=texts)


class Reasoner:
    MODEL = "deepseek-reasoner"

    def __init__(self, client=None):
        self._client = client or AsyncOpenAI(base_url="https://api.deepseek.com/v1")

    async def think(self, text):
        return await self._client.chat.completions.create(model=self.MODEL, messages=[{"role": "user", "content": text}])


def greet(model="Octavia"):
    return f"Your {model} is ready"
