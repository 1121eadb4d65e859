resource "aws_sagemaker_model" "llm" {
  name = "llm"
  primary_container {
    image = "763104351884.dkr.ecr.${var.region}.amazonaws.com/huggingface-pytorch-tgi-inference:2.3.0"
    environment = {
      HF_MODEL_ID = var.model_id
    }
  }
}
resource "aws_bedrockagent_agent" "a" {
  agent_name       = "a"
  foundation_model = var.agent_model
}
