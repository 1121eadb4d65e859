package ask

import (
	"fmt"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

func run() {
	address := os.Getenv("LLM_BASE_URL")
	if address == "" {
		address = "https://models.far.example/v1"
	}

	name := os.Getenv("LLM_MODEL")
	if name == "" {
		name = "far-large"
	}
	kind := os.Getenv("KIND")
	if kind == "" {
		kind = "gpt-4o"
	}

	setup := openai.DefaultConfig(key)
	setup.BaseURL = address
	client := openai.NewClientWithConfig(setup)
	request := openai.ChatCompletionRequest{
		Model: name,
	}
	client.CreateChatCompletion(ctx, request)

	next := fmt.Sprintf("https://api.deepseek.com/%s", path)
	fmt.Printf("https://api.moonshot.cn/%s", path)
}
