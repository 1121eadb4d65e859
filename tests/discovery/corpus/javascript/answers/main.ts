import { Hono } from "npm:hono@4";
import OpenAI from "npm:openai@5";
const [model = "deepseek-v3-0324", host = "https://api.lkeap.cloud.tencent.com/v1"] = Deno.args;
const MODEL_BY_LANG = new Map([["zh", "qwen-plus"], ["ja", "glm-4-plus"]]);
const openai = new OpenAI({ baseURL: host, apiKey: Deno.env.get("KEY") });
const app = new Hono();
app.get("/healthz", (c) => c.json({ ok: true, model: "deepseek-v3-0324" }));
app.post("/", async (c) => {
  const stream = await openai.chat.completions.create({ model, stream: true, messages: await c.req.json() });
  return new Response(stream.toReadableStream());
});
const fallback = { ...(await import("./x.ts")).base, model: Deno.env.get("FALLBACK") ?? "hunyuan-standard" };
console.log(`using ${model}, fallback glm-4`, MODEL_BY_LANG, fallback);
Deno.serve(app.fetch);
