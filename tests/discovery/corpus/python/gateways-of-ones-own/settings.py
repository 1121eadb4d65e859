"""Where the assistant's models are."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings

from house.providers import CompatibleProvider

DRAFT_BASE_URL = "https://relay.house.dev/v1"
DRAFT_MODEL = "glm-4.6"

WEATHER_BASE_URL = "https://weather.house.dev/v1"
WEATHER_ICON = "sun"


class Settings(BaseSettings):
    llm_base_url: str = "https://llm.house.dev/v1"
    tickets_base_url: str = "https://tickets.house.dev"
    base_model: str = Field(
        default="housemade/Clerk-7B-instruct",
        description="weights that the clerk starts from",
    )
    house_model: str = "housemade/clerk"


class DraftProvider(CompatibleProvider):
    def __init__(self) -> None:
        super().__init__(
            env_prefix="DRAFT",
            default_model="kimi-k2",
            default_api_base="https://api.moonshot.cn/v1",
        )


def route(config: dict, name: str) -> str:
    relay_base_url = config.get("relay", "")
    if name.startswith("grok"):
        relay_base_url = "https://api.x.ai/v1"
    elif name.startswith("deepseek") and not relay_base_url:
        relay_base_url = "https://api.deepseek.com"
    return relay_base_url


OUTPUT_MODEL = os.getenv("OUTPUT_MODEL", "housemade/clerk-7b-merged")
