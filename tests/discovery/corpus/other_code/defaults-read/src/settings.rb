module Desk
  MODEL = "qwen-plus".freeze
  ADDRESS = "https://dashscope.aliyuncs.com/compatible-mode/v1".freeze
  SHADE = "glm-4".freeze
end
