import OpenAI from "openai";
import { ChatOpenAI } from "@langchain/openai";

const BY_TASK = {
  triage: process.env.TRIAGE_MODEL || process.env.LLM_MODEL || "glm-4.5-air",
  letters: settings.get("letters.model") ?? "deepseek-ai/DeepSeek-V3.1",
};

const LLM_CHOICE = { vision: "qwen-vl-max", planner: "kimi-k2-0905-preview" };

export const desk = new OpenAI({ apiKey: key, baseURL: "https://llm.desk.example/v1" });

export function chain(name: string) {
  return new ChatOpenAI({
    model: name,
    configuration: { baseURL: process.env.PROXY_URL || "https://proxy.desk.example/v1" },
  });
}

const providers = { far: new OpenAI({ baseURL: "https://api.moonshot.cn/v1" }) };

export async function POST(request: Request) {
  const modelId = process.env.ANSWERS ?? "qwen-plus";
  const answer = await providers.far.chat.completions.create({ model: "house-blend", messages });
  return Response.json({ ok: true, model: modelId, text: answer });
}
