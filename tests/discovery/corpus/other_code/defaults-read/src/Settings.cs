namespace Shop;

class Settings
{
    void Read(IConfiguration configuration)
    {
        var chat = configuration["Ai:Model"] ?? "deepseek-chat";
        var judge = configuration.GetValue<string>("Ai:JudgeModel", "qwen-max");
        var picked = string.IsNullOrEmpty(options.Model) ? "kimi-k2" : options.Model;
        var body = new Dictionary<string, object> { { "model", "glm-4-air" }, { "stream", true } };
        var address = $"https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent?key={key}";
        var prices = new Dictionary<string, decimal> { { "glm-4.5", 1.0m }, { "qwen-plus", 0.1m } };
        var row = new UsageRecord { Model = "qwen-turbo", Tokens = 5 };
    }
}
