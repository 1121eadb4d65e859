package shop;

class Settings {
    String chat = env.getProperty("shop.llm.model", "deepseek-chat");

    Map<String, Object> body(Request request) {
        String picked = Optional.ofNullable(request.getModel()).orElse("kimi-k2");
        String other = StringUtils.hasText(request.getModel()) ? request.getModel() : "qwen-long";
        return Map.of("model", "glm-4-plus", "messages", messages);
    }

    String written = "{\"model\":\"qwen-turbo\",\"messages\":[]}";
    String answered = "{\"id\":\"1\",\"model\":\"qwen-max\",\"choices\":[]}";
    Map<String, Double> prices = Map.of("deepseek-reasoner", 1.0, "glm-4.5", 0.4);
}
