"""Asks the model that an administrator has chosen."""

import httpx

from shop.store import load_option, read_setting


async def ask(text: str) -> dict:
    body = {
        "model": await read_setting("answer_model", "kimi-k2-0905-preview"),
        "messages": [{"role": "user", "content": text}],
    }
    base = await read_setting("answer_base_url", "https://api.moonshot.cn/v1")
    async with httpx.AsyncClient() as http:
        return (await http.post(f"{base}/chat/completions", json=body)).json()


def colour() -> str:
    return load_option("colour", "qwen-plus")
