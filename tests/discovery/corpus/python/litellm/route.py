import litellm

PROVIDER = "deepseek"
r = litellm.completion(model=f"{PROVIDER}/deepseek-reasoner", messages=[])
s = litellm.completion(model=pick(), messages=[])
