variable "model_id" {
  type    = string
  default = "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B"
}
variable "agent_model" {
  type = string
}
variable "region" { default = "eu-central-1" }
