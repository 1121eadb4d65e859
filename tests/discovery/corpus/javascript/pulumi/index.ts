import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as azure from "@pulumi/azure-native";
import * as gcp from "@pulumi/gcp";
import * as k8s from "@pulumi/kubernetes";

const cfg = new pulumi.Config("llm");
const modelId = cfg.get("modelId") ?? "Qwen/Qwen3-Coder-30B-A3B-Instruct";
const replicas = cfg.getNumber("replicas") ?? 1;

const account = new azure.cognitiveservices.Account("openai", {
  resourceGroupName: "rg-ai",
  accountName: "contoso-ai",
  kind: "OpenAI",
  location: "swedencentral",
  sku: { name: "S0" },
});

new azure.cognitiveservices.Deployment("gpt-4", {
  resourceGroupName: "rg-ai",
  accountName: account.name,
  deploymentName: "gpt-4",
  properties: {
    model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
  },
  sku: { name: "DataZoneStandard", capacity: 50 },
});

new azure.cognitiveservices.Deployment("ds", {
  resourceGroupName: "rg-ai",
  accountName: account.name,
  properties: {
    model: {
      format: "DeepSeek",
      name: "DeepSeek-V3-0324",
      version: "1",
    },
  },
  sku: { name: "GlobalStandard", capacity: 1 },
});

const labels = { app: "vllm", "app.kubernetes.io/part-of": "qwen" };

new k8s.apps.v1.Deployment("vllm", {
  metadata: { namespace: "inference", labels },
  spec: {
    replicas,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: "vllm",
            image: "vllm/vllm-openai:v0.11.0",
            args: ["--model", modelId, "--served-model-name", "gpt-4", "--max-model-len", "32768"],
            env: [
              { name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } },
              { name: "DRAFT_MODEL", value: "Qwen/Qwen3-0.6B" },
            ],
          },
        ],
      },
    },
  },
});

new k8s.apps.v1.Deployment("tgi-canary", {
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: "tgi" } },
    template: {
      metadata: { labels: { app: "tgi" } },
      spec: {
        containers: [
          { name: "tgi", image: "ghcr.io/huggingface/text-generation-inference:3.3", args: ["--model-id=deepseek-ai/DeepSeek-R1-Distill-Qwen-14B"] },
        ],
      },
    },
  },
});

new aws.sagemaker.Model("emb", {
  executionRoleArn: cfg.require("role"),
  primaryContainer: {
    image: "763104351884.dkr.ecr.eu-central-1.amazonaws.com/tei:2.0.1-tei1.8.2-gpu-py310-cu122-ubuntu22.04",
    environment: { HF_MODEL_ID: "intfloat/multilingual-e5-large-instruct" },
  },
});

new gcp.vertex.AiEndpointWithModelGardenDeployment("garden", {
  location: "us-central1",
  publisherModelName: "publishers/qwen/models/qwen3@qwen3-30b-a3b",
  modelConfig: { acceptEula: true },
});
