# Egress control of the build network. Owner: netsec.
locals {
  ai_denied = [
    "api.deepseek.com",
    "dashscope.aliyuncs.com",
    "open.bigmodel.cn",
  ]
  ai_allowed_hosts = toset([
    "api.openai.com",
    "api.anthropic.com",
    "api.mistral.ai",
  ])
  proxy_env = {
    HTTPS_PROXY = "http://proxy.corp.example:3128"
    NO_PROXY    = "localhost,.svc,api.z.ai"
  }
}

resource "aws_networkfirewall_rule_group" "deny_ai" {
  name     = "deny-ai"
  type     = "STATEFUL"
  capacity = 100
  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "DENYLIST"
        target_types         = ["TLS_SNI"]
        targets              = [".moonshot.cn", "api.minimax.chat"]
      }
    }
  }
}

resource "aws_route53_resolver_firewall_domain_list" "blocked" {
  name    = "blocked"
  domains = concat(local.ai_denied, ["api.siliconflow.cn."])
}

resource "google_compute_firewall_policy_rule" "egress_ok" {
  action    = "allow"
  direction = "EGRESS"
  match {
    dest_fqdns = ["api.openai.com", "router.huggingface.co"]
  }
}

variable "approved_models" {
  description = "What the model registry accepts"
  type        = set(string)
  default     = ["gpt-4o", "claude-sonnet-4-5", "Qwen/Qwen3-32B"]
}

variable "blocked_model_patterns" {
  type    = list(string)
  default = ["deepseek", "qwen*", "Qwen/*"]
}

resource "aws_organizations_policy" "scp" {
  name = "no-cn-bedrock"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Deny"
      Action   = "bedrock:*"
      Resource = ["arn:aws:bedrock:*::foundation-model/deepseek.*", "arn:aws:bedrock:*::foundation-model/qwen.qwen3-32b-v1:0"]
    }]
  })
}

resource "cloudflare_dns_record" "alias" {
  zone_id = var.zone_id
  name    = "qwen"
  type    = "CNAME"
  content = "inference.internal.example.com"
}

resource "datadog_synthetics_test" "probe" {
  name   = "Is api.openai.com up?"
  type   = "api"
  status = "paused"
}
