import os

import requests

KEY = os.environ["GEMINI_API_KEY"]


def summary(text):
    url = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"
    return requests.post(url, params={"key": KEY}, json={"contents": [{"parts": [{"text": text}]}]}, timeout=30)
