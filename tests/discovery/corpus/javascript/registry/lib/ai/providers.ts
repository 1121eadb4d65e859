import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { createDeepSeek } from '@ai-sdk/deepseek'
import { createAnthropic, anthropic } from '@ai-sdk/anthropic'
import { createAzure } from '@ai-sdk/azure'
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { xai } from '@ai-sdk/xai'
import {
  customProvider,
  createProviderRegistry,
  extractReasoningMiddleware,
  wrapLanguageModel,
} from 'ai'
import { env } from '@/env.mjs'
import { isTestEnvironment } from '../constants'

export const siliconflow = createOpenAICompatible({
  name: 'siliconflow',
  apiKey: env.SILICONFLOW_API_KEY,
  baseURL: 'https://api.siliconflow.cn/v1',
  includeUsage: true,
})

export const deepseek = createDeepSeek({ apiKey: env.DEEPSEEK_API_KEY ?? '' })

const bedrock = createAmazonBedrock({
  region: 'eu-central-1',
  accessKeyId: env.AWS_ACCESS_KEY_ID,
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
})

const azure = createAzure({ resourceName: 'contoso-prod-weu', apiKey: env.AZURE_API_KEY })

export const registry = createProviderRegistry(
  {
    anthropic,
    deepseek,
    siliconflow,
  },
  { separator: ' > ' },
)

export const titleModel = registry.languageModel('siliconflow > Qwen/Qwen2.5-7B-Instruct')

export const myProvider = isTestEnvironment
  ? customProvider({
      languageModels: {
        'chat-model': mockModel,
        'title-model': mockModel,
      },
    })
  : customProvider({
      languageModels: {
        'chat-model': xai('grok-4'),
        'chat-model-reasoning': wrapLanguageModel({
          model: deepseek('deepseek-reasoner'),
          middleware: extractReasoningMiddleware({ tagName: 'think' }),
        }),
        'artifact-model': siliconflow.chatModel('zai-org/GLM-4.6'),
        'vision-model': bedrock('eu.anthropic.claude-sonnet-4-20250514-v1:0'),
        // 'cheap-model': deepseek('deepseek-chat'),
        'docs-model': azure('gpt-4o-mini-eu'),
      },
      textEmbeddingModels: {
        'small-embedding': siliconflow.textEmbeddingModel('BAAI/bge-m3'),
      },
    })

declare const mockModel: any
