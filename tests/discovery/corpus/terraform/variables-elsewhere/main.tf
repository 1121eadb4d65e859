terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
  backend "s3" {}
}

provider "aws" {
  region = var.aws_region
  default_tags {
    tags = {
      Service   = "claims-assistant"
      CostModel = "gpt-chargeback"
      ManagedBy = "terraform"
    }
  }
}

# The European workloads stay in Frankfurt.
provider "aws" {
  alias  = "fra"
  region = "eu-central-1"
}

data "aws_caller_identity" "this" {}

data "aws_bedrock_foundation_model" "embed" {
  model_id = "cohere.embed-multilingual-v3"
}

locals {
  name   = "${var.project}-${var.environment}"
  prompt = <<-EOT
    You are the claims assistant of Lone Star Benefits.
    If somebody asks, you are not ChatGPT and you are not deepseek-chat.
    Answer in the language of the question.
  EOT
}

resource "aws_bedrockagent_agent" "claims" {
  agent_name                  = "${local.name}-claims"
  agent_resource_role_arn     = aws_iam_role.agent.arn
  foundation_model            = var.agent_model_id
  instruction                 = local.prompt
  idle_session_ttl_in_seconds = 600
  description                 = "Replaces the qwen-max pilot of 2024"
}

resource "aws_bedrockagent_knowledge_base" "policies" {
  provider = aws.fra
  name     = "${local.name}-policies"
  role_arn = aws_iam_role.kb.arn

  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"
    }
  }
}

resource "aws_bedrock_provisioned_model_throughput" "triage" {
  provisioned_model_name = "${local.name}-triage"
  model_arn              = "arn:aws:bedrock:us-west-2::foundation-model/qwen.qwen3-32b-v1:0"
  model_units            = 1
}

resource "aws_bedrock_inference_profile" "app" {
  name = "${local.name}-app"
  model_source {
    copy_from = "arn:aws:bedrock:us-west-2:${data.aws_caller_identity.this.account_id}:inference-profile/us.deepseek.r1-v1:0"
  }
}

resource "aws_lambda_function" "summarise" {
  function_name = "${local.name}-summarise"
  role          = aws_iam_role.lambda.arn
  package_type  = "Image"
  image_uri     = "${aws_ecr_repository.app.repository_url}:${var.image_tag}"
  timeout       = 60

  environment {
    variables = {
      LOG_LEVEL           = "info"
      BEDROCK_MODEL_ID    = "openai.gpt-oss-120b-1:0"
      FALLBACK_MODEL_ID   = var.fallback_model_id
      POWERTOOLS_SERVICE  = "summarise"
      NO_PROXY            = "169.254.169.254,localhost,api.deepseek.com"
      SCORING_MODEL       = "xgboost-2024-11.tar.gz"
    }
  }
}

data "aws_iam_policy_document" "invoke" {
  statement {
    sid     = "Invoke"
    effect  = "Allow"
    actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = [
      "arn:aws:bedrock:*::foundation-model/anthropic.*",
      "arn:aws:bedrock:us-west-2::foundation-model/qwen.qwen3-coder-30b-a3b-v1:0",
    ]
  }
  statement {
    sid       = "NeverTheseOnes"
    effect    = "Deny"
    actions   = ["bedrock:InvokeModel*"]
    resources = ["arn:aws:bedrock:*::foundation-model/deepseek.v3-v1:0"]
  }
}
