import OpenAI from "openai";

const client = new OpenAI({ baseURL: "https://api.moonshot.cn/v1", apiKey: process.env.KEY });

export async function ask(messages: unknown[]) {
  return client.chat.completions.create({ model: "kimi-k2-0711-preview", messages });
}
