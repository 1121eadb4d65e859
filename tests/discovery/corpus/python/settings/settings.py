from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    llm_model: str = Field(default="zai-org/GLM-4.6")
    base_url: str = "https://open.bigmodel.cn/api/paas/v4"
    car_model: str = "sedan"
