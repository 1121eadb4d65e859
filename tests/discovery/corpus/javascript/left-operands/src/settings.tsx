import { useState } from "react";

export function Settings({ cfg, item, result }) {
  const [model, setModel] = useState("deepseek-chat");
  const label = cfg.model || "gpt-4o";
  const seen = item.model ?? "qwen-max";
  const row = { modelName: result.model || "glm-4-plus" };
  const voice = usePersistedStorage("model", "qwen-turbo");
  const colours = { "gpt-4o": "#102030", "deepseek-reasoner": "#405060" };
  return <b title={cfg.model || "kimi-k2"}>{cfg.model || "glm-4.5"}</b>;
}

export function providerFromModel(name: string): string {
  if (name.startsWith("glm")) return "zhipu";
  return "deepseek";
}
