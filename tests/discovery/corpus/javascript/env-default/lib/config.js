export const MODEL = process.env.LLM_MODEL ?? "deepseek/deepseek-chat";
export const baseURL = process.env.LLM_URL || "https://openrouter.ai/api/v1";
export const theme = "model";
