project     = "claims"
environment = "prod"
image_tag   = "v2.11.0"

# agent_model_id = "deepseek.v3-v1:0"
agent_model_id = "us.anthropic.claude-sonnet-4-20250514-v1:0"
