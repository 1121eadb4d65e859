class Chat {
    void Add(IKernelBuilder builder) {
        builder.AddOpenAIChatCompletion(modelId: "qwen-max", endpoint: new Uri("https://dashscope.aliyuncs.com/compatible-mode/v1"));
    }
}
