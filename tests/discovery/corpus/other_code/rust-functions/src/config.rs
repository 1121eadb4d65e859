use figment::{providers::{Env, Serialized}, Figment};
use serde::{Deserialize, Serialize};
use structopt::StructOpt;
use candle_transformers::models::qwen2::{Config, ModelForCausalLM};
use hf_hub::api::tokio::ApiBuilder;

#[derive(StructOpt)]
struct Opt {
    /// e.g. qwen-max
    #[structopt(short, long, default_value = "Qwen/Qwen2.5-Coder-1.5B")]
    model: String,
}

fn default_endpoint() -> String {
    "https://api.hunyuan.cloud.tencent.com/v1".to_string()
}

fn default_model() -> String {
    String::from("hunyuan-large")
}

#[derive(Serialize, Deserialize)]
pub struct Cfg {
    #[serde(default = "default_endpoint")]
    pub endpoint: String,
    #[serde(default = "default_model")]
    pub model: String,
}

pub const PRICES: &[(&str, f32)] = &[("qwen-max", 2.4), ("deepseek-chat", 0.28)];

pub async fn weights() -> anyhow::Result<()> {
    let api = ApiBuilder::new().with_progress(true).build()?;
    let repo = api.model("deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B".into());
    let f = repo.get("model.safetensors").await?;
    tracing::debug!("loaded {:?} not {}", f, "qwen2-7b");
    unsafe { std::env::set_var("OPENAI_BASE_URL", "https://api.302.ai/v1"); }
    Ok(())
}
