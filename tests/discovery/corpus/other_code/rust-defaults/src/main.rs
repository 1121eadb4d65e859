use anyhow::{Context, Result};
use async_openai::{
    config::OpenAIConfig,
    types::{ChatCompletionRequestUserMessageArgs, CreateChatCompletionRequestArgs},
    Client,
};
use clap::Parser;
use hf_hub::{api::sync::Api, Repo, RepoType};
use ollama_rs::{generation::completion::request::GenerationRequest, Ollama};
use serde::Deserialize;

/// Talks to an OpenAI-compatible server, e.g. https://api.deepseek.com
#[derive(Parser, Debug)]
#[command(version, about)]
struct Args {
    /// Base URL
    #[arg(long, env = "LLM_BASE_URL", default_value = "https://api.xiaomimimo.com/v1")]
    base_url: String,
    /// Model
    #[arg(long, env = "LLM_MODEL", default_value = "mimo-v2-flash")]
    model: String,
    #[arg(long, value_parser = ["qwen-max", "glm-4.6"])]
    judge: Option<String>,
}

const EMBEDDER: &str = "BAAI/bge-small-en-v1.5";
static DENY: &[&str] = &["deepseek-ai/DeepSeek-R1", "Qwen/QwQ-32B"];

#[derive(Deserialize)]
struct Device {
    model: String,
}

impl Default for Device {
    fn default() -> Self {
        Self { model: "Qwen Pad".to_string() }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let config = OpenAIConfig::new()
        .with_api_key(std::env::var("LLM_API_KEY")?)
        .with_api_base(args.base_url);
    let client = Client::with_config(config);

    let request = CreateChatCompletionRequestArgs::default()
        .max_tokens(512u32)
        .model(args.model)
        .messages([ChatCompletionRequestUserMessageArgs::default().content("hi").build()?.into()])
        .build()?;
    let response = client.chat().create(request).await.context("chat")?;

    let tencent = Client::with_config(OpenAIConfig::new().with_api_base("https://api.hunyuan.cloud.tencent.com/v1"));
    let req2 = CreateChatCompletionRequestArgs::default().model("hunyuan-turbos-latest").build()?;
    tencent.chat().create(req2).await?;

    let api = Api::new()?;
    let repo = api.repo(Repo::with_revision(EMBEDDER.to_string(), RepoType::Model, "main".into()));
    let _weights = repo.get("model.safetensors")?;
    let tok = api.model("Qwen/Qwen3-0.6B".to_string()).get("tokenizer.json")?;

    let ollama = Ollama::new("http://10.0.3.9".to_string(), 11434);
    let out = ollama.generate(GenerationRequest::new("gemma3:12b".to_string(), "why?")).await?;
    println!("{:?} {:?} {}", response, tok, out.response);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denies() {
        let args = Args { base_url: "https://api.lingyiwanwu.com/v1".into(), model: "yi-lightning".into(), judge: None };
        assert!(!DENY.contains(&args.model.as_str()));
    }
}
