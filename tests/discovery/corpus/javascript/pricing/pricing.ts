export const PRICING_MODELS = {
  chat: { model: "deepseek/deepseek-chat", input: 0.27 },
};
