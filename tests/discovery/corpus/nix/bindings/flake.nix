{
  description = "Dev shell and a small inference box (qwen)"; 
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      models = {
        chat = "zai-org/GLM-4.5-Air-FP8";
        embed = "Alibaba-NLP/gte-Qwen2-1.5B-instruct";
      };
    in {
      devShells.${system}.default = pkgs.mkShell {
        packages = [ pkgs.ollama pkgs.aider-chat ];
        OPENAI_API_BASE = "https://api.novita.ai/v3/openai";
        AIDER_MODEL = "openai/moonshotai/kimi-k2-instruct";
        shellHook = ''
          export ANTHROPIC_BASE_URL=https://api.deepseek.com/anthropic
          # export ANTHROPIC_MODEL=kimi-k2-turbo-preview
          export NO_PROXY=api.moonshot.ai,localhost
        '';
      };

      nixosConfigurations.box = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          ({ lib, ... }: {
            services.ollama = {
              enable = lib.mkDefault true;
              loadModels = [ "gpt-oss:20b" "yi:9b" ];
            };
            services.litellm.settings.model_list = [
              {
                model_name = "gpt-4";
                litellm_params.model = "deepseek/deepseek-chat";
              }
            ];
            virtualisation.oci-containers.containers.sglang = {
              autoStart = true;
              image = "lmsysorg/sglang:v0.5.3-cu126";
              cmd = [ "python3" "-m" "sglang.launch_server" "--model-path" models.chat "--port" "30000" ];
            };
            systemd.services.tei.serviceConfig.ExecStart =
              "${pkgs.text-embeddings-inference}/bin/text-embeddings-router --model-id BAAI/bge-large-en-v1.5 --port 8082";
          })
        ];
      };
    };
}
