resource "aws_lambda_function" "chat" {
  function_name = "chat"
  environment {
    variables = {
      MODEL_ID = data.aws_bedrock_inference_profile.chat.inference_profile_id
      TABLE    = data.aws_dynamodb_table.turns.name
    }
  }
}

resource "aws_lambda_function" "summary" {
  function_name = "summary"
  environment {
    variables = {
      BEDROCK_MODEL_ID = "${data.aws_bedrock_inference_profile.chat.inference_profile_arn}"
    }
  }
}
