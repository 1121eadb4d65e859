targetScope = 'resourceGroup'

@description('Region of the AI account. GPT-4o is not everywhere.')
@allowed([
  'swedencentral'
  'eastus2'
  'francecentral'
])
param location string = 'swedencentral'

@description('Which chat model')
@allowed([
  'gpt-4.1'
  'gpt-4o-mini'
  'DeepSeek-V3.1'
])
param chatModel string = 'gpt-4.1'

param embedding object = {
  name: 'embed'
  model: 'Cohere-embed-v3-multilingual'
  format: 'Cohere'
}

param deployReasoning bool = false

var tags = {
  model: 'hub-spoke'
  costCenter: '4711'
}

// Key: deployment name.
var extra = [
  {
    name: 'gpt-35-turbo' // alias for old clients
    model: { format: 'OpenAI', name: 'gpt-4o-mini', version: '2024-07-18' }
    sku: { name: 'DataZoneStandard', capacity: 50 }
  }
  {
    name: 'ministral'
    model: { format: 'Mistral AI', name: 'Ministral-3B', version: '1' }
    sku: { name: 'GlobalStandard', capacity: 1 }
  }
  /*
  {
    name: 'kimi'
    model: { format: 'MoonshotAI', name: 'Kimi-K2.5', version: '1' }
    sku: { name: 'GlobalStandard', capacity: 1 }
  }
  */
]

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'aif-${uniqueString(resourceGroup().id)}'
  location: location
  kind: 'AIServices'
  sku: { name: 'S0' }
  tags: tags
  properties: { customSubDomainName: 'acme-claims' }
}

resource chat 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: 'gpt-4'
  sku: { name: 'GlobalStandard', capacity: 80 }
  properties: {
    model: {
      format: 'OpenAI'
      name: chatModel
      version: '2025-04-14'
    }
  }
}

resource embed 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: embedding.name
  sku: { name: 'GlobalStandard', capacity: 1 }
  properties: {
    model: {
      format: embedding.format
      name: embedding.model
    }
  }
  dependsOn: [chat]
}

@batchSize(1)
resource more 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = [for d in extra: {
  parent: account
  name: d.name
  sku: d.sku
  properties: { model: d.model }
}]

resource reasoning 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = if (deployReasoning) {
  parent: account
  name: 'r1'
  sku: { name: 'GlobalStandard', capacity: 1 }
  properties: {
    model: {
      format: 'DeepSeek'
      name: 'DeepSeek-R1'
      version: '1'
    }
  }
}

// resource grok 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
//   name: 'grok'
//   properties: { model: { format: 'xAI', name: 'grok-3', version: '1' } }
// }

output endpoint string = account.properties.endpoint
