import { env } from '$env/dynamic/private';
import { PUBLIC_MODEL_LABEL } from '$env/static/public';
import OpenAI from 'openai';
import type { RequestHandler } from './$types';

const providers = {
  deepseek: { url: 'https://api.deepseek.com', key: env.DEEPSEEK_KEY, models: ['deepseek-chat'] },
  moonshot: { url: 'https://api.moonshot.ai/v1', key: env.MOONSHOT_KEY, models: ['kimi-latest'] },
} as const;

function client() {
  return new OpenAI({
    apiKey: env.ZHIPU_KEY,
    baseURL: env.ZHIPU_URL?.trim() || 'https://open.bigmodel.cn/api/paas/v4',
    dangerouslyAllowBrowser: false,
  });
}

export const summarize: RequestHandler = async ({ request, locals }) => {
  const { text } = await request.json();
  const params = {
    model: env.SUMMARY_MODEL || 'glm-4.5-air',
    stream: false as const,
    messages: [{ role: 'user' as const, content: text }],
  };
  const out = await client().chat.completions.create(params);
  locals.analytics.track('llm', { model: 'glm-4.5-air', label: PUBLIC_MODEL_LABEL });
  await locals.db.insert(runs).values({ model: 'glm-4.5-air', ms: 12 });
  return new Response(out.choices[0].message.content, { headers: { 'x-llm': 'glm-4.5-air' } });
};
export const known = Object.keys(providers);
declare const runs: unknown;
