provider "aws" {
  region = "eu-central-1"
}
variable "model_id" {
  default = "Qwen/Qwen2.5-7B-Instruct"
}
resource "aws_sagemaker_model" "llm" {
  name = "llm"
  primary_container {
    image = "763104351884.dkr.ecr.eu-central-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.4"
    environment = {
      HF_MODEL_ID = var.model_id
      SM_NUM_GPUS = "1"
    }
  }
}
