variable "project" {
  type    = string
  default = "claims"
}

variable "environment" {
  type = string
}

variable "aws_region" {
  type    = string
  default = "us-west-2"
}

variable "agent_model_id" {
  description = <<EOT
Foundation model of the agent. Tried and rejected in the pilot:
qwen.qwen3-235b-a22b-2507-v1:0 (latency), deepseek.r1-v1:0 (tool calls).
EOT
  type        = string
  default     = "anthropic.claude-3-haiku-20240307-v1:0"

  validation {
    condition     = contains(["anthropic.claude-3-haiku-20240307-v1:0", "us.anthropic.claude-sonnet-4-20250514-v1:0", "minimax.minimax-m2"], var.agent_model_id)
    error_message = "Only the models that the risk board approved, e.g. minimax.minimax-m2."
  }
}

variable "fallback_model_id" {
  type     = string
  nullable = false
  default  = "moonshot.kimi-k2-thinking"
}

variable "image_tag" {
  type        = string
  description = "e.g. v1.4.2"
}

variable "db_instance_class" {
  type    = string
  default = "db.r6g.large"
}
