;;; config.el -*- lexical-binding: t; -*-
;; Doom config.  Models I tried: qwen-max, kimi-k2.
(setq user-full-name "Kimi Qwen"
      org-directory "~/org/")

(after! gptel
  (setq gptel-model 'deepseek/deepseek-r1
        gptel-backend
        (gptel-make-openai "OpenRouter"
          :host "openrouter.ai"
          :endpoint "/api/v1/chat/completions"
          :models '(deepseek/deepseek-r1 qwen/qwen3-32b))))

(after! minuet
  (plist-put minuet-openai-fim-compatible-options :end-point "https://api.deepseek.com/beta/completions")
  (plist-put minuet-openai-fim-compatible-options :model "deepseek-chat"))

(defcustom my/translate-model "qwen-mt-turbo"
  "Model for translation, such as glm-4."
  :type 'string)

(setq no-proxy-hosts '("api.moonshot.cn" "localhost"))
