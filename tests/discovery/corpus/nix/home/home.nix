{ config, pkgs, lib, ... }: {
  home.username = "kimi";
  home.sessionVariables = {
    ANTHROPIC_BASE_URL = "https://api.z.ai/api/anthropic";
    ANTHROPIC_DEFAULT_SONNET_MODEL = "glm-4.7";
    EDITOR = "nvim";
  };
  programs.aichat = {
    enable = true;
    settings = {
      model = "deepseek:deepseek-chat";
      clients = [
        { type = "openai-compatible"; name = "deepseek"; api_base = "https://api.deepseek.com/v1"; }
        { type = "openai-compatible"; name = "moonshot"; api_base = "https://api.moonshot.cn/v1"; }
      ];
    };
  };
  programs.opencode = lib.mkIf false {
    settings.model = "zhipuai/glm-4.6";
  };
  services.ollama = {
    enable = true;
    environmentVariables.OLLAMA_ORIGINS = "https://chat.qwen.ai";
  };
  programs.zsh.shellAliases.ask = "${pkgs.ollama}/bin/ollama run qwen3:14b";
  programs.git.extraConfig.user.name = "deepseek";
}
