const MODEL: &str = "deepseek-ai/DeepSeek-V3";
fn main() {
    println!("model");
}
