"""Which service a name of a library, class, package or variable implies, as tables: SDK documentation is their source."""

from __future__ import annotations

CLASSES: dict[str, str] = {
    # class or factory of an SDK: the provider it talks to when no base URL is given
    "OpenAI": "openai-api",
    "AsyncOpenAI": "openai-api",
    "ChatOpenAI": "openai-api",
    "OpenAIEmbeddings": "openai-api",
    "AzureOpenAI": "azure-openai",
    "AsyncAzureOpenAI": "azure-openai",
    "AzureChatOpenAI": "azure-openai",
    "Anthropic": "anthropic-api",
    "AsyncAnthropic": "anthropic-api",
    "ChatAnthropic": "anthropic-api",
    "AnthropicBedrock": "aws-bedrock",
    "AnthropicVertex": "vertex-ai",
    "ChatBedrock": "aws-bedrock",
    "ChatBedrockConverse": "aws-bedrock",
    "BedrockLLM": "aws-bedrock",
    "BedrockEmbeddings": "aws-bedrock",
    "ChatVertexAI": "vertex-ai",
    "ChatGoogleGenerativeAI": "gemini-api",
    "ChatDeepSeek": "deepseek-api",
    "ChatTongyi": "alibaba-model-studio",
    "Tongyi": "alibaba-model-studio",
    "DashScope": "alibaba-model-studio",
    "DashScopeEmbeddings": "alibaba-model-studio",
    "DashScopeEmbedding": "alibaba-model-studio",
    "ChatZhipuAI": "bigmodel",
    "ZhipuAI": "bigmodel",
    "ZhipuAiClient": "bigmodel",
    "ZaiClient": "zai",
    "MoonshotChat": "moonshot-api",
    "ChatMoonshot": "moonshot-api",
    "Moonshot": "moonshot-api",
    "QianfanChatEndpoint": "baidu-qianfan",
    "QianfanLLMEndpoint": "baidu-qianfan",
    "ErnieBotChat": "baidu-qianfan",
    "ChatBaichuan": "baichuan-api",
    "MiniMaxChat": "minimax-api",
    "ChatSparkLLM": "iflytek-spark-api",
    "ChatHunyuan": "tencent-hunyuan",
    "Ark": "volcengine-ark",
    "GigaChat": "gigachat",
    "ChatYandexGPT": "yandex-cloud",
    "YandexGPT": "yandex-cloud",
    "ChatMistralAI": "mistral-api",
    "Mistral": "mistral-api",
    "ChatCohere": "cohere-api",
    "ChatGroq": "groq",
    "Groq": "groq",
    "ChatTogether": "together",
    "Together": "together",
    "ChatFireworks": "fireworks",
    "Fireworks": "fireworks",
    "ChatXAI": "xai-api",
    "ChatPerplexity": "perplexity-api",
    "ChatNVIDIA": "nvidia-nim",
    # npm factories
    "createOpenAI": "openai-api",
    "createAzure": "azure-openai",
    "createAnthropic": "anthropic-api",
    "createDeepSeek": "deepseek-api",
    "createQwen": "alibaba-model-studio-intl",
    "createAlibaba": "alibaba-model-studio-intl",
    "createMoonshotAI": "moonshot-api",
    "createZhipu": "bigmodel",
    "createMinimax": "minimax-api",
    "createAmazonBedrock": "aws-bedrock",
    "createVertex": "vertex-ai",
    "createGoogleGenerativeAI": "gemini-api",
    "createMistral": "mistral-api",
    "createCohere": "cohere-api",
    "createGroq": "groq",
    "createTogetherAI": "together",
    "createFireworks": "fireworks",
    "createXai": "xai-api",
    "createOpenRouter": "openrouter",
    "createGateway": "vercel-ai-gateway",
}

_CLASSES = frozenset(name.lower() for name in CLASSES)


def is_class(word: str) -> bool:
    """Whether a word is the name of a class or node that talks to models, such as `chatDeepseek`, and so no model's."""
    return word.lower() in _CLASSES and any(char.isupper() for char in word[1:])


