package ask

import (
	openai "github.com/sashabaranov/go-openai"

	"shop.example/internal/mail"
)

func New(key string) (*openai.Client, *mail.Client) {
	talk := openai.DefaultConfig(key)
	talk.BaseURL = "https://gateway.models.example/v1"

	post := mail.DefaultConfig(key)
	post.BaseURL = "https://mail.shop.example/v1"

	return openai.NewClientWithConfig(talk), mail.NewClient(post)
}
