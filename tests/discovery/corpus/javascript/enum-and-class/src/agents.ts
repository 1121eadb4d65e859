import { Agent } from '@mastra/core/agent';
import { Memory } from '@mastra/memory';
import { LibSQLStore } from '@mastra/libsql';
import OpenAI, { AzureOpenAI, type ClientOptions } from 'openai';

enum Models {
  Planner = 'deepseek-v3.2',
  Cheap = 'qwen-turbo',
}

const commonOptions: ClientOptions = {
  timeout: 30_000,
  baseURL: process.env.GATEWAY_URL ?? 'https://api.deepinfra.com/v1/openai',
};

export const client = new OpenAI({ ...commonOptions, apiKey: process.env.DEEPINFRA_KEY });

export const supportAgent = new Agent({
  name: 'support',
  instructions: `You answer questions about phones such as the Xiaomi MiMo.`,
  model: 'alibaba/qwen3-next-80b-a3b-instruct',
  memory: new Memory({ storage: new LibSQLStore({ url: 'file:../mastra.db' }) }),
});

export async function plan(goal: string) {
  const response = await client.chat.completions.create({
    model: Models.Planner,
    messages: [{ role: 'user', content: goal }],
  });
  return response.choices[0].message.content;
}

export class Translator {
  static readonly defaultModel = 'hunyuan-mt-7b';
  constructor(
    private readonly http: typeof fetch,
    private readonly endpoint = 'https://tokenhub.tencentmaas.com/v1',
  ) {}

  async translate(text: string, model: string = Translator.defaultModel) {
    if (model === 'hunyuan-translation-lite') throw new Error('gone');
    const res = await this.http(`${this.endpoint}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model, messages: [{ role: 'user', content: text }] }),
    });
    return res.json();
  }
}

export const flags = {
  rerank: { enabled: false, model: 'BAAI/bge-reranker-v2-m3', endpoint: 'https://api.siliconflow.cn/v1/rerank' },
  moderation: { enabled: process.env.MOD === '1', model: 'Qwen/Qwen3Guard-Gen-8B' },
};
