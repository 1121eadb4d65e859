import { generateText, streamText } from "ai";
import { deepseek } from "@ai-sdk/deepseek";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

const qwen = createOpenAICompatible({ name: "qwen", baseURL: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" });

export const a = () => generateText({ model: deepseek("deepseek-chat"), prompt: "x" });
export const b = () => streamText({ model: qwen("qwen-plus"), prompt: "y" });
