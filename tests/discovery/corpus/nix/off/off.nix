{
  services.ollama = {
    enable = false;
    loadModels = [ "glm4:9b" ];
  };
  # loadModels = [ "kimi-k2" ];
  boot.model = "thinkpad";
}
