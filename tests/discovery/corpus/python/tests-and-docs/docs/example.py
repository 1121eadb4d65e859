from openai import OpenAI

OpenAI(base_url="https://api.deepseek.com").chat.completions.create(model="deepseek-chat")
