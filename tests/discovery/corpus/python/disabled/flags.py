from vllm import LLM

if False:
    llm = LLM(model="zai-org/GLM-4.5-Air")
