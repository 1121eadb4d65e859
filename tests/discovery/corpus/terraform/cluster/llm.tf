resource "kubernetes_deployment_v1" "vllm" {
  metadata {
    name      = "vllm-qwen3"
    namespace = "inference"
    labels = {
      app   = "vllm"
      model = "qwen3-32b"
    }
  }
  spec {
    replicas = 2
    template {
      spec {
        container {
          name  = "server"
          image = "vllm/vllm-openai:v0.10.2"
          args = [
            "--model", "Qwen/Qwen3-32B-AWQ",
            "--served-model-name", "gpt-4o",
            "--max-model-len=32768",
          ]
          port { container_port = 8000 }
        }
      }
    }
  }
}

resource "kubernetes_deployment_v1" "sglang" {
  metadata { name = "sglang" }
  spec {
    replicas = 0
    template {
      spec {
        container {
          name    = "sglang"
          image   = "lmsysorg/sglang:v0.5.2-cu126"
          command = ["python3", "-m", "sglang.launch_server", "--model-path", "zai-org/GLM-4.5-Air-FP8", "--tp", "4"]
        }
      }
    }
  }
}

resource "helm_release" "open_webui" {
  name       = "open-webui"
  repository = "https://helm.openwebui.com/"
  chart      = "open-webui"
  version    = "6.4.0"

  values = [
    yamlencode({
      ollama = {
        enabled = true
        ollama = {
          models = {
            pull = ["llama3.2:3b", "qwen3:14b"]
          }
        }
      }
      openaiBaseApiUrl = "https://api.moonshot.ai/v1"
    }),
    <<-YAML
    pipelines:
      enabled: false
    extraEnvVars:
      - name: DEFAULT_MODELS
        value: kimi-k2-0905-preview
      - name: RAG_EMBEDDING_MODEL
        value: "BAAI/bge-large-en-v1.5"
    YAML
  ]

  set {
    name  = "extraEnvVars[0].value"
    value = "info"
  }
}

resource "helm_release" "tei" {
  name  = "tei"
  chart = "./charts/tei"

  set {
    name  = "model.id"
    value = "Alibaba-NLP/gte-Qwen2-1.5B-instruct"
  }
  set_list {
    name  = "nodeSelector.pool"
    value = ["gpu"]
  }
}

resource "kubernetes_manifest" "isvc" {
  manifest = {
    apiVersion = "serving.kserve.io/v1beta1"
    kind       = "InferenceService"
    metadata   = { name = "phi", namespace = "inference" }
    spec = {
      predictor = {
        model = {
          modelFormat = { name = "huggingface" }
          storageUri  = "hf://microsoft/Phi-4-mini-instruct"
        }
      }
    }
  }
}

resource "kubernetes_config_map_v1" "gateway" {
  metadata { name = "litellm" }
  data = {
    "config.yaml" = <<-EOT
      model_list:
        - model_name: gpt-4
          litellm_params:
            model: openrouter/z-ai/glm-4.6
            api_key: os.environ/OPENROUTER_API_KEY
        - model_name: fast
          litellm_params:
            model: hosted_vllm/qwen3-32b
            api_base: http://vllm.inference.svc.cluster.local:8000/v1
    EOT
  }
}
