const r = await generateText({ model: deepseek("deepseek-chat"), prompt: "x" });
