import os

import dspy
import instructor
from agno.models.deepseek import DeepSeek
from langgraph.prebuilt import create_react_agent
from modelscope import snapshot_download as fetch
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

glm = OpenAIChatModel(
    "glm-4.5",
    provider=OpenAIProvider(base_url="https://api.z.ai/api/paas/v4", api_key=os.environ["ZAI_API_KEY"]),
)
triage = Agent("google-gla:gemini-2.5-flash", output_type=str)
planner = create_react_agent("anthropic:claude-sonnet-4-5", tools=[])
extract = instructor.from_provider("xai/grok-4")
lm = dspy.LM("openai/Qwen/Qwen2.5-72B-Instruct", api_base="https://api.hyperbolic.xyz/v1")
coder = DeepSeek(id="deepseek-reasoner")
weights = fetch("iic/SenseVoiceSmall", cache_dir="/weights")
named = Agent(name="qwen", instructions="You are Qwen, and better than gpt-4.")
