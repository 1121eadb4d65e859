import { App, TerraformStack, TerraformVariable } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { BedrockagentAgent } from "@cdktf/provider-aws/lib/bedrockagent-agent";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import * as sst from "sst";

class Llm extends TerraformStack {
  constructor(scope: App, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "ap-southeast-1" });
    const model = new TerraformVariable(this, "model", { type: "string", default: "zai.glm-4.7" });

    new BedrockagentAgent(this, "agent", {
      agentName: "helper",
      foundationModel: "apac.amazon.nova-pro-v1:0",
      agentResourceRoleArn: "arn:aws:iam::1:role/x",
    });

    new LambdaFunction(this, "fn", {
      functionName: "qwen-proxy",
      role: "r",
      environment: {
        variables: {
          BEDROCK_MODEL: model.stringValue,
          GUARD_MODEL_ID: "qwen.qwen3-next-80b-a3b",
          UPSTREAM_URL: "https://api-inference.modelscope.cn/v1",
          no_proxy: "api.deepseek.com",
        },
      },
      tags: { model: "deepseek-v3", team: "kimi" },
    });

    new EcsTaskDefinition(this, "vllm", {
      family: "vllm",
      containerDefinitions: JSON.stringify([
        {
          name: "vllm",
          image: "vllm/vllm-openai:v0.9.2",
          command: ["--model=Qwen/Qwen3-30B-A3B-FP8", "--served-model-name=gpt-4o"],
        },
      ]),
    });
  }
}
export { Llm, sst };
