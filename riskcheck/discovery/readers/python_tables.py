"""How Python libraries take their models, as tables: the documentation of each is the source."""

from __future__ import annotations

import re

FIRST_ARGUMENT = frozenset(
    """from_pretrained SentenceTransformer SparseEncoder CrossEncoder LLM snapshot_download hf_hub_download InferenceClient
    AsyncInferenceClient AutoModel HuggingFaceEmbeddings HuggingFaceEmbedding HuggingFaceHub GenerativeModel init_chat_model
    init_embeddings LiteLLM ChatOllama Ollama OllamaEmbeddings BGEM3FlagModel FlagModel FlagReranker FlagLLMReranker
    FlagAutoModel FlagAutoReranker TextEmbedding SparseTextEmbedding WhisperModel OpenModel FoundationModelIdentifier from_provider
    OpenAIModel OpenAIChatModel OpenAIResponsesModel AnthropicModel BedrockConverseModel GoogleModel GeminiModel GroqModel
    MistralModel CohereModel HuggingFaceModel InferenceClientModel HfApiModel TransformersModel LiteLLMModel LitellmModel
    OpenAIServerModel VLLMModel MLXModel AmazonBedrockModel LiteLlm AmazonBedrockChatGenerator AmazonBedrockGenerator
    GoogleAIGeminiChatGenerator HuggingFaceLocalChatGenerator VLLM LMDeploy create_model_and_transforms fromfoundationmodelid
    Generator Engine from_quantized load_lora_weights load_adapter load_ip_adapter load_textual_inversion""".split()
)
"""Callables whose first argument is a model, whatever it is called."""
FIRST_OF_ORIGIN = re.compile(
    r"^(?:ollama\.(?:pull|chat|generate|embed|show)|whisper\.load_model|mlx_(?:lm|vlm|whisper)\.(?:load|\w+\.load)|"
    r"litellm\.a?(?:completion|embedding|rerank|text_completion|image_generation)|dspy\.(?:LM|Embedder)|llama_index\.\S*resolve_llm|"
    r"(?:mirascope\.\S+|m_openai|llm)\.call|guidance\.models\.\w+|outlines\.(?:models\.)?\w+|gradio\.load|gr\.load|lmdeploy\.pipeline|"
    r"\S*\.resolve_embed_model|gpt4all\.GPT4All|modelscope\.\S*snapshot_download|unsloth\.\S*from_pretrained|"
    r"dashscope\.(?:\w+\.)*\w+\.(?:call|async_call)|langgraph\.\S*create_react_agent|langchain\.agents\.create_agent|deepagents\.\w+|llm\.get_model|trl\.\w+Trainer|replicate\.(?:run|stream|async_run|async_stream|models\.get)|fal_client\.\w+|\S*\bmodels\.(?:completions|text_embeddings|image_generation|chat_completions))$"
)
"""The same for callables with common names: their origin tells them apart."""
SECOND_ARGUMENT = frozenset(("pipeline",))
"""Callables whose second argument is a model, after a task."""
MODEL_CALLEE = re.compile(
    r"(?:Model|LLM|LM|Embeddings?|Embedder|Generator|Encoder|Rerank(?:er)?|Ranker|Trainer|Agent|Client|Chat\w*|Llm|load_model)$"
    r"|(?:^|_)(?:llm|embedder|chat_model)$"
)
"""Names of classes that take a model first, when what they are given is one that the catalog knows."""
KEYWORDS = frozenset(
    """model model_name model_id modelId modelArn model_arn model_path repo_id pretrained_model_name_or_path model_source llm
    chat_model embedding_model base_model foundation_model deployment_name azure_deployment weak_model model_name_or_path checkpoint
    ai_model_id pretrained_model foundationModel foundation_model_id engine""".split()
)
"""Keywords and keys that hold a model."""
KEYWORD = re.compile(
    r"^(?!(?:served|hub|user|auth|car|vehicle|output|save|saved|push|target|new|registered|django)_)(?:[a-z0-9]+_)*"
    r"(?:model|llm|lm|checkpoint|tokenizer|embedder|reranker|teacher|student|judge)"
    r"(?:_(?:name|id|path|source|ref|uri|arn|name_or_path|endpoint))?$"
    r"|^(?:fallbacks|models|endpoint|model_list)$",
    re.I,
)
"""More of them, for a value that the catalog knows."""
URLS = (
    "base_url", "api_base", "api_base_url", "openai_api_base", "openai_base_url", "endpoint", "azure_endpoint", "endpoint_url", "base_uri",
    "default_base_url", "default_api_base", "api_host", "server_url", "api_url", "model_server", "base_http_api_url", "anthropic_api_url", "deepseek_api_base", "url", "host",
)  # fmt: skip
"""Keywords and keys that hold a base URL, the surest first."""
REGIONS = ("region_name", "aws_region_name", "aws_region", "region", "location", "vertex_location")
HUB_KEYWORDS = frozenset(("repo_id", "pretrained_model_name_or_path", "model_name_or_path", "hf_model_id", "hf_repo"))
"""Keywords that hold an id of the Hub, known to the catalog or not."""
LABELS = re.compile(
    r"^(?:upload|create_repo|create_branch|create_commit|create_tag|delete_|push_to|update_repo|move_repo|list_repo|repo_info)|cost|price|token_counter|encoding_for|num_tokens|supports|valid|^check_|^log_|^register|^assert|^is_|^has_|^get_max|"
    r"^trim_|^set_experiment|^(?:debug|info|warn|warning|error|critical|exception|bind|labels|observe|add_event|capture_\w+|track|assign|rename|get_or_create|update_or_create)$|^set_(?:tag|attribute)|^get_model_info|^get_llm_provider|Error$|Exception$|Field$|^Mock|^patch|^filter|^exclude|^order_by|^annotate",
    re.I,
)
"""Calls that take a model's name to count, price, check or record."""
SPOKEN = re.compile(
    r"^(?:print|debug|info|warning|error|critical|exception|log|write|markdown|caption|startswith|endswith|replace|split|compile|match|"
    r"search|sub|fullmatch|urlparse|append|add|join|format|echo|secho|help|Link|a|href|redirect|HTML|system|user|Task|Examples|title|"
    r"header|subheader|add_argument|option|TextBlock|run|ask|assert\w*|skip|raises|count|index|get|Exception|\w+Error)$",
    re.I,
)
"""Calls whose strings are talk or patterns, and no address that is called. `get` is read where it is a request."""
REQUESTS = re.compile(r"^(?:requests|httpx|aiohttp|urllib3?|s|session|client|http|self\.\w*(?:session|client|http)\w*)\b", re.I)
DENIED = re.compile(
    r"block|deny|denied|ignore|exclude|unsupported|forbid|banned|blacklist|disallow|deprecat|retired|no_proxy", re.I
)
POSSIBLE = re.compile(
    r"allow|support|available|choices|pric|cost|catalog|known|limits|context|registry|providers?(?:_?(?:config|default|setting|preset|map|table|info|model)s?)?$|hosts?$|endpoints?$|urls?$|MODELS$|"
    r"alias|legacy|dims|dimensions|window|pricing|history|results|scores|bench|log$|cors|csp|origins",
    re.I,
)
SPEAKS_OF_MODELS = re.compile(
    r"llm|model|config|conf$|payload|body|json|data|param|agent|embed|request|kwargs|settings|options|assistant|chat|client|default|"
    r"engine|spec|rerank|generat|completion|backend|args|env|opts|inference|serving",
    re.I,
)
"""What a dictionary is called, or given as, when a `model` in it is a language model's."""
NEIGHBOURS = frozenset(
    """temperature max_tokens maxTokens top_p system prompt messages stream input api_key api_type api_version base_url api_base
    provider litellm_params tools tool_choice response_format max_new_tokens contents inputs texts system_prompt model_type
    model_server url config api_key_env headers timeout model_provider weight rpm tpm format num_ctx""".split()
)
"""Keys beside `model` that say it is a language model's."""
ANSWERED = frozenset("choices object owned_by usage created finish_reason em f1 accuracy score bleu rouge latency wer".split())
"""Keys of an answer or of a measurement: what they stand beside was used somewhere else, some time."""
SHOWN = re.compile(
    r"^(?:labels?|matchlabels|annotations|example|examples|json_schema_extra|metadata|tags|description|help|extra|selector)$",
    re.I,
)
"""Keys and keywords below which a name is a label."""
MODEL_CLASSES = re.compile(r"^(?:Chat[A-Z]\w+|GigaChat|YandexGPT|\w+(?:Embeddings?|Endpoint|LLM))$")
"""Classes that stand for a model, so that making one without a model uses the library's default."""
WIDGETS = frozenset(
    "Dropdown Radio Textbox text_input selectbox text dropdown combobox option argument add_argument Select StringParameter CfnParameter".split()
)
"""Controls and options that offer a value, and start with a default."""
LOCAL = frozenset(
    """from_pretrained SentenceTransformer CrossEncoder LLM snapshot_download hf_hub_download pipeline BGEM3FlagModel FlagModel
    FlagReranker WhisperModel HuggingFaceEmbeddings HuggingFaceEmbedding HuggingFaceLLM TransformersModel VLLMModel MLXModel Engine
    AsyncEngineArgs EngineArgs ServerArgs load_model SparseEncoder create_model_and_transforms""".split()
)
"""Callables that run the weights on the machine that calls them."""
WEIGHT_ENDS = (
    ".pt",
    ".pth",
    ".bin",
    ".joblib",
    ".pkl",
    ".json",
    ".yaml",
    ".yml",
    ".csv",
    ".txt",
    ".py",
    ".h5",
    ".keras",
    ".ckpt",
    ".npz",
)
"""Files of one's own, whatever their name says."""
SQL_CALL = re.compile(
    r"""\b(?:ai_query|ai_gen|cortex\.\w+|ML\.GENERATE_TEXT)\s*\(\s*\\?['"](?P<id>[A-Za-z][\w./-]{3,80})\\?['"]""", re.I
)
"""A warehouse's function that calls a model by its name."""
