from ray.serve.llm import LLMConfig

cfg = LLMConfig(model_loading_config=dict(model_id="my-model", model_source="Qwen/Qwen2.5-0.5B-Instruct"))
