resource "azurerm_cognitive_deployment" "gpt-4" {
  name = "gpt-4"
  model {
    format = "DeepSeek"
    name   = "DeepSeek-R1"
  }
  sku { name = "GlobalStandard" }
}
