{{/*
Rendered into the ConfigMap. Supported providers: openai, deepseek (api.deepseek.com), zhipu.
*/}}
{{- define "gateway.litellm" -}}
model_list:
  - model_name: default
    litellm_params:
      model: {{ .Values.model | default "azure/gpt-4o" }}
      api_base: {{ .Values.azure.endpoint | default "https://acme-we.openai.azure.com" }}
      api_version: "2024-10-21"
  - model_name: cheap
    litellm_params:
      model: deepseek/deepseek-chat
      api_key: os.environ/DEEPSEEK_API_KEY
{{- range .Values.extraModels }}
  - model_name: {{ .alias }}
    litellm_params:
      model: {{ .id | quote }}
{{- end }}
litellm_settings:
  drop_params: true
  fallbacks: [{"default": ["cheap"]}]
{{- end -}}
