import sys
from openai import OpenAI

client = OpenAI(base_url="https://api.deepseek.com/v1")
client.chat.completions.create(model=sys.argv[1], messages=[])
