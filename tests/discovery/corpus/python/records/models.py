import requests
from pydantic import BaseModel
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()
PRICING_MODELS = ["spark", "nova", "titan"]


class Device(Base):
    __tablename__ = "device"
    id = Column(Integer, primary_key=True)
    model = Column(String(40), default="gemini-pro")


class ChatRequest(BaseModel):
    model: str = "qwen2.5-vl"


def create(model: str = "command-r", **kw):
    return Device(model=model, **kw)


def seed(session):
    session.add(Device(model="phi-4"))
    session.query(Device).filter_by(model="gemini-pro").delete()
    requests.post("https://fleet.internal/api/vehicles", json={"make": "Kia", "model": "gpt-4"})


def answer(text):
    return {"id": "chatcmpl-1", "model": "gpt-4-vision-preview", "choices": [text]}


LOG = {
    "2025-03-01": {"model": "gpt-4-turbo", "f1": 0.41},
    "2025-04-11": {"model": "deepseek-chat", "f1": 0.47},
}
