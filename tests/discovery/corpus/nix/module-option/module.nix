{ lib, config, pkgs, ... }:
with lib;
let cfg = config.services.acme-llm; in
{
  options.services.acme-llm = {
    enable = mkEnableOption "the local llama.cpp server";
    model = mkOption {
      type = types.str;
      default = "unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF";
      example = "bartowski/Qwen2.5-7B-Instruct-GGUF";
      description = "Hugging Face repository, such as Qwen/Qwen3-8B-GGUF";
    };
    flavour = mkOption {
      type = types.enum [ "qwen3" "glm4" "llama" ];
      default = "qwen3";
    };
  };

  config = mkIf cfg.enable {
    systemd.services.acme-llm = {
      description = "llama.cpp";
      serviceConfig = {
        ExecStart = "${pkgs.llama-cpp}/bin/llama-server -hf ${cfg.model} --port 8080";
        DynamicUser = true;
      };
    };
    systemd.services.acme-draft.script = ''
      exec ${pkgs.llama-cpp}/bin/llama-server -hf ggml-org/Qwen3-1.7B-GGUF --port 8081
    '';
  };
}
