val request = ChatCompletionRequest(model = ModelId("deepseek-reasoner"), messages = listOf())
val phone = Phone(model = "pixel")
