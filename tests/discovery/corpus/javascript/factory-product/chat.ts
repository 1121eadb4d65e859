import { createDeepSeek } from "@ai-sdk/deepseek";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, type LanguageModel } from "ai";

export function modelFor(kind: string, id: string, key: string): LanguageModel {
  switch (kind) {
    case "deepseek":
      return createDeepSeek({ apiKey: key })(id);
    case "mistral":
      return createMistral({ apiKey: key })(id);
    default:
      return createOpenAI({ apiKey: key, baseURL: process.env.GATEWAY_URL })(id);
  }
}

export async function translate(text: string, settings: { model: string; key: string }) {
  return generateText({ model: createDeepSeek({ apiKey: settings.key })(settings.model), prompt: text });
}
