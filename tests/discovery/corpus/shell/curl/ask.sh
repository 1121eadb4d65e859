curl -s https://api.moonshot.cn/v1/chat/completions \
  -H "Authorization: Bearer $KEY" \
  -d '{"model": "moonshot-v1-8k", "messages": []}'
curl -s https://example.com/model