PACKAGES: dict[str, str] = {
    # PyPI and npm packages, and Go, Maven and NuGet ones: the provider they exist for
    "dashscope": "alibaba-model-studio",
    "zhipuai": "bigmodel",
    "zai-sdk": "zai",
    "qianfan": "baidu-qianfan",
    "erniebot": "baidu-qianfan",
    "volcengine": "volcengine-ark",
    "volcengine-python-sdk": "volcengine-ark",
    "sparkai": "iflytek-spark-api",
    "spark-ai-python": "iflytek-spark-api",
    "tencentcloud-sdk-python-hunyuan": "tencent-hunyuan",
    "modelscope": "modelscope-api",
    "gigachat": "gigachat",
    "langchain-gigachat": "gigachat",
    "yandexcloud": "yandex-cloud",
    "yandex-cloud-ml-sdk": "yandex-cloud",
    "langchain-deepseek": "deepseek-api",
    "llama-index-llms-deepseek": "deepseek-api",
    "llama-index-llms-dashscope": "alibaba-model-studio",
    "langchain-qwq": "alibaba-model-studio",
    "langchain-moonshot": "moonshot-api",
    "openai": "openai-api",
    "langchain-openai": "openai-api",
    "anthropic": "anthropic-api",
    "langchain-anthropic": "anthropic-api",
    "@anthropic-ai/sdk": "anthropic-api",
    "google-genai": "gemini-api",
    "google-generativeai": "gemini-api",
    "mistralai": "mistral-api",
    "cohere": "cohere-api",
    "groq": "groq",
    "together": "together",
    "fireworks-ai": "fireworks",
    "@ai-sdk/deepseek": "deepseek-api",
    "@ai-sdk/alibaba": "alibaba-model-studio-intl",
    "@ai-sdk/moonshotai": "moonshot-api",
    "@ai-sdk/openai": "openai-api",
    "@ai-sdk/anthropic": "anthropic-api",
    "@ai-sdk/google": "gemini-api",
    "@ai-sdk/amazon-bedrock": "aws-bedrock",
    "@ai-sdk/azure": "azure-openai",
    "@ai-sdk/mistral": "mistral-api",
    "@ai-sdk/xai": "xai-api",
    "@ai-sdk/groq": "groq",
    "@openrouter/ai-sdk-provider": "openrouter",
    "qwen-ai-provider": "alibaba-model-studio-intl",
    "zhipu-ai-provider": "bigmodel",
    "vercel-minimax-ai-provider": "minimax-api",
    "@alicloud/bailian20231229": "alibaba-model-studio",
    "@langchain/openai": "openai-api",
    "@langchain/anthropic": "anthropic-api",
    "@langchain/deepseek": "deepseek-api",
}

MODULES: dict[str, str] = {
    # an SDK module whose functions are called without a client object
    "dashscope": "alibaba-model-studio",
    "qianfan": "baidu-qianfan",
    "erniebot": "baidu-qianfan",
}

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

IMAGES: tuple[str, ...] = (
    # container images that serve models; what they serve stands in their command or environment
    "vllm/vllm-openai", "vllm", "lmsysorg/sglang", "sglang", "ghcr.io/huggingface/text-generation-inference",
    "text-generation-inference", "text-embeddings-inference", "ollama/ollama", "ollama", "nvcr.io/nim", "llama.cpp",
    "ghcr.io/ggml-org/llama.cpp", "ghcr.io/ggerganov/llama.cpp", "localai", "tritonserver", "lmdeploy", "openvino/model_server",
    "ghcr.io/huggingface/text-embeddings-inference", "michaelf34/infinity", "predibase/lorax", "aphrodite-openai",
    "ai-dynamo/vllm-runtime", "ai-dynamo/sglang-runtime", "ai-dynamo/tensorrtllm-runtime", "llm-d/llm-d",
)  # fmt: skip

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

SERVERS: dict[str, tuple[str, ...]] = {
    # commands that serve or fetch a model: where in their words it stands (option names; "" is the first free word)
    "vllm serve": ("", "--model"),
    "vllm": ("--model",),
    "python -m vllm.entrypoints.openai.api_server": ("--model",),
    "python -m sglang.launch_server": ("--model-path", "--model"),
    "python -m llama_cpp.server": ("--model", "--hf_model_repo_id"),
    "python -m mlx_lm.server": ("--model",),
    "python -m dynamo.vllm": ("--model",),
    "python -m dynamo.sglang": ("--model-path", "--model"),
    "python -m dynamo.trtllm": ("--model-path", "--model"),
    "sglang serve": ("--model-path", "--model"),
    "text-generation-launcher": ("--model-id",),
    "text-embeddings-router": ("--model-id",),
    "ollama run": ("",),
    "ollama pull": ("",),
    "huggingface-cli download": ("",),
    "hf download": ("",),
    "modelscope download": ("--model", ""),
    "llama-server": ("-hf", "--hf-repo", "-m", "--model"),
    "llama-cli": ("-hf", "--hf-repo", "-m", "--model"),
    "lmdeploy serve api_server": ("",),
    "infinity_emb v2": ("--model-id",),
    "tritonllm serve": ("",),
    "ramalama serve": ("",),
    "ramalama run": ("",),
    "ramalama pull": ("",),
    "docker model run": ("",),
    "docker model pull": ("",),
    "foundry model run": ("",),
    "lms get": ("",),
    "lms load": ("",),
    "llamafile": ("-m", "--model"),
    "whisper-server": ("-m", "--model"),
    "tgi": ("--model-id",),
    "mlx_lm.server": ("--model",),
    "mlx_lm.generate": ("--model",),
    "mlx_lm.convert": ("--hf-path",),
    "mlx_lm.lora": ("--model",),
    "python -m mlx_lm.convert": ("--hf-path",),
    "trtllm-serve": ("",),
}

