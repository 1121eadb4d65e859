package ask

import openai "github.com/sashabaranov/go-openai"

type Talk struct {
	model string
	level string
}

func talk() *Talk {
	return &Talk{model: openai.GPT3Dot5Turbo, level: openai.Level2Dot1}
}
