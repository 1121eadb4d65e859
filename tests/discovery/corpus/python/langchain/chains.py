from langchain_community.chat_models import ChatTongyi
from langchain_openai import ChatOpenAI

cn = ChatTongyi(model="qwen-max")
us = ChatOpenAI(model="moonshot-v1-8k", openai_api_base="https://api.moonshot.cn/v1")
