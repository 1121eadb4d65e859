import argparse

import click
import gradio as gr
import typer


def parse():
    ap = argparse.ArgumentParser(description="The default used to be Qwen/QwQ-32B")
    ap.add_argument("--model", default="MiniMax-Text-01", help="e.g. abab6.5s-chat")
    ap.add_argument("--endpoint", default="https://api.minimaxi.com/v1/text/chatcompletion_v2")
    ap.add_argument("--exclude-model", action="append", default=["deepseek-r1"])
    ap.add_argument("--hub-model-id", default="acme/distil-qwen")
    ap.add_argument("--dataset", default="open-thoughts/OpenThoughts-114k")
    return ap.parse_args()


@click.command()
@click.option("--llm", type=click.Choice(["gpt-4o", "kimi-latest"]), default="kimi-latest")
def index(llm): ...


def complete(model: str = typer.Option("mistralai/codestral-2508", envvar="MODEL"), url: str = "https://api.mistral.ai/v1"): ...


choice = gr.Dropdown(["Qwen/Qwen3-32B", "google/gemma-3-27b-it"], value="google/gemma-3-27b-it", label="Model")
