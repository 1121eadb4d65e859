model_id = "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"
instance = "ml.g5.2xlarge"
