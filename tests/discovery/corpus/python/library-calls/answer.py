"""A library that is called without a client: its host is its own, whatever model a configuration names."""

import dashscope
from langchain_nvidia_ai_endpoints import NVIDIAEmbeddings
from settings import MODELS

embedder = NVIDIAEmbeddings(model="snowflake/arctic-embed-l", truncate="END")


class Restorer:
    def __init__(self, model_id: str):
        self.model_id = model_id


def answer(text):
    return dashscope.Generation.call(MODELS["chat"], prompt=text)


restorer = Restorer(model_id="Qwen/Qwen-Image-Edit-2511")
