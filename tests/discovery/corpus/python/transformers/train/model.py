from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

NAME = "THUDM/glm-4-9b-chat"
tokenizer = AutoTokenizer.from_pretrained(NAME)
pipe = pipeline("text-generation", model="mistralai/Mistral-7B-v0.3")
local = AutoModelForCausalLM.from_pretrained("./checkpoints/last")
