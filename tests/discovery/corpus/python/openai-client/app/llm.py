from openai import OpenAI

client = OpenAI(api_key="x", base_url="https://api.deepseek.com")


def ask(text):
    return client.chat.completions.create(model="deepseek-chat", messages=[{"role": "user", "content": text}])
