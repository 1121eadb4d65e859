fn read(options: &Options) {
    let chat = options.model.as_deref().unwrap_or("deepseek-chat");
    let address = format!("https://api.moonshot.cn/v1{}", path);
    let shade = options.shade.as_deref().unwrap_or("qwen-max");
    println!("https://api.deepseek.com/{}", path);
}
