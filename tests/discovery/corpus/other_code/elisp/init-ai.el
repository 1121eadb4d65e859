;;; init-ai.el --- AI helpers  -*- lexical-binding: t; -*-

;;; Commentary:
;; gptel with several backends.  I used gpt-4-turbo before.

;;; Code:

(setenv "OPENAI_API_BASE" "https://dashscope.aliyuncs.com/compatible-mode/v1")
(setenv "NO_PROXY" "localhost,api.deepseek.com")

(use-package gptel
  :ensure t
  :bind (("C-c g" . gptel-send))
  :custom
  (gptel-model 'moonshot-v1-32k)
  (gptel-default-mode 'org-mode)
  :config
  (setq gptel-backend
        (gptel-make-openai "Moonshot"
          :host "api.moonshot.cn"
          :key #'gptel-api-key-from-auth-source
          :stream t
          :models '(moonshot-v1-8k
                    moonshot-v1-32k)))
  (gptel-make-deepseek "DeepSeek" :stream t :key "x")
  ;; (gptel-make-openai "Z.ai" :host "api.z.ai" :endpoint "/api/paas/v4/chat/completions")
  (gptel-make-ollama "Ollama" :host "nas.lan:11434" :stream t :models '(qwen2.5:14b)))

(use-package ellama
  :init
  (setopt ellama-provider
          (make-llm-ollama :chat-model "qwen3:4b" :embedding-model "nomic-embed-text")))

(use-package aidermacs
  :custom (aidermacs-default-model "openrouter/z-ai/glm-4.6"))

(defun my/greet () "Greet the user qwen on kimi." (message "hello qwen-max"))

(provide 'init-ai)
;;; init-ai.el ends here
