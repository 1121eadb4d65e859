using './main.bicep'

param location = 'eastus2'

param modelDeployments = [
  {
    name: 'chat'
    model: {
      format: 'OpenAI'
      name: 'gpt-5-mini'
      version: '2025-08-07'
    }
    sku: { name: 'GlobalStandard', capacity: 100 }
  }
]

// param chatBaseUrl = 'https://api.deepseek.com'
param chatBaseUrl = 'https://api.minimax.io/v1'
param chatModelName = 'MiniMax-M2'
param adminUser = 'kimi'
param dataModelVersion = '3.2.0'
