import requests

URL = "https://api.minimax.io/v1/text/chatcompletion_v2"
requests.post(URL, json={"model": "MiniMax-M2", "messages": []})
requests.get("https://example.com/model")
