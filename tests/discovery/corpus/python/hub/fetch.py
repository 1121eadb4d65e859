from huggingface_hub import snapshot_download
from sentence_transformers import SentenceTransformer

snapshot_download(repo_id="moonshotai/Kimi-K2-Instruct")
SentenceTransformer("BAAI/bge-m3")
