import os

MODEL = os.environ.get("MODEL_ID", "Qwen/Qwen3-32B")
BASE = os.getenv("OPENAI_BASE_URL", "https://api.moonshot.cn/v1")
llm = None
