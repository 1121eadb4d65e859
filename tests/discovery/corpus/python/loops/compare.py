"""Each model of a list is asked; a list that is only shown is a possibility."""

from openai import OpenAI

client = OpenAI(base_url="https://openrouter.ai/api/v1")
CANDIDATES = ["deepseek/deepseek-chat", "qwen/qwen3-32b"]
JUDGES = {"strict": "z-ai/glm-4.6", "kind": "openai/gpt-4o"}

for candidate in CANDIDATES:
    client.chat.completions.create(model=candidate, messages=[])
for name, judge in JUDGES.items():
    client.chat.completions.create(model=judge, messages=[{"role": "user", "content": name}])
for judge, weight in [("moonshotai/kimi-k2", 2)]:
    client.chat.completions.create(model=judge, messages=[], seed=weight)


def menu():
    return [Entry(model=one) for one in ("anthropic/claude-sonnet-4", "qwen/qwen3-14b")]
