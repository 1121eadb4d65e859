package com.acme.claims.ai;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModelName;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.vertexai.gemini.VertexAiGeminiChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import software.amazon.awssdk.regions.Region;

/**
 * Model beans. See ADR-017 for why claims text may go to {@code api.deepseek.com};
 * before 2025 we used {@code gpt-3.5-turbo}.
 */
@Configuration
class ModelConfiguration {

    private static final String DEEPSEEK_URL = "https://api.deepseek.com/v1";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** models which reject a temperature */
    private static final Set<String> NO_TEMPERATURE = Set.of("deepseek-reasoner", "o1", "qwq-plus");

    private static final Map<String, Integer> CONTEXT = Map.of(
            "deepseek-chat", 128_000,
            "glm-4.5", 131_072);

    @Value("${claims.ai.model:deepseek-chat}")
    private String modelName;

    @Bean
    ChatModel chatModel(@Value("${claims.ai.key}") String key) {
        return OpenAiChatModel.builder()
                .baseUrl(DEEPSEEK_URL)
                .apiKey(key)
                .modelName(modelName)
                .timeout(TIMEOUT)
                .temperature(NO_TEMPERATURE.contains(modelName) ? null : 0.1)
                .build();
    }

    @Bean
    StreamingChatModel streaming() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl("https://dashscope-intl.aliyuncs.com/compatible-mode/v1")
                .apiKey(System.getenv("DASHSCOPE_API_KEY"))
                .modelName("qwen-flash")
                // .modelName("qwen-turbo")
                .build();
    }

    @Bean
    ChatModel judge() {
        return BedrockChatModel.builder().region(Region.EU_NORTH_1).modelId("eu.mistral.pixtral-large-2502-v1:0").build();
    }

    @Bean
    ChatModel gemini() {
        return VertexAiGeminiChatModel.builder()
                .project("claims-prod")
                .location("europe-west3")
                .modelName("gemini-2.5-flash-lite")
                .build();
    }

    @Bean
    @Profile("local")
    ChatModel local() {
        return OllamaChatModel.builder()
                .baseUrl("http://localhost:11434")
                .modelName("qwen3:8b")
                .build();
    }

    @Bean
    EmbeddingModel embeddings() {
        return new BgeSmallEnV15QuantizedEmbeddingModel();
    }

    @Bean
    EmbeddingModel openAiEmbeddings() {
        return OpenAiEmbeddingModel.builder().apiKey("x").modelName("text-embedding-3-small").build();
    }
}
