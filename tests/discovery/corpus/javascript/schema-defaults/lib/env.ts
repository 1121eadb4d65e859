import { createEnv } from '@t3-oss/env-nextjs'
import { z } from 'zod'

export const env = createEnv({
  server: {
    DATABASE_URL: z.string().url(),
    LLM_BASE_URL: z.string().url().default('https://api.minimax.io/v1'),
    LLM_MODEL: z.string().default('MiniMax-M2'),
    LLM_FALLBACK_MODEL: z.enum(['MiniMax-M1', 'qwen-plus']).optional(),
    LLM_API_KEY: z.string().min(1),
  },
  runtimeEnv: {
    DATABASE_URL: process.env.DATABASE_URL,
    LLM_BASE_URL: process.env.LLM_BASE_URL,
    LLM_MODEL: process.env.LLM_MODEL,
    LLM_FALLBACK_MODEL: process.env.LLM_FALLBACK_MODEL,
    LLM_API_KEY: process.env.LLM_API_KEY,
  },
})
