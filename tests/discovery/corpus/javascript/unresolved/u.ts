import OpenAI from "openai";
const ds = new OpenAI({ baseURL: "https://api.deepseek.com" });
export const f = () => ds.chat.completions.create({ model: process.env.DS_MODEL, messages: [] });
