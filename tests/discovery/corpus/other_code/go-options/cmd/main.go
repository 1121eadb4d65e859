package main

import (
	"context"
	"flag"
	"log/slog"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	anthropicoption "github.com/anthropics/anthropic-sdk-go/option"
	"github.com/ollama/ollama/api"
	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
	"github.com/tmc/langchaingo/llms/googleai"
	lcopenai "github.com/tmc/langchaingo/llms/openai"
	"google.golang.org/genai"
)

var (
	model   = flag.String("model", "glm-4.5-air", "chat model")
	verbose = flag.Bool("v", false, "verbose")
)

type provider struct {
	Name    string
	BaseURL string
	Models  []string
}

// knownProviders feeds `triage providers`, which prints a table.
var knownProviders = []provider{
	{"deepseek", "https://api.deepseek.com", []string{"deepseek-chat", "deepseek-reasoner"}},
	{"dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1", []string{"qwen-max"}},
	{"openai", "https://api.openai.com/v1", []string{"gpt-4o"}},
}

func main() {
	flag.Parse()
	ctx := context.Background()

	client := openai.NewClient(
		option.WithAPIKey(os.Getenv("ZAI_API_KEY")),
		option.WithBaseURL("https://api.z.ai/api/paas/v4/"),
		option.WithMaxRetries(3),
	)
	chat, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    *model,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("triage this")},
	})
	if err != nil {
		slog.Error("chat", "err", err, "model", "glm-4.5-air")
		os.Exit(1)
	}

	claude := anthropic.NewClient(anthropicoption.WithBaseURL("https://api.kimi.com/coding/"))
	_, _ = claude.Messages.New(ctx, anthropic.MessageNewParams{
		MaxTokens: 1024,
		Model:     anthropic.ModelClaudeSonnet4_5,
	})

	llm, _ := lcopenai.New(lcopenai.WithModel("qwen3-235b-a22b"), lcopenai.WithBaseURL("https://coding-intl.dashscope.aliyuncs.com/v1"))
	_ = llm
	g, _ := googleai.New(ctx, googleai.WithDefaultModel("gemini-2.0-flash"))
	_ = g

	gc, _ := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI, Project: "acme", Location: "europe-west4"})
	res, _ := gc.Models.GenerateContent(ctx, "gemini-2.5-pro", genai.Text("hello"), nil)

	oc, _ := api.ClientFromEnvironment()
	req := &api.GenerateRequest{
		Model:  "qwen2.5-coder:7b",
		Prompt: "hi",
		Stream: new(bool),
	}
	_ = oc.Generate(ctx, req, func(api.GenerateResponse) error { return nil })
	slog.Info("done", "answer", chat.Choices[0].Message.Content, "g", res)
}
