resource "aws_bedrockagent_agent" "a" {
  agent_name       = "helper"
  foundation_model = "deepseek.r1-v1:0"
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Action = "bedrock:InvokeModel", Resource = "arn:aws:bedrock:*::foundation-model/*" }] })
}
