from openai import AsyncOpenAI


class Agent:
    def __init__(self):
        self.client = AsyncOpenAI(base_url="https://api.z.ai/api/paas/v4")
        self.model = "glm-4.6"

    async def run(self):
        return await self.client.chat.completions.create(model=self.model, messages=[])
