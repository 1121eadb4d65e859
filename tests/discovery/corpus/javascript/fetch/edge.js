export default async function handler(req) {
  return fetch("https://api.deepseek.com/chat/completions", {
    method: "POST",
    body: req.body,
  });
}
