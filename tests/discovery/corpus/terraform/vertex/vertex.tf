resource "google_vertex_ai_endpoint_with_model_garden_deployment" "d" {
  location              = "us-central1"
  hugging_face_model_id = "Qwen/Qwen3-0.6B"
}
