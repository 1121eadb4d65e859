import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { deepseek } from "@ai-sdk/deepseek";

const onPremises = process.env.PLACE === "rack";

const writer = onPremises
  ? createOpenAICompatible({
      name: "rack",
      apiKey: process.env.RACK_KEY,
      baseURL: process.env.RACK_URL ?? "http://localhost:8000/v1",
    })("Qwen/Qwen3-235B-A22B-Instruct-2507")
  : deepseek("deepseek-chat");

export function gateway(apiKey: string) {
  return createOpenAICompatible({
    name: "house-gateway",
    baseURL: "https://models.house.dev/v1",
    headers: { "X-House-Key": apiKey },
  });
}

export function pickModel(id = "moonshotai/kimi-k2") {
  return gateway(process.env.HOUSE_KEY!)(id);
}

export function showCase(id = "qwen-leather", name = "kimi") {
  return `/cases/${id}/${name}`;
}

const providers: Record<string, (id: string) => unknown> = {
  moonshot: (id) => {
    const made = createOpenAICompatible({
      name: "moonshot",
      baseURL: "https://api.moonshot.cn/v1",
    });
    return made(id);
  },
  openai: (id) => createOpenAI({ apiKey: process.env.OPENAI_API_KEY })(id),
};

export const of = (provider: string, id: string) => providers[provider](id);
