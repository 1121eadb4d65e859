{ config, pkgs, ... }: {
  services.ollama = {
    enable = true;
    loadModels = [ "deepseek-r1:14b" "qwen3:8b" ];
  };
  services.open-webui.environment = {
    OPENAI_API_BASE_URL = "https://api.moonshot.cn/v1";
  };
}
