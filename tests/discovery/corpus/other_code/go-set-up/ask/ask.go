package ask

import (
	"os"

	openai "github.com/sashabaranov/go-openai"
)

type Desk struct {
	client *openai.Client
}

func New(key string) *Desk {
	setup := openai.DefaultConfig(key)
	setup.BaseURL = "https://gateway.desk.example/v1"
	return &Desk{client: openai.NewClientWithConfig(setup)}
}

func (d *Desk) Ask(text string) (string, error) {
	answer, err := d.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    "blend-2",
		Messages: messages(text),
	})
	return answer.Choices[0].Message.Content, err
}
