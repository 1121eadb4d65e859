from vllm import LLM, SamplingParams

llm = LLM(model="deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", tensor_parallel_size=2)
# llm = LLM(model="Qwen/Qwen2.5-7B-Instruct")
