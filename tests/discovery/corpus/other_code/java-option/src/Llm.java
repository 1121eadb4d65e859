package io.shop;

import com.theokanning.openai.service.OpenAiService;
import com.theokanning.openai.completion.chat.ChatCompletionRequest;
import io.github.ollama4j.OllamaAPI;
import okhttp3.Request;
import org.apache.commons.cli.Option;
import org.springframework.web.client.RestClient;
import picocli.CommandLine;

@CommandLine.Command(name = "llm", description = "talks to qwen-max")
public class Llm {
    @CommandLine.Option(names = {"-m", "--model"}, defaultValue = "ernie-x1-turbo-32k", description = "e.g. ernie-4.0")
    String model;

    private static final String HOST = "https://qianfan.baidubce.com";
    private final RestClient rest = RestClient.builder().baseUrl(HOST).build();

    String ask(String q) throws Exception {
        var req = ChatCompletionRequest.builder().model("yi-medium").messages(null).build();
        var request = new Request.Builder().url("https://api.lingyiwanwu.com/v1/chat/completions").build();
        var ollama = new OllamaAPI("http://gpu.lan:11434/");
        ollama.pullModel("qwen2.5:3b");
        switch (model) {
            case "ernie-4.0" -> throw new IllegalArgumentException("ernie-4.0 is gone");
            default -> {}
        }
        return rest.post().uri("/v2/chat/completions").body(req).retrieve().body(String.class) + request;
    }

    record Car(String make, String model) {}
    static final Car CAR = new Car("Xiaomi", "MiMo");
}
