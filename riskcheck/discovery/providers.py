"""By what names settings call a service: the words of variables, of resources and of workflows' nodes."""

from __future__ import annotations

VARIABLES: dict[str, str] = {
    # the beginning of a variable's name, up to `_API_KEY`, `_BASE_URL`, `_MODEL` ...: the provider whose convention it is
    "OPENAI": "openai-api",
    "AZURE_OPENAI": "azure-openai",
    "ANTHROPIC": "anthropic-api",
    "DEEPSEEK": "deepseek-api",
    "DASHSCOPE": "alibaba-model-studio",
    "QWEN": "alibaba-model-studio",
    "TONGYI": "alibaba-model-studio",
    "BAILIAN": "alibaba-model-studio",
    "ZHIPUAI": "bigmodel",
    "ZHIPU": "bigmodel",
    "BIGMODEL": "bigmodel",
    "ZAI": "zai",
    "Z_AI": "zai",
    "MOONSHOT": "moonshot-api",
    "KIMI": "moonshot-api",
    "MINIMAX": "minimax-api",
    "QIANFAN": "baidu-qianfan",
    "ERNIE": "baidu-qianfan",
    "ARK": "volcengine-ark",
    "VOLCENGINE": "volcengine-ark",
    "DOUBAO": "volcengine-ark",
    "HUNYUAN": "tencent-hunyuan",
    "SPARK": "iflytek-spark-api",
    "BAICHUAN": "baichuan-api",
    "STEPFUN": "stepfun-api",
    "SILICONFLOW": "siliconflow-intl",
    "GIGACHAT": "gigachat",
    "YANDEX": "yandex-cloud",
    "GEMINI": "gemini-api",
    "BEDROCK": "aws-bedrock",
    "AWS_BEDROCK": "aws-bedrock",
    "VERTEX": "vertex-ai",
    "VERTEXAI": "vertex-ai",
    "VERTEX_AI": "vertex-ai",
    "MISTRAL": "mistral-api",
    "COHERE": "cohere-api",
    "XAI": "xai-api",
    "GROQ": "groq",
    "TOGETHER": "together",
    "FIREWORKS": "fireworks",
    "OPENROUTER": "openrouter",
    "NOVITA": "novita",
    "DEEPINFRA": "deepinfra",
    "PERPLEXITY": "perplexity-api",
    "CEREBRAS": "cerebras",
    "NVIDIA": "nvidia-nim",
}
SELF_HOSTED = frozenset(
    """ollama vllm hosted_vllm lmstudio lm-studio lm_studio llamacpp llama.cpp llama-cpp llamafile localai tgi huggingface-tei text-gen-webui
    sglang xinference koboldcpp exo mlx openllm triton jan gpt4all transformers""".split()
)
"""Words for a provider in settings that mean a server on one's own machine."""
NODES: dict[str, str] = {
    # the type of a workflow's node, without its package (n8n): the provider it talks to when no base URL is given
    "lmChatOpenAi": "openai-api",
    "lmOpenAi": "openai-api",
    "embeddingsOpenAi": "openai-api",
    "lmChatAzureOpenAi": "azure-openai",
    "embeddingsAzureOpenAi": "azure-openai",
    "lmChatAnthropic": "anthropic-api",
    "lmChatDeepSeek": "deepseek-api",
    "lmChatGoogleGemini": "gemini-api",
    "embeddingsGoogleGemini": "gemini-api",
    "lmChatGoogleVertex": "vertex-ai",
    "lmChatAwsBedrock": "aws-bedrock",
    "embeddingsAwsBedrock": "aws-bedrock",
    "lmChatMistralCloud": "mistral-api",
    "embeddingsMistralCloud": "mistral-api",
    "lmChatGroq": "groq",
    "lmChatXAiGrok": "xai-api",
    "lmChatCohere": "cohere-api",
    "embeddingsCohere": "cohere-api",
    "lmChatOpenRouter": "openrouter",
    "lmChatVercelAiGateway": "vercel-ai-gateway",
}
RESOURCES: tuple[tuple[str, str], ...] = (
    # the beginning of a resource's type in infrastructure as code: the service that it is one of
    ("aws_bedrock", "aws-bedrock"),
    ("AWS::Bedrock", "aws-bedrock"),
    ("google_vertex_ai", "vertex-ai"),
    ("alicloud_pai", "alibaba-cloud"),
    ("databricks_model_serving", "databricks"),
)
REGIONS: dict[str, tuple[str, ...]] = {
    # provider: the variables by which its tools are told the region, the most telling first
    "aws-bedrock": tuple(
        "BEDROCK_REGION BEDROCK_AWS_REGION AWS_BEDROCK_REGION AWS_REGION_NAME AWS_REGION AWS_DEFAULT_REGION".split()
    ),
    "vertex-ai": tuple(
        "VERTEX_REGION VERTEX_LOCATION VERTEXAI_LOCATION CLOUD_ML_REGION GOOGLE_CLOUD_LOCATION GOOGLE_CLOUD_REGION".split()
    ),
}
HUBS = frozenset("huggingface.co hf.co hf-mirror.com modelscope.cn www.modelscope.cn ollama.com registry.ollama.ai".split())
"""Hosts that weights are fetched from; a URL of one beside a model is not where it is called."""
LLM_WORDS = frozenset(
    """LLM LLMS AI GENAI OPENAI ANTHROPIC CHAT GPT MODEL MODELS EMBED EMBEDDING EMBEDDINGS EMBEDDER RERANK RERANKER INFERENCE VLLM TGI TEI
    OLLAMA LITELLM LOCALAI SGLANG COMPLETION COMPLETIONS COPILOT ASSISTANT AGENT VISION WHISPER STT TTS JUDGE""".split()
)
"""Words in the name of a variable that say its URL is that of a model's service."""
