from langchain_openai import ChatOpenAI
from shop.settings import settings


def _fast(m: str = "llama-3.1-8b-instant"):
    return ChatOpenAI(model=m, api_key=settings.GROQ_KEY, base_url="https://api.groq.com/openai/v1")


def _label(m: str):
    return f"<b>{m}</b>"


def chain():
    return _fast("qwen/qwen3-32b").with_fallbacks([_fast("llama-3.3-70b-versatile")]), _label("qwen-plus")
