class Chat {
    ChatModel model() {
        return OpenAiChatModel.builder()
            .baseUrl("https://api.moonshot.cn/v1")
            .modelName("moonshot-v1-32k")
            .build();
    }
    String car = "sedan";
}
