resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'model'
  properties: {
    template: {
      containers: [
        {
          name: 'api'
          env: [
            {
              name: 'OPENAI_BASE_URL'
              value: 'https://api.deepseek.com'
            }
          ]
        }
      ]
    }
  }
}
