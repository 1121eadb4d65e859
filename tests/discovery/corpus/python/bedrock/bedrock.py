import boto3

bedrock = boto3.client("bedrock-runtime", region_name="us-east-1")
answer = bedrock.converse(modelId="us.deepseek.r1-v1:0", messages=[])
