// Provider registry. Flip `enabled` to roll a provider out; the dispatcher skips the rest.
import { defineProviders } from "../framework/define";

export default defineProviders({
  primary: {
    enabled: true,
    kind: "openai-compatible",
    baseUrl: "https://ark.cn-beijing.volces.com/api/v3",
    model: "doubao-seed-1-6-250615",
  },
  secondary: {
    enabled: false,
    kind: "openai-compatible",
    baseUrl: "https://api.stepfun.com/v1",
    model: "step-2-16k",
  },
  sovereign: {
    enabled: true,
    kind: "mistral",
    baseUrl: "https://api.mistral.ai/v1",
    models: { chat: "mistral-medium-latest", embed: "mistral-embed" },
  },
  experimental: {
    disabled: true,
    kind: "openai-compatible",
    baseUrl: "https://api.baichuan-ai.com/v1",
    model: "Baichuan4-Turbo",
  },
  /*
  retired: {
    enabled: true,
    baseUrl: "https://api.lingyiwanwu.com/v1",
    model: "yi-large",
  },
  */
});

export const denylist = ["api.deepseek.com", "*.volces.com"];
export const modelDenylist: ReadonlyArray<string> = ["deepseek-*", "qwen-vl-max"];

export enum KnownModel {
  QwenMax = "qwen-max",
  Glm46 = "glm-4.6",
  KimiK2 = "kimi-k2",
}

export function contextWindow(model: string): number {
  switch (model) {
    case "qwen-max":
      return 32_768;
    case KnownModel.Glm46:
      return 200_000;
    case "deepseek-chat":
      return 128_000;
    default:
      return 8_192;
  }
}
