#!/bin/sh
curl -sS -X POST "https://open.bigmodel.cn/api/paas/v4/chat/completions" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "glm-4.6",
    "messages": [{"role": "user", "content": "ping"}]
  }'
curl -sS https://open.bigmodel.cn/api/paas/v4/chat/completions -d '{"model": "glm-4.5-air", "messages": []}'
