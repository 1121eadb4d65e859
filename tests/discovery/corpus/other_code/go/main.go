package main

func run() {
	cfg := openai.DefaultConfig(key)
	cfg.BaseURL = "https://api.deepseek.com/v1"
	c := openai.NewClientWithConfig(cfg)
	c.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: "deepseek-chat"})
	log.Println("model loaded")
}
