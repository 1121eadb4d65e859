FROM ollama/ollama
RUN ollama serve & sleep 3 && \
    ollama pull qwen3:4b && \
    pkill ollama
# RUN ollama pull deepseek-r1:7b
