package cmd

import (
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	"go.uber.org/zap"
)

var (
	modelName string
	apiBase   string
	car       = struct{ Make, Model string }{"BYD", "Yi"}
)

var validModels = []string{"qwen-plus", "qwen-max", "deepseek-v3"}

var rootCmd = &cobra.Command{
	Use:     "ask",
	Example: "ask --model qwen-max --base https://api.deepseek.com",
	Run: func(cmd *cobra.Command, args []string) {
		zap.L().Info("starting", zap.String("model", "qwen-max"))
	},
}

func init() {
	rootCmd.PersistentFlags().StringVarP(&modelName, "model", "m", "ernie-5.0-preview", "model to use, e.g. qwen-plus")
	rootCmd.PersistentFlags().StringVar(&apiBase, "base-url", "https://qianfan.baidubce.com/v2", "API base")
	viper.SetDefault("embedding.model", "tao-8k")
	viper.SetDefault("rerank.model", "BAAI/bge-reranker-large")
	_ = viper.BindPFlag("model", rootCmd.PersistentFlags().Lookup("model"))
}
