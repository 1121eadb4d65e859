export const VENDORS = [
  ["deepseek", "DeepSeek", "https://api.deepseek.com/v1", true],
  ["moonshot", "Moonshot", "https://api.moonshot.cn/v1", false],
  ["siliconflow", "SiliconFlow", "https://api.siliconflow.cn/v1", false],
] as const;

const SILICONFLOW_BASE = "https://api.siliconflow.cn/v1";

export const chosen = (base?: string) => ({ apiBase: (base || SILICONFLOW_BASE).replace(/\/$/, ""), retries: 2 });
