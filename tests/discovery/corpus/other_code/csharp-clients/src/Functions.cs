using Azure;
using Azure.AI.Inference;
using Azure.AI.OpenAI;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using System.Net.Http.Json;

namespace Shop.Functions;

public sealed class AiOptions
{
    public const string Section = "Ai";
    public string Endpoint { get; init; } = "https://api.together.xyz/v1";
    public string ChatModel { get; set; } = "Qwen/Qwen3-235B-A22B-fp8-tput";
    public string[] AllowedModels { get; set; } = ["deepseek-ai/DeepSeek-V3", "zai-org/GLM-4.6"];
}

public class Functions(IOptions<AiOptions> options, HttpClient http, ShopDb db)
{
    private readonly ChatCompletionsClient _foundry = new(
        new Uri(Environment.GetEnvironmentVariable("FOUNDRY_URL") ?? "https://shop-ai.services.ai.azure.com/models"),
        new AzureKeyCredential("x"));

    [Function("Ask")]
    public async Task<string> Ask([HttpTrigger("post")] HttpRequest req, CancellationToken ct)
    {
        var answer = await _foundry.CompleteAsync(new ChatCompletionsOptions
        {
            Model = "MAI-DS-R1",
            Messages = { new ChatRequestUserMessage("hi") },
        }, ct);

        using var aoai = new AzureOpenAIClient(new Uri("https://shop-neu.openai.azure.com"), new DefaultAzureCredential());
        var chat = aoai.GetChatClient("gpt-4.1-mini");

        var res = await http.PostAsJsonAsync("https://api.z.ai/api/paas/v4/chat/completions", new
        {
            model = "glm-4.5v",
            messages = new[] { new { role = "user", content = "hi" } },
        }, ct);

        var cars = db.Cars.Where(c => c.Model == "Yi-34").ToList();
        var phone = new Phone { Brand = "Xiaomi", Model = "MiMo-V2" };
        if (options.Value.ChatModel is "qwen-plus" or "qwen-max") throw new NotSupportedException("qwen-max");
        return answer.Value.Content + chat + res + cars + phone;
    }
}