CLIENTS: dict[str, tuple[str, ...]] = {
    # commands that ask a model which others serve: where in their words it stands
    "llm": ("-m", "--model"),
    "aider": ("--model", "--weak-model", "--editor-model"),
    "litellm": ("--model",),
    "claude": ("--model", "--fallback-model"),
    "codex": ("-m", "--model"),
    "codex exec": ("-m", "--model"),
    "gemini": ("-m", "--model"),
    "qwen": ("-m", "--model"),
    "opencode run": ("-m", "--model"),
    "opencode": ("-m", "--model"),
    "goose run": ("--model",),
    "mods": ("-m", "--model"),
    "sgpt": ("--model",),
    "aichat": ("-m", "--model"),
    "fabric": ("-m", "--model"),
    "aws bedrock-runtime invoke-model": ("--model-id",),
    "aws bedrock-runtime converse": ("--model-id",),
    "aws bedrock-runtime invoke-model-with-response-stream": ("--model-id",),
    "aws bedrock-runtime converse-stream": ("--model-id",),
    "az cognitiveservices account deployment create": ("--model-name",),
    "gcloud ai model-garden models deploy": ("--model",),
    "promptfoo eval": ("--providers", "-r"),
}

RESOURCES: tuple[tuple[str, str], ...] = (
    # the beginning of a resource's type in infrastructure as code: the service that it is one of
    ("aws_bedrock", "aws-bedrock"),
    ("AWS::Bedrock", "aws-bedrock"),
    ("google_vertex_ai", "vertex-ai"),
    ("alicloud_pai", "alibaba-cloud"),
    ("databricks_model_serving", "databricks"),
)
MODEL_OPTION = (
    r"^--?(?!(?:[\w-]+[-_])?(?:served|exclude|ignore|deny|no|skip)[-_])(?:[\w-]+[-_])?"
    r"(?:model(?:[-_](?:id|path|name[-_]or[-_]path|repo|uri|source))?|repo[-_]id|hf[-_]repo)$"
)
"""Options that name a model in any program's command line, where the catalog knows the value. A served name is an alias."""
URL_OPTION = r"^--(?:[\w-]+[-_])?(?:base[-_]url|api[-_]base|api[-_]url|endpoint)$"
"""Options that name the host of a model's service, where the catalog knows the host."""

REGIONS: dict[str, tuple[str, ...]] = {
    # provider: the variables by which its tools are told the region, the most telling first
    "aws-bedrock": (
        "BEDROCK_REGION",
        "BEDROCK_AWS_REGION",
        "AWS_BEDROCK_REGION",
        "AWS_REGION_NAME",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
    ),
    "vertex-ai": (
        "VERTEX_REGION",
        "VERTEX_LOCATION",
        "VERTEXAI_LOCATION",
        "CLOUD_ML_REGION",
        "GOOGLE_CLOUD_LOCATION",
        "GOOGLE_CLOUD_REGION",
    ),
}
HUBS = frozenset(
    ("huggingface.co", "hf.co", "hf-mirror.com", "modelscope.cn", "www.modelscope.cn", "ollama.com", "registry.ollama.ai")
)
"""Hosts that weights are fetched from; a URL of one beside a model is not where it is called."""
LLM_WORDS = frozenset(
    """LLM LLMS AI GENAI OPENAI ANTHROPIC CHAT GPT MODEL MODELS EMBED EMBEDDING EMBEDDINGS EMBEDDER RERANK RERANKER INFERENCE VLLM TGI TEI
    OLLAMA LITELLM LOCALAI SGLANG COMPLETION COMPLETIONS COPILOT ASSISTANT AGENT VISION WHISPER STT TTS JUDGE""".split()
)
"""Words in the name of a variable that say its URL is that of a model's service."""
