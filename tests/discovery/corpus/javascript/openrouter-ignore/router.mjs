export const body = {
  model: "deepseek/deepseek-chat-v3.1",
  provider: { ignore: ["deepseek"], only: ["fireworks"] },
};
const BLOCKED_MODELS = ["qwen/qwen3-32b"];
