const https = require("https");

const call = https.request({ hostname: "api.deepseek.com", path: "/chat/completions", method: "POST" });
call.write('{"model":"deepseek-reasoner","messages":[],"stream":false}');

const live = new WebSocket("wss://dashscope.aliyuncs.com/api-ws/v1/realtime?model=qwen-omni-turbo");
fetch("https://api-inference.huggingface.co/models/zai-org/GLM-4.6", { method: "POST", body });
callOpenRouterModel("moonshotai/kimi-k2-0905", messages);

const canned = '{"id":"1","model":"gpt-4o","choices":[],"usage":{}}';
const config = { images: { remotePatterns: [{ protocol: "https", hostname: "api.openai.com" }] } };
describeModelPricing("deepseek-chat");
await prisma.turn.create({ data: { model: "qwen-max", tokens: 3 } });
throw new QuotaError({ message: "later", model: "glm-4-plus" });
