class EmbedJob < ApplicationJob
  EMBEDDING_MODEL = ENV.fetch("EMBEDDING_MODEL") { "BAAI/bge-m3" }
  retry_on Faraday::Error

  def perform(doc)
    client = OpenAI::Client.new do |c|
      c.uri_base = Rails.application.credentials.dig(:ai, :base) || "https://api.siliconflow.cn"
    end
    res = client.embeddings(parameters: { model: EMBEDDING_MODEL, input: doc.text })
    doc.update!(embedding: res.dig("data", 0, "embedding"), embedding_model: "bge-m3")
    Rails.logger.info("model=qwen-plus doc=#{doc.id}")
    chat = RubyLLM.chat(model: "gemini-2.5-flash").ask("x")
    return chat unless %w[qwen-max glm-4].include?(doc.lang)
  end
end
