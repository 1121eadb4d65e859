param location string = 'swedencentral'
resource acc 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'ai'
  location: location
}
resource dep 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {
  parent: acc
  name: 'chat'
  sku: { name: 'GlobalStandard', capacity: 1 }
  properties: {
    model: {
      format: 'DeepSeek'
      name: 'DeepSeek-V3-0324'
      version: '1'
    }
  }
}
