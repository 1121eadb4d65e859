# shellcheck shell=bash
# source me
export ANTHROPIC_BASE_URL="https://open.bigmodel.cn/api/anthropic"
export ANTHROPIC_DEFAULT_OPUS_MODEL=glm-4.6 ANTHROPIC_DEFAULT_HAIKU_MODEL=glm-4.5-air
declare -x QIANFAN_BASE_URL=https://qianfan.baidubce.com/v2
unset OPENAI_BASE_URL
# export OPENAI_BASE_URL=https://api.deepseek.com/v1
export no_proxy="localhost,127.0.0.1,api.moonshot.cn,.corp"
export BLOCKED_MODELS="deepseek-reasoner qwq"
export LLM_MODELS_ALLOWED="gpt-4o,o3-mini"
export CAMERA_MODEL="ILCE-7M4"
case "${LLM_SITE:-fr}" in
  cn) export LLM_BASE_URL=https://ark.cn-beijing.volces.com/api/v3 ;;
  fr) export LLM_BASE_URL=https://api.scaleway.ai/v1 ;;
esac
if [ "${USE_SPARK:-0}" = 1 ]; then
  export SPARK_BASE_URL=https://spark-api-open.xf-yun.com/v1
fi
alias ask='llm -m gpt-4.1-mini'
PS1="(qwen) $PS1"
