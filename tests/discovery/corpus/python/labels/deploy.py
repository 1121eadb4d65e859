import pulumi
import pulumi_azure_native as azure
from litellm import Router
from ray.serve.llm import LLMConfig

chat_model = pulumi.Config().get("model") or "Qwen/Qwen3-8B"
azure.cognitiveservices.Deployment(
    "gpt-4",
    deployment_name="gpt-4",
    properties=azure.cognitiveservices.DeploymentPropertiesArgs(
        model=azure.cognitiveservices.DeploymentModelArgs(format="DeepSeek", name="DeepSeek-V3.1", version="1"),
    ),
)
router = Router(
    model_list=[
        {
            "model_name": "gpt-4o",
            "litellm_params": {"model": "deepseek/deepseek-chat", "api_key": "os.environ/DEEPSEEK_API_KEY"},
        }
    ]
)
config = LLMConfig(
    model_loading_config={
        "model_id": "gpt-4o-mini",
        "model_source": "Qwen/Qwen3-Coder-30B-A3B-Instruct",
    }
)


async def chat(messages, tier="gpt-4o"):
    return await router.acompletion(model=tier, messages=messages)
