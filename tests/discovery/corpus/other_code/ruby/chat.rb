client = OpenAI::Client.new(uri_base: "https://api.deepseek.com")
client.chat(parameters: { model: "deepseek-chat", messages: [] })
