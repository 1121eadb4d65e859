module example.com/model
require github.com/sashabaranov/go-openai v1.38.0
