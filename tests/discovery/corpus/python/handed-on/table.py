import json
import urllib.request

from shop import asked

asked.BY_NAME["glm-4-flash"] = ("https://open.bigmodel.cn/api/paas/v4/chat/completions", asked.KEYS["glm"])


def ask(name, text):
    url, key = asked.BY_NAME[name]
    body = json.dumps({"model": name, "messages": [{"role": "user", "content": text}]}).encode()
    return urllib.request.urlopen(urllib.request.Request(url, data=body))


def is_ours(url):
    print("https://api.deepseek.com/chat/completions")
    return url == "https://api.deepseek.com/chat/completions"
