from gigachat import GigaChat


class Helper:
    def __init__(self, secret):
        self._talk = GigaChat(credentials=secret, scope="GIGACHAT_API_PERS", verify_ssl_certs=True)

    def answer(self, text):
        return self._talk.chat({"messages": [{"role": "user", "content": text}], "max_tokens": 300})
