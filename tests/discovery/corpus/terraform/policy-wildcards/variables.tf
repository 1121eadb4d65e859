variable "invokable_arns" {
  description = "What the team's roles may invoke, e.g. arn:aws:bedrock:*::foundation-model/qwen.*"
  type        = list(string)
  default = [
    "arn:aws:bedrock:*:*:inference-profile/eu.anthropic.claude-sonnet-4-6",
    "arn:aws:bedrock:*::foundation-model/deepseek.v3-v1:0",
    "arn:aws:bedrock:*::foundation-model/zai.glm*",
  ]
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["bedrock:InvokeModel"]
      Resource = ["arn:aws:bedrock:${var.region}:${local.account}:inference-profile/eu.deepseek.*"]
      }, {
      Effect   = "Deny"
      Action   = ["bedrock:InvokeModel"]
      Resource = ["arn:aws:bedrock:*::foundation-model/moonshot.*"]
    }]
  })
}

resource "aws_lambda_function" "worker" {
  environment {
    variables = {
      AZURE_OPENAI_ENDPOINT = "https://${azurerm_cognitive_account.main.custom_subdomain_name}.openai.azure.com/"
    }
  }
}
