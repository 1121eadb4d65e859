"""Answers from weights that were copied to this machine."""

import os
from pathlib import Path

import requests
from transformers import AutoModelForCausalLM, TrainingArguments
from vllm import LLM

HERE = Path(__file__).parent
BASE_MODEL_PATH = "/mnt/nas/models/Qwen2.5-7B-Instruct"
JUDGE_MODEL_PATH = HERE / "weights" / "glm-4-9b-chat"
MERGED_MODEL_PATH = "/mnt/nas/out/qwen2.5-7b-merged"
RESULT_FILE = "/mnt/nas/out/qwen2.5-7b.json"

engine = LLM(model="/mnt/nas/models/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", max_model_len=8192)
draft = AutoModelForCausalLM.from_pretrained(os.path.join(HERE, "weights", "chatglm3-6b"))
cached = AutoModelForCausalLM.from_pretrained(
    "/root/.cache/huggingface/hub/models--Qwen--Qwen3-8B/snapshots/0a1b2c3d"
)
on_windows = AutoModelForCausalLM.from_pretrained(r"D:\weights\Yi-1.5-9B-Chat")
arguments = TrainingArguments(output_dir="/mnt/nas/out/qwen2.5-7b-lora")


def ask(text, model_path="/mnt/nas/models/internlm2_5-7b-chat"):
    payload = {"model": "/mnt/nas/models/Qwen2.5-14B-Instruct", "messages": [{"role": "user", "content": text}]}
    return requests.post("http://localhost:8000/v1/chat/completions", json=payload)
