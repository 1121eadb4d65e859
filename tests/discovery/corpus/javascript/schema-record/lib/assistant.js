import express from 'express'
import cors from 'cors'
import got from 'got'
import mongoose from 'mongoose'
import { OpenAIClient, AzureKeyCredential } from '@azure/openai'

const BASES = { cn: 'https://api.moonshot.cn/v1', intl: 'https://api.moonshot.ai/v1' }
const region = process.env.MOONSHOT_REGION || 'intl'
const client = got.extend({
  prefixUrl: process.env.QWEN_URL || 'https://dashscope-us.aliyuncs.com/compatible-mode/v1',
  headers: { authorization: `Bearer ${process.env.QWEN_KEY}` },
})

const azure = new OpenAIClient('https://shop-eastus2.openai.azure.com/', new AzureKeyCredential(process.env.AZ_KEY))

const Car = mongoose.model('Car', new mongoose.Schema({ model: { type: String, default: 'qwen' } }))
const router = express.Router()
router.use(cors({ origin: 'https://kimi.moonshot.cn', credentials: true }))

router.post('/ask', async (req, res) => {
  const json = {
    model: req.body.model || 'qwen3-vl-plus',
    messages: req.body.messages,
  }
  if (json.model.startsWith('deepseek')) return res.status(400).send('deepseek-chat is blocked')
  const out = await client.post('chat/completions', { json }).json()
  const label = await azure.getChatCompletions('gpt-4o-prod', [{ role: 'user', content: 'label' }])
  const extra = await got.post(`${BASES[region]}/chat/completions`, { json: { model: 'kimi-latest', messages: [] } })
  await Car.updateOne({ _id: req.body.id }, { $set: { model: 'minimax-m2' } })
  res.json({ out, label, extra: extra.body })
})

// fetch('https://api.minimax.chat/v1/text/chatcompletion_v2', { body: '{"model":"abab6.5-chat"}' })
export default router
