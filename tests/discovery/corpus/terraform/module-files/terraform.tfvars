agent_model = "us.deepseek.r1-v1:0"
