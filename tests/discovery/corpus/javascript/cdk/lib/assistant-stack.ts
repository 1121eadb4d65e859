import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export interface AssistantStackProps extends cdk.StackProps {
  readonly stage: 'dev' | 'prod';
}

export class AssistantStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: AssistantStackProps) {
    super(scope, id, { ...props, env: { region: 'us-east-2' } });

    const model = bedrock.FoundationModel.fromFoundationModelId(
      this,
      'Model',
      bedrock.FoundationModelIdentifier.ANTHROPIC_CLAUDE_3_5_SONNET_20240620_V1_0,
    );

    new bedrock.CfnAgent(this, 'Agent', {
      agentName: `assistant-${props.stage}`,
      foundationModel: 'deepseek.v3-v1:0',
      instruction: 'You help employees with travel expenses.',
      agentResourceRoleArn: 'arn:aws:iam::123456789012:role/agent',
    });

    const fn = new NodejsFunction(this, 'Handler', {
      entry: 'lambda/handler.ts',
      runtime: lambda.Runtime.NODEJS_22_X,
      memorySize: 512,
      timeout: cdk.Duration.minutes(2),
      environment: {
        STAGE: props.stage,
        MODEL_ID: 'us.meta.llama4-maverick-17b-instruct-v1:0',
        OPENAI_BASE_URL: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1',
        RERANK_ENABLED: 'false',
        NO_PROXY: 'localhost,169.254.169.254,api.deepseek.com',
      },
    });

    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        resources: [
          model.modelArn,
          `arn:aws:bedrock:${this.region}::foundation-model/qwen.qwen3-coder-480b-a35b-v1:0`,
          'arn:aws:bedrock:*::foundation-model/*',
        ],
      }),
    );
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: ['bedrock:InvokeModel*'],
        resources: ['arn:aws:bedrock:*::foundation-model/deepseek.*'],
      }),
    );

    const taskDef = new ecs.FargateTaskDefinition(this, 'Tei', { cpu: 4096, memoryLimitMiB: 16384 });
    taskDef.addContainer('tei', {
      image: ecs.ContainerImage.fromRegistry('ghcr.io/huggingface/text-embeddings-inference:cpu-1.8'),
      command: ['--model-id', 'BAAI/bge-reranker-v2-m3', '--port', '8080'],
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'tei' }),
    });

    new sagemaker.CfnModel(this, 'HfModel', {
      executionRoleArn: fn.role!.roleArn,
      primaryContainer: {
        image: '763104351884.dkr.ecr.us-east-2.amazonaws.com/huggingface-pytorch-tgi-inference:2.4.0-tgi3.0.1-gpu-py311-cu124-ubuntu22.04',
        environment: {
          HF_MODEL_ID: 'NousResearch/Hermes-4-14B',
          SM_NUM_GPUS: '1',
        },
      },
    });

    new cdk.CfnOutput(this, 'ModelName', { value: 'qwen-max', description: 'display name only' });
  }
}
