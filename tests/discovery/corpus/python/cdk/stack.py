from aws_cdk import CfnParameter, Stack, aws_bedrock as bedrock, aws_iam as iam, aws_lambda as lambda_
from constructs import Construct


class ChatStack(Stack):
    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name)
        chosen = CfnParameter(self, "Model", default="moonshot.kimi-k2-thinking", allowed_values=["openai.gpt-oss-120b-1:0"])
        lambda_.CfnFunction(
            self,
            "Chat",
            environment={
                "MODEL_ID": "us.deepseek.r1-v1:0",
                "FALLBACK": chosen.value_as_string,
                "POWERTOOLS_SERVICE_NAME": "deepseek-chat",
            },
        )
        bedrock.CfnAgent(self, "Agent", agent_name="claims", foundation_model="zai.glm-4.7")
        bedrock.FoundationModel.from_foundation_model_id(self, "F", bedrock.FoundationModelIdentifier("minimax.minimax-m2"))
        iam.PolicyStatement(
            actions=["bedrock:InvokeModel"],
            resources=["arn:aws:bedrock:eu-west-2::foundation-model/deepseek.v3-v1:0"],
        )
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            actions=["bedrock:InvokeModel"],
            resources=["arn:aws:bedrock:eu-west-2::foundation-model/qwen.qwen3-32b-v1:0"],
        )
