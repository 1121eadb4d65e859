const labels = { select_model: '选择模型', model_hint: '请选择模型' };

export async function ask(prompt, key) {
  const url = `https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent?key=${key}`;
  const res = await fetch(url, { method: 'POST', body: JSON.stringify({ contents: [{ parts: [{ text: prompt }] }] }) });
  const data = await res.json();
  return { provider: 'Google', model: 'gemini-2.5-flash', text: data.candidates[0].content.parts[0].text };
}

export function isOwn(address) {
  return address.startsWith('https://api.deepseek.com/chat/completions') || address.includes(labels.select_model);
}

export const trace = (host, id) => `https://${host}/v1/chat/completions?id=${id}`;
