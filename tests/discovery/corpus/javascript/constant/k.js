const { OpenAI } = require("openai");
const MODEL = "glm-4-plus";
const zhipu = new OpenAI({ baseURL: "https://open.bigmodel.cn/api/paas/v4" });
zhipu.chat.completions.create({ model: MODEL, messages: [] });
