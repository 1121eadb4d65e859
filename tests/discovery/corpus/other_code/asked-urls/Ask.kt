package shop.ask

class Ask(private val http: Sender) {
    fun answer(kind: Kind, key: String, text: String): String = when (kind) {
        Kind.DEEPSEEK -> askCompatible("https://api.deepseek.com/chat/completions", kind.model, key, text)
        Kind.QWEN -> askCompatible("https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", kind.model, key, text)
        Kind.OWN -> askCompatible("https://llm.shop.example/v1/chat/completions", kind.model, key, text)
    }

    fun isDeepSeek(url: String) = url.equals("https://api.deepseek.com/chat/completions")
}
