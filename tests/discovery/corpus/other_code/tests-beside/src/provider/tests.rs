use super::Config;

fn config() -> Config {
    Config {
        base_url: "https://api.deepseek.com".to_owned(),
        model: "deepseek-chat".to_owned(),
    }
}
