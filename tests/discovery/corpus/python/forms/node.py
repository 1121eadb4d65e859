"""A node of a graph editor: what its fields start with. Choices and a tool's schema are possibilities."""


class AskNode:
    @classmethod
    def INPUT_TYPES(cls):
        return {
            "required": {
                "model_name": ("STRING", {"default": "glm-4-plus"}),
                "base_url": ("STRING", {"default": "https://open.bigmodel.cn/api/paas/v4/"}),
                "style": ("STRING", {"default": "qwen"}),
            }
        }


TOOL = {
    "name": "ask",
    "parameters": {"properties": {"model": {"type": "string", "default": "deepseek-chat"}}},
}

# client = OpenAI(base_url="https://api.moonshot.cn/v1")
# CHAT_MODEL = "kimi-latest"
# MODEL_PATH = "/mnt/nas/models/Qwen3-8B"
