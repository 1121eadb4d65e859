package org.acme;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import io.quarkiverse.langchain4j.RegisterAiService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.NamedQuery;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

@ApplicationScoped
@NamedQuery(name = "byModel", query = "select c from Car c where c.model = 'qwen'")
public class Bots {

    static final List<String> BLOCKED = List.of("deepseek-chat", "deepseek-reasoner");

    @ConfigProperty(name = "bot.model", defaultValue = "kimi-k2-thinking")
    String model;

    @ConfigProperty(name = "bot.base-url", defaultValue = "https://api.moonshot.ai/anthropic")
    String baseUrl;

    @RegisterAiService(modelName = "claims")
    interface ClaimsAi { String chat(String q); }

    AnthropicClient client() {
        return AnthropicOkHttpClient.builder().fromEnv().baseUrl(baseUrl).build();
    }

    String ask(String q) {
        var params = MessageCreateParams.builder().model(model).maxTokens(1024L).addUserMessage(q).build();
        return client().messages().create(params).toString();
    }

    String gemini(String q) {
        try (Client c = Client.builder().vertexAI(true).project("p").location("europe-west9").build()) {
            return c.models.generateContent("gemini-2.5-flash", q, null).text();
        }
    }

    HttpRequest raw(String body) {
        // models: ernie-4.0-8k, ernie-speed-128k
        return HttpRequest.newBuilder(URI.create("https://qianfan.baidubce.com/v2/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"model": "ernie-4.5-8k-preview", "messages": %s}
                    """.formatted(body))) 
                .header("Referer", "https://cloud.baidu.com")
                .build();
    }
}
