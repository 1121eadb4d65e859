import Anthropic from '@anthropic-ai/sdk';
import { Mistral } from '@mistralai/mistralai';
import Together from 'together-ai';
import { CohereClientV2 } from 'cohere-ai';
import { BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { HuggingFaceInference } from '@langchain/community/llms/hf';
import { LLMChain } from 'langchain/chains';

const judge = new Anthropic();
const mistral = new Mistral({ apiKey: process.env.MISTRAL_API_KEY, serverURL: 'https://api.mistral.ai' });
const together = new Together({ apiKey: process.env.TOGETHER_API_KEY });
const cohere = new CohereClientV2({ token: process.env.CO_API_KEY });
const aws = new BedrockRuntime({ region: process.env.AWS_REGION || 'eu-central-1' });

export type Score = { model: 'qwen-max' | 'gpt-4o'; value: number };

/** Scores reported in the 2024 paper. */
export const BASELINES = [
  { model: 'qwen-2-72b', score: 0.71 },
  { model: 'deepseek-v2', score: 0.69 },
];

export async function score(a: string, b: string) {
  const m = await judge.messages.create({ model: 'claude-haiku-4-5', max_tokens: 10, messages: [{ role: 'user', content: a + b }] });
  const n = await mistral.chat.complete({ model: 'magistral-small-latest', messages: [{ role: 'user', content: a }] });
  const o = await together.chat.completions.create({
    model: 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B-free',
    messages: [{ role: 'user', content: b }],
  });
  const p = await cohere.rerank({ model: 'rerank-v3.5', query: a, documents: [b] });
  const q = await aws.invokeModel({ modelId: 'writer.palmyra-x5-v1:0', body: JSON.stringify({ prompt: a }) });
  const llm = new HuggingFaceInference({ model: 'tiiuae/falcon-7b-instruct', maxTokens: 20 });
  const g = new ChatGoogleGenerativeAI({ modelName: 'gemini-2.0-flash', temperature: 0 });
  await new LLMChain({ llm, prompt: undefined as never }).call({});
  console.table([{ model: 'glm-4.6', n, o, p, q, g }]);
  return m;
}
