data "aws_bedrock_inference_profile" "chat" {
  inference_profile_id = "eu.anthropic.claude-sonnet-4-20250514-v1:0"
}

locals {
  suggested_models = {
    text  = "amazon.nova-pro-v1:0"
    embed = "amazon.titan-embed-text-v2:0"
  }
}
