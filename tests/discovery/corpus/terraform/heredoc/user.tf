resource "aws_instance" "gpu" {
  ami = "ami-1"
  user_data = <<-EOF
    #!/bin/bash
    docker run -d --gpus all vllm/vllm-openai:latest --model THUDM/glm-4-9b-chat
  EOF
}
