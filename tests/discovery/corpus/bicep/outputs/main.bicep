param accountName string
var endpoint = 'https://${accountName}.openai.azure.com/'

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'chat'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'AZURE_OPENAI_ENDPOINT', value: 'https://${accountName}.openai.azure.com/' }
        { name: 'AZURE_OPENAI_DEPLOYMENT', value: 'gpt-4o-mini' }
      ]
    }
  }
}

output openAiEndpoint string = 'https://${accountName}.openai.azure.com/'
