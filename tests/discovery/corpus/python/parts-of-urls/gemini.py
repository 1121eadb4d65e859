"""A URL whose host is settled while its path is not, and one that is tidied."""

import os

import requests
from openai import OpenAI

BASE_URL = os.getenv("LLM_BASE_URL", "https://api.siliconflow.cn/v1").strip().rstrip("/")
client = OpenAI(base_url=(os.getenv("OTHER_URL") or "https://api.deepseek.com/").rstrip("/"))


def ask(model: str, key: str, body: dict):
    url = f"https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent?key={key}"
    return requests.post(url, json=body)


def page(host: str):
    return requests.get(f"https://{host}/v1/models")
