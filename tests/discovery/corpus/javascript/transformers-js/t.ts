import { pipeline } from "@huggingface/transformers";
const embed = await pipeline("feature-extraction", "BAAI/bge-small-zh-v1.5");
