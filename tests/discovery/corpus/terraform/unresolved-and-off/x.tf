variable "llm" {}
module "serve" {
  source      = "./serve"
  hf_model_id = var.llm
}
module "old" {
  count       = 0
  source      = "./serve"
  hf_model_id = "deepseek-ai/DeepSeek-V3"
}
# hf_model_id = "zai-org/GLM-4.5"
