vllm serve $MODEL_NAME --port 80
docker build -t model .
